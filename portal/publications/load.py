"""How much the groups of each district are asked, month by month, read from the stored sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Text, cast, func, or_, select

from portal.db import db
from portal.domain.load import load_level, month_after
from portal.domain.weights import DEFAULT, Weights
from portal.publications.catalogue import catalogue
from portal.publications.models import LoadCell, LoadState, PublishedItem
from portal.publications.pages import Card

MOST_BEHIND = 200
"""So many dialogues behind one cell are listed at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one person of a group in a district is asked in a month: minutes, asks, dialogues, and a level."""

    minutes: float = 0
    asks: float = 0
    dialogues: int = 0
    level: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The cells by district and month, and the weights whose limits their levels follow."""

    months: tuple[date, ...]
    cells: dict[tuple[str, date], Cell]
    weights: Weights

    def cell(self, district: str, month: date) -> Cell:
        """The cell of a district and a month."""
        return self.cells.get((district, month), Cell())


def load_map(first: date, *, count: int, group: str, coordination: bool = False) -> Map:
    """The load of so many months of a group; plans in coordination count only when asked for, in the desk."""
    names = catalogue()
    kept = LoadCell.__table__.c
    months = tuple(month_after(first, number) for number in range(count))
    slugs = {area.id: area.slug for area in names.districts()}
    rows = db.session.connection().execute(
        select(kept.district_id, kept.month, func.sum(kept.minutes), func.sum(kept.asks), func.sum(kept.dialogues))
        .where(kept.month.between(months[0], months[-1]), kept.group_id == names.groups[group].id)
        .where(*_shown(coordination))
        .group_by(kept.district_id, kept.month)
    )
    weights = limits()
    return Map(
        months=months,
        weights=weights,
        cells={
            (slugs[district], month): Cell(
                minutes=minutes, asks=asks, dialogues=dialogues, level=load_level(minutes, asks, weights)
            )
            for district, month, minutes, asks, dialogues in rows
            if district in slugs
        },
    )


def limits() -> Weights:
    """The weights with the limits that the stored load was summed with."""
    kept = db.session.connection().execute(select(LoadState.__table__.c.limits)).scalar()
    return Weights(**kept) if kept else DEFAULT


def unasked(month: date, *, coordination: bool = False) -> dict[str, frozenset[str]]:
    """For each district the groups that no dialogue in it has named in the twelve months to this one."""
    names = catalogue()
    kept = LoadCell.__table__.c
    rows = db.session.connection().execute(
        select(kept.district_id, kept.group_id)
        .where(kept.month.between(month_after(month, -11), month), kept.direct > 0)
        .where(*_shown(coordination))
        .distinct()
    )
    asked = {(row.district_id, row.group_id) for row in rows}
    return {
        area.slug: frozenset(slug for slug, one in names.groups.items() if (area.id, one.id) not in asked)
        for area in names.districts()
    }


def behind(first: date, last: date, *, district: str, groups: Iterable[str]) -> list[Card]:
    """Published dialogues that touch these days and reach a district and some of these groups (empty: any)."""
    item = PublishedItem.__table__.c
    names = catalogue()
    city = next(slug for slug, area in names.areas.items() if area.kind == "city")
    chosen = select(cast(item.card, Text)).where(
        item.kind == "dialogue",
        item.card.is_not(None),
        item.status != "cancelled",
        item.starts <= last,
        or_(item.ends >= first, item.ends.is_(None)),
        item.districts.overlap([district, city]),
    )
    if wanted := list(groups):
        chosen = chosen.where(item.groups.overlap(wanted))
    rows = db.session.connection().scalars(chosen.order_by(item.starts, item.id).limit(MOST_BEHIND))
    return [msgspec.json.decode(card, type=Card) for card in rows]


def _shown(coordination: bool) -> list[ColumnElement[bool]]:
    return [] if coordination else [LoadCell.__table__.c.published]
