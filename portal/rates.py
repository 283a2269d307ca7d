"""How often something was tried within a window of time, counted by all processes together."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import DateTime, String, case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, db, now


class Rate(Base):
    """Tries under one key (a salted hash, never an address) until the window ends; may be lost in a crash."""

    __tablename__ = "rate"
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    tries: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    __table_args__ = {"prefixes": ["UNLOGGED"]}


def count(key: str, *, seconds: int, amount: int = 1) -> int:
    """Add `amount` tries, starting a new window when the last has ended, and return the tries in this one."""
    moment = now()
    ended = Rate.ends_at <= moment
    ends = moment + timedelta(seconds=seconds)
    first = insert(Rate).values(key=key, tries=amount, ends_at=ends)
    rate = first.on_conflict_do_update(
        index_elements=[Rate.key],
        set_={
            "tries": case((ended, amount), else_=Rate.tries + amount),
            "ends_at": case((ended, ends), else_=Rate.ends_at),
        },
    ).returning(Rate.tries)
    with db.engine.begin() as connection:
        return int(connection.execute(rate).scalar_one())


def count_each(keys: Collection[str], *, seconds: int) -> dict[str, int]:
    """Add one try to each of several keys, in one statement, and return the tries in the window of each."""
    if not keys:
        return {}
    moment = now()
    ends, ended = moment + timedelta(seconds=seconds), Rate.ends_at <= moment
    # In one order, so that two who count the same keys wait for one another and not in a circle.
    first = insert(Rate).values([{"key": key, "tries": 1, "ends_at": ends} for key in sorted(set(keys))])
    rate = first.on_conflict_do_update(
        index_elements=[Rate.key],
        set_={"tries": case((ended, 1), else_=Rate.tries + 1), "ends_at": case((ended, ends), else_=Rate.ends_at)},
    ).returning(Rate.key, Rate.tries)
    with db.engine.begin() as connection:
        return {str(key): int(number) for key, number in connection.execute(rate)}


def tries(key: str) -> int:
    """The tries in the running window; 0 when there is none."""
    with db.engine.connect() as connection:
        found = connection.execute(select(Rate.tries).where(Rate.key == key, Rate.ends_at > now())).scalar()
    return found or 0


def ends(key: str) -> float:
    """When the running window ends, in seconds since 1970; now when there is none."""
    with db.engine.connect() as connection:
        found = connection.execute(select(Rate.ends_at).where(Rate.key == key)).scalar()
    return (found or now()).timestamp()


def forget(key: str) -> None:
    """Forget the tries under one key."""
    with db.engine.begin() as connection:
        connection.execute(delete(Rate).where(Rate.key == key))


def forget_ended() -> None:
    """Delete the windows that have ended."""
    with db.engine.begin() as connection:
        connection.execute(delete(Rate).where(Rate.ends_at <= now()))
