"""What residents are told of a vote: its proposals, and votes that reveal nobody beside what was told before."""

from collections.abc import Callable, Sequence

import msgspec

from portal.db import Texts
from portal.dialogues.models import Dialogue
from portal.domain import lifecycle
from portal.domain.suppression import Cells, Shown, next_shown, shown
from portal.outcomes import queries as outcomes
from portal.outcomes.models import BallotOption
from portal.publications import figures
from portal.publications.remembering import remember

VOTES = "votes"
"""The one breakdown of a vote, by the numbers of the proposals."""


def show_votes(dialogue: Dialogue) -> bool:
    """Decide for the first time what is told of the votes; False when they were told before, or there are none."""
    rows = outcomes.ballot(dialogue.id)
    if all(one.votes is None for one in rows) or outcomes.shown_figures(dialogue.id, "ballot"):
        return False
    remember(dialogue, "ballot", safe_votes(rows, ()))
    return True


def keep_votes_safe(dialogue: Dialogue) -> None:
    """Decide what is told of votes that have changed since they were told; does nothing before."""
    earlier = [msgspec.convert(one, Shown) for one in outcomes.shown_figures(dialogue.id, "ballot")]
    if not earlier or dialogue.status not in lifecycle.REPORTED:
        return
    told = safe_votes(outcomes.ballot(dialogue.id), earlier)
    if told != earlier[-1]:
        remember(dialogue, "ballot", told)


def told_votes(dialogue_id: int) -> Cells | None:
    """The votes of each proposal as last decided; None before staff have said that all proposals are written down."""
    known = outcomes.shown_figures(dialogue_id, "ballot")
    if not known:
        return None
    told = msgspec.convert(known[-1], Shown).breakdowns.get(VOTES)
    return told.cells if told else {}


def ballot_of(
    rows: Sequence[BallotOption], told: Cells | None, spoken: Callable[[str, str], Texts]
) -> tuple[figures.BallotOption, ...]:
    """The proposals, those that won first, then by the votes that are told; the order tells nothing hidden."""
    cells = told or {}
    options = [
        figures.BallotOption(
            text=spoken(f"option-{one.id}", one.text),
            cost_sek=one.cost,
            votes=cells.get(str(one.id)),
            votes_hidden=told is not None and one.votes is not None and cells.get(str(one.id)) is None,
            chosen=one.chosen,
            commitment=one.commitment_id,
        )
        for one in rows
    ]
    return tuple(sorted(options, key=lambda one: (not one.chosen, -(one.votes or 0))))


def safe_votes(rows: Sequence[BallotOption], earlier: Sequence[Shown]) -> Shown:
    """What may be told of these votes beside what was told earlier, as if everybody knew how many voted in all."""
    votes = {str(one.id): one.votes for one in rows if one.votes is not None}
    true = shown(sum(votes.values()), {VOTES: votes})
    # Votes that only grew by a few would tell of those few: then no votes are told, rather than old ones.
    return next_shown(true, earlier) or Shown(total=earlier[-1].total)
