"""How much one person is asked: what a dialogue adds to the load of a group in a district in a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.area import Place, shared_residents
from portal.domain.overlap import shared_groups
from portal.domain.weights import DEFAULT, Weights

ENDLESS_DAYS = 365
"""A dialogue without a last day asks its minutes once in so many days."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one dialogue adds to a cell: minutes of one person, and how much of an ask it is (0 to 1)."""

    minutes: float
    asks: float


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """The first day of the month so many months later; earlier when negative."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month that the days from `first` to `last` touch."""
    month = first_of(first)
    while month <= last:
        yield month
        month = month_after(month)


def part_in_month(start: date, end: date, month: date) -> float:
    """The part of what a dialogue asks that falls in a month, by its days; endless ones ask once a year."""
    last = month_after(month) - timedelta(1)
    inside = (min(end, last) - max(start, month)).days + 1
    if inside <= 0:
        return 0.0
    return inside / (ENDLESS_DAYS if end == date.max else (end - start).days + 1)


def reached(
    district: str,
    group: frozenset[str],
    *,
    places: tuple[Place, ...],
    groups: frozenset[str],
    weights: Weights = DEFAULT,
) -> float:
    """How far a dialogue reaches a group (with those it lies within) in a district: 0 nobody, 1 all of it."""
    here = Place(kind="district", district=district)
    area = max((shared_residents(here, place, near_km=weights.near_km) for place in places), default=0.0)
    return area * shared_groups(group, groups, weights) if area else 0.0


def share(reach: float, minutes: float, part: float) -> Share:
    """What a dialogue that reaches so far adds; it is an ask in every month it touches, its minutes are spread."""
    return Share(minutes=reach * minutes * part, asks=reach if part else 0.0)


def load_level(minutes: float, asks: float, weights: Weights = DEFAULT) -> str:
    """`none`, `some`, `much` or `too_much`, whichever of minutes and asks is worse."""
    if asks <= 0 and minutes <= 0:
        return "none"
    if asks > weights.too_much_asks or minutes > weights.too_much_minutes:
        return "too_much"
    return "much" if asks > weights.much_asks or minutes > weights.much_minutes else "some"
