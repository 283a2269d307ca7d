"""Begin to follow, confirm, change the pace, leave: without an account, with a link that is one's own."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from portal import audit
from portal.db import db, now, transaction
from portal.domain.errors import NotFound
from portal.domain.following import FollowKind, Pace
from portal.domain.retention import UNCONFIRMED_SUBSCRIPTION_DAYS
from portal.following.models import Follow, Reader
from portal.mail.outbox import post
from portal.publications import news


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to follow; `value` is a slug, or the words of a search."""

    email: str
    language: str
    kind: FollowKind
    value: str = ""
    km: int = 0
    pace: Pace = Pace.WEEKLY


def follow(wish: Wish, *, moment: datetime | None = None) -> None:
    """Keep a wish and record the letter with which it is confirmed; nobody is told whether the address is known."""
    moment = moment or now()
    with transaction():
        address = wish.email.lower()
        db.session.execute(
            insert(Reader)
            .values(
                token=secrets.token_urlsafe(16), email=address, language=wish.language, pace=wish.pace, told_through=0
            )
            .on_conflict_do_nothing(index_elements=["email"])
        )
        reader = db.session.scalars(select(Reader).where(Reader.email == address).with_for_update()).one()
        db.session.execute(
            insert(Follow)
            .values(reader_id=reader.id, kind=wish.kind, value=wish.value, km=wish.km)
            .on_conflict_do_update(index_elements=["reader_id", "kind", "value"], set_={"km": wish.km})
        )
        post(
            key=f"follow:{reader.id}:{wish.kind}:{wish.value[:60]}:{wish.km}:{moment:%Y%m%d%H}",
            to=address,
            language=wish.language,
            kind="follow",
            facts={"token": reader.token, "wanted": {"kind": wish.kind, "value": wish.value, "km": wish.km}},
        )


def confirm(token: str, *, moment: datetime | None = None) -> None:
    """Begin to be told, from the next news on; also confirms what was added to an address known before."""
    moment = moment or now()
    with _changing(token) as reader:
        if reader.confirmed_at is None:
            reader.confirmed_at, reader.told_through, reader.looked_at = moment, news.newest(), moment
        for one in reader.follows:
            one.confirmed_at = one.confirmed_at or moment


def change(token: str, *, pace: Pace, ceiling: int | None, language: str) -> None:
    """Choose how often, at most how often, and in which language one is written to."""
    with _changing(token) as reader:
        reader.pace, reader.ceiling, reader.language = pace, ceiling, language


def stop(token: str, follow_id: int) -> None:
    """Follow one thing less; who follows nothing any more is forgotten."""
    with _changing(token) as reader:
        reader.follows = [one for one in reader.follows if one.id != follow_id]
        if not reader.follows:
            _forget(reader)


def leave(token: str) -> None:
    """Follow nothing more, and be forgotten at once; leaving twice is as good as once."""
    with transaction():
        reader = db.session.scalar(select(Reader).where(Reader.token == token).with_for_update())
        if reader is not None:
            _forget(reader)


def tell(
    reader_id: int, *, through: int, facts: Sequence[dict[str, object]], moment: datetime, unsubscribe: str
) -> bool:
    """Record a letter with news and, in the same transaction, what the reader now knows; whether it is new."""
    with transaction():
        reader = db.session.scalar(select(Reader).where(Reader.id == reader_id).with_for_update())
        if reader is None or reader.told_through >= through:
            return False
        reader.told_through, reader.looked_at = through, moment
        return post(
            key=f"news:{reader.id}:{through}",
            to=reader.email,
            language=reader.language,
            kind="news",
            facts={"token": reader.token, "news": list(facts), "unsubscribe": unsubscribe},
        )


def pass_over(reader_ids: Sequence[int], *, through: int, moment: datetime) -> None:
    """Note that news up to a number concerns none of these readers."""
    with transaction():
        db.session.execute(
            update(Reader)
            .where(Reader.id.in_(reader_ids), Reader.told_through < through)
            .values(told_through=through, looked_at=moment)
        )


def forget_unconfirmed(*, moment: datetime) -> int:
    """Forget addresses and wishes that nobody confirmed in time; returns how many addresses."""
    before = moment - timedelta(UNCONFIRMED_SUBSCRIPTION_DAYS)
    with transaction():
        db.session.execute(delete(Follow).where(Follow.confirmed_at.is_(None), Follow.at < before))
        gone = list(
            db.session.execute(
                delete(Reader).where(Reader.confirmed_at.is_(None), Reader.at < before).returning(Reader.id)
            ).scalars()
        )
        for one in gone:
            audit.record(staff_id=None, act="forget", kind="reader", key=one)
    return len(gone)


def _forget(reader: Reader) -> None:
    audit.record(staff_id=None, act="forget", kind="reader", key=reader.id)
    db.session.delete(reader)


@contextmanager
def _changing(token: str) -> Iterator[Reader]:
    with transaction():
        reader = db.session.scalar(select(Reader).where(Reader.token == token).with_for_update())
        if reader is None:
            raise NotFound
        yield reader
