"""Remind organisers of what they owe: each reminder once, and one letter to each address and day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from portal.actions.telling import LANGUAGE, mark
from portal.db import db, transaction
from portal.domain.calendar import STOCKHOLM
from portal.domain.reminders import COORDINATOR, ORGANISER
from portal.domain.rights import Act
from portal.duties import queries
from portal.duties.models import Reminder
from portal.duties.queries import Owed
from portal.mail.outbox import post
from portal.staff import queries as staff

LOCK = 715_202_614
"""Number of the advisory lock that lets one of several workers remind while the others wait."""


FROM_HOUR = 7
"""Reminders are written from this hour on, by the clock in Stockholm, so that they lie there in the morning."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """Whom a letter goes to; coordinators get those of others as a copy."""

    address: str
    language: str
    copy: bool


def remind_at(moment: datetime) -> int:
    """Remind as it is due at a moment; nothing before the morning has come."""
    local = moment.astimezone(STOCKHOLM)
    return remind(today=local.date()) if local.hour >= FROM_HOUR else 0


def remind(*, today: date) -> int:
    """Record the letters that are due by `today` and were not recorded before; returns how many.

    All in one transaction: a reminder counts as sent if and only if its letter was recorded. A second letter to
    the same address on the same day waits until the next.
    """
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        planned = list(_planned(today))
        sent = queries.known([reminder.key for _letter, reminder, _owed in planned])
        bundles: dict[_Letter, list[tuple[Reminder, Owed]]] = defaultdict(list)
        for letter, reminder, owed in planned:
            if reminder.key not in sent:
                bundles[letter].append((reminder, owed))
        return sum(_send(letter, bundle, today) for letter, bundle in bundles.items())


def _planned(today: date) -> list[tuple[_Letter, Reminder, Owed]]:
    """Every reminder whose day has come, whether it was sent or not: whom to, the row that marks it, what about."""
    found = []
    coordinators: dict[int, list[_Letter]] = {}
    for owed in queries.to_remind_of(today):
        day = ORGANISER[owed.kind].latest(owed.due, today=today, since=owed.since)
        if day is not None and owed.address:
            letter = _Letter(owed.address.strip().lower(), LANGUAGE, copy=False)
            found.append((letter, _row(owed, day, today, to="organiser", address=letter.address), owed))
        schedule = COORDINATOR.get(owed.kind)
        day = schedule.latest(owed.due, today=today) if schedule else None
        if day is not None:
            body = owed.organisation_id
            if body not in coordinators:
                coordinators[body] = [
                    _Letter(one.email, one.language, copy=True) for one in staff.granted(Act.COORDINATE, body)
                ]
            found += [(one, _row(owed, day, today, to=mark(one.address)), owed) for one in coordinators[body]]
    return found


def _row(owed: Owed, planned: date, today: date, *, to: str, address: str = "") -> Reminder:
    return Reminder(
        key=f"{owed.kind.value}/{owed.subject_id}/{owed.due}/{planned}/{to}",
        kind=owed.kind,
        dialogue_id=owed.dialogue_id,
        address=address,
        planned=planned,
        sent_on=today,
    )


def _send(letter: _Letter, bundle: list[tuple[Reminder, Owed]], today: date) -> bool:
    new = post(
        key=f"reminders/{today}/{mark(letter.address)}",
        to=letter.address,
        language=letter.language,
        kind="reminders",
        facts={
            "today": today.isoformat(),
            "copy": letter.copy,
            "duties": [
                {
                    "kind": owed.kind.value,
                    "dialogue_id": owed.dialogue_id,
                    "subject_id": owed.subject_id,
                    "title": owed.title,
                    "text": owed.text,
                    "due": owed.due.isoformat(),
                    "late": max(0, (today - owed.due).days),
                }
                for _reminder, owed in bundle
            ],
        },
    )
    if new:
        db.session.add_all([reminder for reminder, _owed in bundle])
    return new
