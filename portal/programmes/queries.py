"""Reading programmes."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.programmes.models import Programme


def all_programmes(*, retired: bool = False) -> list[Programme]:
    """The programmes with their leading organisation, in the order they were entered; retired ones when asked for."""
    chosen = select(Programme).options(joinedload(Programme.lead)).order_by(Programme.id)
    return list(db.session.scalars(chosen if retired else chosen.where(~Programme.retired)))


def by_slug(slug: str) -> Programme | None:
    """One programme, retired or not."""
    return db.session.scalar(select(Programme).where(Programme.slug == slug))
