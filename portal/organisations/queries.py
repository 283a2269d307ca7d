"""Reading organisations."""

from sqlalchemy import select

from portal.db import db
from portal.organisations.models import Organisation


def all_organisations() -> list[Organisation]:
    """Every organisation, in the order they were entered."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.id)))


def by_slug(slug: str) -> Organisation | None:
    """One organisation."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def of_area(area_id: int) -> Organisation | None:
    """The district committee of an area."""
    return db.session.scalar(select(Organisation).where(Organisation.area_id == area_id).order_by(Organisation.id))
