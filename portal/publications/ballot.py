"""What residents are told of a vote: every proposal, with the votes that may be told."""

from collections.abc import Callable, Sequence

from portal.db import Texts
from portal.domain.suppression import hide_small
from portal.outcomes.models import BallotOption
from portal.publications import figures


def ballot_of(rows: Sequence[BallotOption], spoken: Callable[[str, str], Texts]) -> tuple[figures.BallotOption, ...]:
    """The proposals, those that won first, then by the votes that are told; the order tells nothing hidden."""
    # As if everybody knew how many voted in all, which the count of who took part may tell.
    told = hide_small({str(one.id): one.votes for one in rows if one.votes is not None})
    shown = [
        figures.BallotOption(
            text=spoken(f"option-{one.id}", one.text),
            cost_sek=one.cost,
            votes=told.get(str(one.id)),
            votes_hidden=one.votes is not None and told[str(one.id)] is None,
            chosen=one.chosen,
            commitment=one.commitment_id,
        )
        for one in rows
    ]
    return tuple(sorted(shown, key=lambda one: (not one.chosen, -(one.votes or 0))))
