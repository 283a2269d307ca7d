"""The stored asks as the rules see them, and what the rules call an area, a group and a window."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import RowMapping, and_, or_, select

from portal.db import db
from portal.domain.area import Place
from portal.domain.overlap import Ask
from portal.overlap.models import SHORT_DAYS, StoredAsk
from portal.publications.reference import AreaRef, Catalogue


def place_of(area: AreaRef, catalogue: Catalogue) -> Place:
    """An area as the rules see it; a place counts as the neighbourhood it lies in, a merged district as today's."""
    if area.kind == "city":
        return Place(kind="city")
    district = catalogue.district_of(area.slug)
    if area.kind == "district":
        return Place(kind="district", district=district)
    name = area.slug if area.kind == "neighbourhood" else area.parent or area.slug
    return Place(kind="neighbourhood", district=district, neighbourhood=name, lat=area.lat, lon=area.lon)


def expanded(groups: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """Groups with those they lie within, so that a group and a part of it count as shared."""
    found: set[str] = set()
    for slug in groups:
        group = catalogue.groups.get(slug)
        found.add(slug)
        while group is not None and group.parent and group.parent != "all":
            found.add(group.parent)
            group = catalogue.groups.get(group.parent)
    return frozenset(found)


def window(starts: date, ends: date | None) -> tuple[date, date]:
    """First and last day asked; one without a last day is asked about from its first."""
    return starts, max(starts, ends or starts)


def away(day: date, days: int) -> date:
    """The day so many days away, or the last one that can be written."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def counted(
    first: date,
    last: date,
    *,
    catalogue: Catalogue,
    most: int,
    among: Collection[int] = (),
    areas: Collection[int] = (),
) -> list[Ask]:
    """Counted asks that touch these days or are `among` some dialogues; of some areas when given; at most so many."""
    asked = StoredAsk.__table__.c
    days = asked.ends - asked.starts
    chosen = select(StoredAsk.__table__).where(
        asked.counts,
        or_(
            and_(days <= SHORT_DAYS, asked.starts.between(away(first, -SHORT_DAYS), last), asked.ends >= first),
            and_(days > SHORT_DAYS, asked.ends >= first, asked.starts <= last),
            asked.dialogue_id.in_(among),
        ),
    )
    if areas:
        chosen = chosen.where(asked.areas.overlap(list(areas)))
    rows = db.session.connection().execute(chosen.order_by(asked.starts, asked.dialogue_id).limit(most)).mappings()
    return asks_of(rows, catalogue)


def asks_of(rows: Iterable[RowMapping], catalogue: Catalogue) -> list[Ask]:
    """Rows of stored asks as the rules see them."""
    areas = {area.id: place_of(area, catalogue) for area in catalogue.areas.values()}
    groups = {one.id: one.slug for one in catalogue.groups.values()}
    themes = {one.id: one.slug for one in catalogue.themes.values()}
    leads = {one.id: one.slug for one in catalogue.organisations.values()}
    return [
        Ask(
            id=str(row["dialogue_id"]),
            start=row["starts"],
            end=row["ends"],
            places=tuple(areas[one] for one in row["areas"]),
            groups=frozenset(groups[one] for one in row["groups"]),
            themes=frozenset(themes[one] for one in row["themes"]),
            minutes=row["minutes"],
            organiser=leads[row["lead_id"]],
            statutory=row["statutory"],
            results_published=row["reported_on"],
        )
        for row in rows
    ]
