"""Read what waits to be sent, and why it waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.db import db, now
from portal.domain.mail import MailState
from portal.mail.models import Mail

UNSENT = (MailState.WAITING, MailState.REFUSED, MailState.GIVEN_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A letter as an operator sees it: the address shows only its beginning and its domain."""

    id: int
    kind: str
    key: str
    recipient: str
    at: datetime
    state: MailState
    next_try_at: datetime
    attempts: int
    last_error: str


def masked(address: str) -> str:
    """An address with its name hidden: a…@example.org."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""


def counts() -> dict[MailState, int]:
    """How many letters there are in each state."""
    found: dict[MailState, int] = dict(
        iter(db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)))
    )
    return {state: found.get(state, 0) for state in MailState}


def unsent(*, before: int | None = None, size: int = 50) -> list[Row]:
    """Letters that were not sent, newest first; those older than `before` for the next page."""
    asked = select(Mail).where(Mail.state.in_(UNSENT)).order_by(Mail.id.desc()).limit(size)
    if before is not None:
        asked = asked.where(Mail.id < before)
    return [
        Row(
            id=one.id,
            kind=one.kind,
            key=one.key,
            recipient=masked(one.recipient),
            at=one.at,
            state=one.state,
            next_try_at=one.next_try_at,
            attempts=one.attempts,
            last_error=one.last_error,
        )
        for one in db.session.scalars(asked)
    ]


def late(*, hours: int = 1) -> int:
    """How many letters should have been sent so many hours ago."""
    asked = select(func.count()).where(
        Mail.state == MailState.WAITING, Mail.next_try_at < now() - timedelta(hours=hours)
    )
    return db.session.scalar(asked) or 0
