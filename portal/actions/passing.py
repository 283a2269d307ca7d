"""What time itself does to dialogues: they open on their first day and close after their last."""

import logging
from datetime import date

from portal.actions.change import changing
from portal.actions.dialogues import move
from portal.db import db
from portal.domain.lifecycle import Cause
from portal.domain.words import Status
from portal.occasions import queries

log = logging.getLogger(__name__)


def move_by_time(*, today: date) -> int:
    """Open what has begun and close what has ended before `today`, a day in Stockholm; returns how many moved.

    Each moves in a transaction of its own, so that one that cannot move holds up no other.
    """
    due = queries.due_to_move(today)
    db.session.rollback()
    moved = 0
    for dialogue_id in due:
        try:
            moved += _move_one(dialogue_id, today)
        except Exception:
            log.exception("Dialogue %s could not be moved by time.", dialogue_id)
    return moved


def _move_one(dialogue_id: int, today: date) -> bool:
    with changing(dialogue_id, actor=None, act="time") as dialogue:
        before = dialogue.status
        first, last = queries.span(dialogue)
        if dialogue.status is Status.PLANNED and first is not None and first <= today:
            move(dialogue, Status.OPEN, actor=None, reason=Cause.FIRST_DAY)
        if dialogue.status is Status.OPEN and last is not None and last < today:
            dialogue.closed_on = last
            move(dialogue, Status.COMPILING, actor=None, reason=Cause.LAST_DAY)
        return dialogue.status is not before
