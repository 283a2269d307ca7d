"""How much a planned dialogue adds to what the same people are already asked, and why.

The model stands in `docs/fatigue.md`. It is a planning aid built on convention: an indication,
not a measurement, computed from registered dialogues only and never from persons.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import prod

from portal.domain.area import Place, shared_residents
from portal.domain.weights import DEFAULT, Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A dialogue as the model sees it: when, where, whom, about what, how much, by whom.

    `groups` are target-group codes with every group they lie within or contain already expanded by
    the caller; `themes` are "theme" or "theme/sub". `results_published` is the day results came out.
    """

    id: str
    start: date
    end: date
    places: tuple[Place, ...]
    groups: frozenset[str]
    themes: frozenset[str]
    minutes: int
    organiser: str
    statutory: bool = False
    cancelled: bool = False
    results_published: date | None = None
    joint_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What one other dialogue adds, in points of 100, in four parts that sum to it; and the facts behind them."""

    id: str
    closeness: float
    theme: float
    organiser: float
    feedback: float
    gap_days: int
    shared_area: float
    shared_group: float
    shared_theme: float
    joint: bool

    @property
    def points(self) -> float:
        """All four parts together."""
        return self.closeness + self.theme + self.organiser + self.feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The total of 0 to 100, its level, and the pairs behind it, largest first."""

    score: int
    level: str
    pairs: tuple[Pair, ...]
    weights_version: int


SHOWN_FROM = 0.5
"""Pairs under half a point count in the total but are not shown."""


def gap_days(one: Ask, other: Ask) -> int:
    """Days between two windows; 0 when they touch or cross."""
    return max(0, (other.start - one.end).days, (one.start - other.end).days)


def shared_area(one: Iterable[Place], other: Iterable[Place], weights: Weights = DEFAULT) -> float:
    """From 0 to 1, how far two have the same residents; the best pair of places counts."""
    return max((shared_residents(a, b, near_km=weights.near_km) for a in one for b in other), default=0.0)


def shared_groups(one: frozenset[str], other: frozenset[str], weights: Weights = DEFAULT) -> float:
    """From 0 (no group) to 1 (the same people), for groups that are already expanded."""
    one_all, other_all = "all" in one, "all" in other
    if one_all and other_all:
        return 1.0
    if one_all or other_all:
        return weights.one_asks_all
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def shared_theme(one: Iterable[str], other: Iterable[str]) -> float:
    """1 for the same sub-theme, 0.5 for the same theme, else 0; the best pair counts."""
    return _shared_theme(frozenset(one), frozenset(other))


@lru_cache(4096)
def _shared_theme(one: frozenset[str], other: frozenset[str]) -> float:
    if one & other:
        return 1.0
    return 0.5 if {code.partition("/")[0] for code in one} & {code.partition("/")[0] for code in other} else 0.0


def owes_feedback(other: Ask, today: date, weights: Weights = DEFAULT) -> bool:
    """Whether it closed long enough ago and has not yet told what came of it."""
    answered = other.results_published is not None and other.results_published <= today
    return not answered and (today - other.end).days > weights.debt_after_days


def pair(one: Ask, other: Ask, *, today: date, weights: Weights = DEFAULT) -> Pair:
    """What `other` adds to the load of those whom `one` wants to ask."""
    gap = gap_days(one, other)
    area = shared_area(one.places, other.places, weights)
    group = shared_groups(one.groups, other.groups, weights)
    joint = other.id in one.joint_with or one.id in other.joint_with
    minutes = max(one.minutes, other.minutes) if joint else one.minutes + other.minutes
    demand = weights.base_demand + (1 - weights.base_demand) * min(1.0, minutes / weights.full_demand_minutes)
    near = 0.5 ** (gap / weights.half_life_days) if gap <= weights.horizon_days else 0.0
    subject = shared_theme(one.themes, other.themes)
    apart = 0.0 if joint else 0.5 if one.organiser == other.organiser else 1.0
    debt = 0.5 ** (gap / weights.debt_half_life_days) if owes_feedback(other, today, weights) else 0.0
    share = 100 * area * group * demand * (weights.joint_factor if joint else 1.0)
    return Pair(
        id=other.id,
        closeness=share * near * weights.closeness,
        theme=share * near * weights.theme * subject,
        organiser=share * near * weights.organiser * apart,
        feedback=share * debt * weights.feedback,
        gap_days=gap,
        shared_area=area,
        shared_group=group,
        shared_theme=subject,
        joint=joint,
    )


def rounded(total: float) -> int:
    """A total in whole points; what reckoning in fractions leaves behind does not tip a half either way."""
    return round(round(total, 6))


def overlap(planned: Ask, others: Iterable[Ask], *, today: date, weights: Weights = DEFAULT) -> Overlap:
    """The overlap of a planned dialogue with all others; cancelled ones and itself do not count."""
    pairs = [
        pair(planned, other, today=today, weights=weights)
        for other in others
        if not other.cancelled and other.id != planned.id
    ]
    # Sorted, so that the order in which others are given cannot change the last bit.
    left = prod(1 - min(1.0, points / 100) for points in sorted(one.points for one in pairs))
    score = rounded(100 * (1 - left))
    shown = sorted((one for one in pairs if one.points >= SHOWN_FROM), key=lambda one: (-one.points, one.id))
    return Overlap(score=score, level=weights.level(score), pairs=tuple(shown), weights_version=weights.version)
