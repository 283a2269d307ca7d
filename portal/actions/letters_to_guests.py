"""The letters that go to those who signed up, each recorded once for its cause."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Select, select

from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.domain.registrations import ACTIVE, HOLDING
from portal.domain.words import OccasionState, Status
from portal.mail.outbox import post
from portal.occasions.models import Occasion, dialogue_occasion
from portal.registrations import queries
from portal.registrations.models import Registration

REMINDER = timedelta(hours=26)
"""A reminder goes out from so long before the beginning, unless one signed up later than that."""

BATCH = 200


def tell(registration: Registration, news: str, *, cause: str, message: str = "") -> bool:
    """Record a letter with the occasion as the public sees it; nothing when nothing of it is public."""
    entry = queries.entry_of(str(registration.occasion.uuid))
    if entry is None:
        return False
    facts: dict[str, object] = {
        "news": news,
        "code": registration.code,
        "entry": msgspec.to_builtins(entry),
        "people": registration.people,
        "services": list(registration.services),
        "confirmed": registration.confirmed_at is not None,
        "deadline": registration.deadline.isoformat() if registration.deadline else None,
        "message": message,
    }
    return post(
        key=f"registration:{registration.id}:{cause}",
        to=registration.email,
        language=registration.language,
        kind="sign_up",
        facts=facts,
    )


def tell_changes(*, moment: datetime) -> int:
    """Tell everybody whose occasion has moved or been called off since they were told; returns how many."""
    return _each(
        select(Registration)
        .join(Occasion)
        .where(
            Registration.state.in_(ACTIVE),
            Registration.told_sequence < Occasion.sequence,
            Occasion.ends > moment,
            Occasion.state.in_((OccasionState.MOVED, OccasionState.CANCELLED, OccasionState.PLANNED)),
        ),
        _tell_change,
    )


def _tell_change(one: Registration) -> None:
    news = "called_off" if one.occasion.state is OccasionState.CANCELLED else "moved"
    if tell(one, news, cause=f"{news}:{one.occasion.sequence}", message=_why(one.occasion)):
        one.told_sequence = one.occasion.sequence


def _why(occasion: Occasion) -> str:
    """What the organiser tells residents about the change."""
    if occasion.state is OccasionState.CANCELLED:
        off = next((one for one in occasion.dialogues if one.status is Status.CANCELLED), None)
        if off is not None:
            return off.cancelled_reason
    return (occasion.note or {}).get("sv", "")


def remind(*, moment: datetime) -> int:
    """Remind those with a seat the day before; nobody is reminded of what has begun. Returns how many."""
    return _each(
        select(Registration)
        .join(Occasion)
        .where(
            Registration.state.in_(HOLDING),
            Registration.reminded_at.is_(None),
            Occasion.state.in_((OccasionState.PLANNED, OccasionState.MOVED)),
            Occasion.starts > moment + timedelta(hours=1),
            Occasion.starts <= moment + REMINDER,
            Registration.at < Occasion.starts - REMINDER,
        ),
        lambda one: _remind(one, moment),
    )


def _remind(one: Registration, moment: datetime) -> None:
    if tell(one, "reminder", cause="reminder"):
        one.reminded_at = moment


def tell_results(*, moment: datetime) -> int:
    """Tell those who asked what came of it, once the dialogue has reported back; returns how many."""
    return _each(
        select(Registration)
        .join(dialogue_occasion, dialogue_occasion.c.occasion_id == Registration.occasion_id)
        .join(Dialogue, Dialogue.id == dialogue_occasion.c.dialogue_id)
        .where(
            Registration.tell_result,
            Registration.told_result_at.is_(None),
            Registration.confirmed_at.is_not(None),
            Dialogue.status.in_((Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED)),
        ),
        lambda one: _tell_result(one, moment),
    )


def _tell_result(one: Registration, moment: datetime) -> None:
    if tell(one, "result", cause="result"):
        one.told_result_at = moment


def _each(wanted: Select[Registration], tell_one: Callable[[Registration], None]) -> int:
    """Do something for every registration, some at a time, each batch in a transaction of its own."""
    last, count = 0, 0
    while True:
        with transaction():
            rows = db.session.scalars(
                wanted.where(Registration.id > last)
                .order_by(Registration.id)
                .limit(BATCH)
                .with_for_update(of=Registration, skip_locked=True)
            ).all()
            for one in rows:
                tell_one(one)
            last = rows[-1].id if rows else last
            count += len(rows)
        if len(rows) < BATCH:
            return count
