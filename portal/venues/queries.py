"""Reading venues."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.venues.models import Venue


def all_venues(*, retired: bool = False) -> list[Venue]:
    """The venues with their area and owner, by name; retired ones when asked for."""
    chosen = (
        select(Venue)
        .options(joinedload(Venue.area), joinedload(Venue.owner))
        .order_by(func.lower(Venue.name), Venue.id)
    )
    return list(db.session.scalars(chosen if retired else chosen.where(~Venue.retired)))


def by_ids(venue_ids: Collection[int]) -> dict[int, Venue]:
    """Some venues, by id."""
    if not venue_ids:
        return {}
    return {one.id: one for one in db.session.scalars(select(Venue).where(Venue.id.in_(venue_ids)))}


def by_id(venue_id: int) -> Venue | None:
    """One venue, retired or not."""
    return db.session.get(Venue, venue_id)
