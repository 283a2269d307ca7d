"""Move a whole plan to another first day."""

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from portal.actions import dialogues
from portal.actions.dialogues import hold
from portal.actions.drafting import draft_of, held
from portal.actions.occasions import said
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain.calendar import STOCKHOLM, moment
from portal.domain.errors import NotFound, NotPossible
from portal.domain.merging import Merged
from portal.domain.readiness import LONGEST_FEEDBACK
from portal.domain.rights import Actor
from portal.domain.words import OccasionState, Status
from portal.occasions import queries as occasions

PLANS = (Status.DRAFT, Status.COORDINATION, Status.PLANNED)
"""States in which nobody has been asked yet."""


class Obstacle(StrEnum):
    """Why a plan cannot be moved as a whole."""

    BEGUN = "begun"
    SHARED = "shared"


def obstacle(record: Record) -> Obstacle | None:
    """What keeps a plan where it is: it has begun or has no first day, or others share an occasion; one statement."""
    over = any(one.state is OccasionState.HELD for one in record.occasions)
    if record.status not in PLANS or record.starts is None or over:
        return Obstacle.BEGUN
    return Obstacle.SHARED if record.occasions and occasions.shared(record.id) else None


def known_to_residents(record: Record) -> bool:
    """Whether residents know of its occasions, so that moving them needs a word to those who meant to come."""
    return record.published_at is not None and bool(held(record))


def shift(dialogue_id: int, first: date, *, actor: Actor, revision: int, today: date, note: str = "") -> Merged:
    """Move a plan that was read at `revision`, all of it or nothing; those whom announced occasions concern are told.

    Raises NotPossible when something keeps it where it is, RulesNotMet when the public note is missing. Refuses what
    `edit` refuses: a day that breaks a rule, somebody else's other day (Collision), a stranger.
    """
    record = queries.record(dialogue_id)
    if record is None or not actor.may_see(record.status, record.owners, registered_by=record.created_by_id):
        raise NotFound
    if obstacle(record) is not None:
        raise NotPossible
    told = known_to_residents(record)
    if told:
        hold(said(note))
    return dialogues.edit(
        dialogue_id,
        shifted(record, first),
        actor=actor,
        revision=revision,
        today=today,
        note=note.strip() if told else "",
    )


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
