"""One occasion of a dialogue as the public may see it."""

from portal.dialogues.models import Dialogue
from portal.domain import lifecycle
from portal.domain.words import OccasionState, Status
from portal.occasions.models import Occasion
from portal.publications import pages
from portal.publications.spoken import Spoken


def occasion_of(one: Occasion, dialogue: Dialogue, spoken: Spoken) -> pages.Occasion:
    """Time, place and access of an occasion; called off with its dialogue."""
    venue = one.venue
    return pages.Occasion(
        uuid=str(one.uuid),
        sequence=one.sequence,
        starts=one.starts,
        ends=one.ends,
        kind=one.kind.value,
        state=OccasionState.CANCELLED if dialogue.status is Status.CANCELLED else one.state.value,
        place=one.place or (venue.name if venue else ""),
        address=one.address or (venue.address if venue else ""),
        lat=one.lat or (venue.lat if venue else None),
        lon=one.lon or (venue.lon if venue else None),
        online_url=one.online_url,
        capacity=one.capacity,
        registration=one.registration.value,
        languages=tuple(one.languages),
        sign_language=one.sign_language,
        wheelchair=one.wheelchair,
        hearing_loop=one.hearing_loop,
        interpreter=one.interpreter,
        childcare=one.childcare,
        refreshments=one.refreshments,
        note=spoken(f"occasion-{one.id}", one.note["sv"]) if one.note else None,
        # A dialogue that shares the occasion is named only when residents may see it.
        shared_with=tuple(
            other.slug
            for other in one.dialogues
            if other.id != dialogue.id and other.status in lifecycle.PUBLIC - {Status.CANCELLED}
        ),
    )
