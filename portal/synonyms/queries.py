"""Reading the words that mean the same."""

from sqlalchemy import select

from portal.db import db
from portal.synonyms.models import SynonymGroup


def groups() -> list[SynonymGroup]:
    """Every group, the newest first."""
    return list(db.session.scalars(select(SynonymGroup).order_by(SynonymGroup.id.desc())))


def group(group_id: int) -> SynonymGroup | None:
    """One group."""
    return db.session.get(SynonymGroup, group_id)


def words() -> list[tuple[str, ...]]:
    """The words of every group, in the order they were entered."""
    return [tuple(found) for found in db.session.scalars(select(SynonymGroup.words).order_by(SynonymGroup.id))]
