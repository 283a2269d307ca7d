"""Reading process leaders and facilitators."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.leaders.models import Leader


def all_leaders(*, left: bool = False) -> list[Leader]:
    """Everybody in the register with organisation and districts, by name; those who left when asked for."""
    chosen = (
        select(Leader)
        .options(joinedload(Leader.organisation), selectinload(Leader.districts))
        .order_by(func.lower(Leader.name), Leader.id)
    )
    return list(db.session.scalars(chosen if left else chosen.where(Leader.left_on.is_(None))))


@dataclass(frozen=True, slots=True)
class Nameable:
    """Somebody who may be named in a plan, and as what."""

    id: int
    name: str
    process_leader: bool
    facilitator: bool


def nameable() -> tuple[Nameable, ...]:
    """Those who may be named as process leader or facilitator of a dialogue, by name."""
    rows = db.session.execute(
        select(Leader.id, Leader.name, Leader.process_leader, Leader.facilitator)
        .where(Leader.left_on.is_(None))
        .order_by(func.lower(Leader.name), Leader.id)
    )
    return tuple(Nameable(*row) for row in rows)


def by_id(leader_id: int) -> Leader | None:
    """One person in the register."""
    return db.session.get(Leader, leader_id)


def by_ids(leader_ids: Collection[int]) -> dict[int, Leader]:
    """Some of the register, by id."""
    if not leader_ids:
        return {}
    return {one.id: one for one in db.session.scalars(select(Leader).where(Leader.id.in_(leader_ids)))}
