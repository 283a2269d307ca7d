"""Move a whole plan to another first day."""

from dataclasses import replace
from datetime import date, timedelta

from portal.actions import dialogues
from portal.actions.drafting import draft_of, held
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain.calendar import STOCKHOLM, moment
from portal.domain.errors import NotFound, NotPossible
from portal.domain.merging import Merged
from portal.domain.readiness import LONGEST_FEEDBACK
from portal.domain.rights import Actor
from portal.domain.words import Status

PLANS = (Status.DRAFT, Status.COORDINATION, Status.PLANNED)
"""States in which nobody has been asked yet."""


def shiftable(record: Record) -> bool:
    """Whether all of it can be moved at once: an occasion that residents know of is moved with a word to them."""
    return record.status in PLANS and record.starts is not None and not (record.published_at and held(record))


def shift(dialogue_id: int, first: date, *, actor: Actor, revision: int, today: date) -> Merged:
    """Move a plan that was read at `revision`; raises NotPossible when it cannot be moved as a whole.

    Refuses what `edit` refuses: a day that breaks a rule, somebody else's other day (Collision), a stranger.
    """
    record = queries.record(dialogue_id)
    if record is None or not actor.may_see(record.status, record.owners, registered_by=record.created_by_id):
        raise NotFound
    if not shiftable(record):
        raise NotPossible
    return dialogues.edit(dialogue_id, shifted(record, first), actor=actor, revision=revision, today=today)


def shifted(record: Record, first: date) -> dict[str, object]:
    """Everything that has a day, moved as far as the first day is; the hours of occasions stay.

    Raises NotPossible when it has no first day.
    """
    if record.starts is None:
        raise NotPossible
    days = first - record.starts
    found: dict[str, object] = {"starts": first}
    if record.ends is not None:
        found["ends"] = record.ends + days
    if record.feedback_promised is not None:
        moved = record.feedback_promised + days
        found["feedback_promised"] = (
            min(moved, record.ends + days + timedelta(LONGEST_FEEDBACK)) if record.ends else moved
        )
    if record.response_deadline is not None:
        local = record.response_deadline.astimezone(STOCKHOLM)
        found["response_deadline"] = moment(local.date() + days, local.time())
    planned = draft_of(record).occasions
    if planned:
        found["occasions"] = tuple(
            replace(one, day=one.day + days, last_day=one.last_day + days if one.last_day else None)
            for one in planned
        )
    return found
