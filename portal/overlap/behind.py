"""The dialogues behind one cell of the load map, plans in coordination too, and what each adds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText
from portal.domain.load import Share, month_after, part_in_month, reached, share
from portal.domain.words import Status
from portal.organisations.models import Organisation
from portal.overlap.calendar import counted, expanded
from portal.overlap.check import current_weights
from portal.publications.catalogue import catalogue

MOST_READ = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a colleague calls a dialogue."""

    title: str
    status: Status
    organiser: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One dialogue behind a cell."""

    id: int
    named: Named
    share: Share


def behind(month: date, *, district: str, group: str) -> list[Behind]:
    """The dialogues that reach a group in a district in a month, those that ask most first; of the first thousand."""
    names, weights = catalogue(), current_weights()
    near = [
        area.id for area in names.areas.values() if area.kind == "city" or names.district_of(area.slug) == district
    ]
    asked = expanded((group,), names)
    shares: dict[int, Share] = {}
    last = month_after(month) - timedelta(1)
    for one in counted(month, last, catalogue=names, most=MOST_READ, areas=near):
        reach = reached(district, asked, places=one.places, groups=one.groups, weights=weights)
        if reach:
            shares[int(one.id)] = share(reach, one.minutes, part_in_month(one.start, one.end, month))
    known = named(shares)
    found = [Behind(id=key, named=known[key], share=one) for key, one in shares.items()]
    return sorted(found, key=lambda one: (-one.share.minutes, one.id))


def named(dialogue_ids: Collection[int]) -> dict[int, Named]:
    """What colleagues call these dialogues; the caller has seen to it that they may be seen."""
    rows = db.session.execute(
        select(Dialogue.id, DialogueText.title, Dialogue.status, Organisation.short, Dialogue.starts, Dialogue.ends)
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .where(Dialogue.id.in_(list(dialogue_ids)))
    )
    return {
        row.id: Named(title=row.title, status=row.status, organiser=row.short, starts=row.starts, ends=row.ends)
        for row in rows
    }
