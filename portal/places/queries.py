"""Reading areas."""

from sqlalchemy import select

from portal.db import db
from portal.places.models import Area, AreaLanguage, AreaSuccessor, Population


def all_areas() -> list[Area]:
    """Every area, the city first, then by name as the database sorts it."""
    return list(db.session.scalars(select(Area).order_by(Area.id)))


def by_slug(slugs: set[str]) -> dict[str, Area]:
    """The areas of some slugs; unknown slugs are left out."""
    return {area.slug: area for area in db.session.scalars(select(Area).where(Area.slug.in_(slugs)))}


def successions() -> list[tuple[int, int]]:
    """Pairs of (area, the area that took over)."""
    return [(row.area_id, row.successor_id) for row in db.session.scalars(select(AreaSuccessor))]


def languages() -> dict[str, list[str]]:
    """The languages that many read in an area besides Swedish, by its slug; areas without any are left out."""
    found: dict[str, list[str]] = {}
    rows = select(Area.slug, AreaLanguage.language).join(Area, Area.id == AreaLanguage.area_id)
    for slug, language in db.session.execute(rows.order_by(Area.id, AreaLanguage.language)):
        found.setdefault(slug, []).append(language)
    return found


def populations() -> dict[int, int]:
    """The latest known number of residents of each area."""
    rows = db.session.execute(
        select(Population.area_id, Population.count)
        .where(Population.gender.is_(None), Population.age_band.is_(None))
        .order_by(Population.area_id, Population.year)
    )
    return dict(iter(rows))


def populations_told_apart() -> dict[int, list[Population]]:
    """Residents by gender or by age, per area and in order of years; crosses of both are left out."""
    rows = db.session.scalars(
        select(Population)
        .where(Population.gender.is_not(None) != Population.age_band.is_not(None))
        .order_by(Population.area_id, Population.year, Population.id)
    )
    found: dict[int, list[Population]] = {}
    for row in rows:
        found.setdefault(row.area_id, []).append(row)
    return found
