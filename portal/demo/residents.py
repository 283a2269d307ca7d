"""Residents by gender and age for the demonstration: the totals are the city's own, how they divide is invented."""

from sqlalchemy import select

from portal.db import db
from portal.places.models import Area, Population
from portal.publications import catalogue, versions
from portal.publications.reference import INVENTED

BANDS = ("0_12", "13_15", "16_19", "20_29", "30_44", "45_64", "65_79", "80_plus")
USUAL = (14, 3, 4, 15, 25, 23, 12, 4)
"""Parts of a hundred, in the order of the bands."""
OTHERWISE = {
    "jarva": (18, 4, 6, 16, 24, 21, 8, 3),
    "skarholmen": (17, 4, 5, 15, 24, 22, 9, 4),
    "kungsholmen": (12, 2, 3, 16, 27, 23, 13, 4),
    "norra-innerstaden": (11, 3, 3, 15, 25, 24, 14, 5),
    "sodermalm": (11, 2, 3, 15, 27, 25, 13, 4),
    "bromma": (17, 4, 6, 11, 22, 25, 11, 4),
}
SOURCE = f"{INVENTED} för demonstrationen; bara summan är stadens: Befolkningsöversikt 2024, tabell 2"


def load_residents() -> None:
    """Add residents by gender and by age to every district of today, and to the city as their sum."""
    totals = db.session.execute(
        select(Area, Population.count, Population.year)
        .join(Population, Population.area_id == Area.id)
        .where(Area.kind == "district", Area.valid_to.is_(None), Population.gender.is_(None))
        .where(Population.age_band.is_(None))
    ).all()
    city = db.session.scalars(select(Area).where(Area.kind == "city")).one()
    sums: dict[tuple[str | None, str | None], int] = {}
    year = 0
    for area, total, year in totals:
        women = round(total * 0.505)
        cells: dict[tuple[str | None, str | None], int] = {("women", None): women, ("men", None): total - women}
        parts = divided(total, OTHERWISE.get(area.slug, USUAL))
        cells |= {(None, band): part for band, part in zip(BANDS, parts, strict=True)}
        _add(area, year, cells)
        for cell, count in cells.items():
            sums[cell] = sums.get(cell, 0) + count
    _add(city, year, sums)
    db.session.flush()
    versions.take_next(reference=True)
    catalogue.forget()


def divided(total: int, parts: tuple[int, ...]) -> list[int]:
    """A whole number in such parts; what rounding leaves goes to the largest."""
    found = [total * part // sum(parts) for part in parts]
    found[found.index(max(found))] += total - sum(found)
    return found


def _add(area: Area, year: int, cells: dict[tuple[str | None, str | None], int]) -> None:
    for (gender, band), count in cells.items():
        db.session.add(
            Population(area_id=area.id, year=year, gender=gender, age_band=band, count=count, source=SOURCE)
        )
