"""What would ask less of the same people, each with the score it would give; people decide."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from portal.domain.overlap import Ask, Pair, pair
from portal.domain.trying import Score, tries
from portal.domain.weights import Weights


class Kind(StrEnum):
    """The seven ways of asking less."""

    TOGETHER = "together"
    MOVE = "move"
    REUSE = "reuse"
    REMIND = "remind"
    LESS = "less"
    OTHERS = "others"
    INFORM = "inform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One way, and the score of 0 to 100 it would give; `what` is the day, group, minutes or other dialogue meant."""

    kind: Kind
    what: str = ""
    score: int
    level: str
    plan: Ask | None = None
    rested: bool = False

    @property
    def code(self) -> str:
        """The suggestion as an address or a button names it."""
        return f"{self.kind.value}:{self.what}" if self.what else self.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a plan may be changed to: the last day it may end, closed days, groups to ask, and what is known.

    `groups` maps a code to the group expanded; `rested` are those nobody asked here for a year; `hosts` tells the
    day of the next occasion of other dialogues; `known` whether residents have answered on the subject before.
    """

    latest: date | None = None
    closed: Callable[[date], bool] = lambda _day: False
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    rested: frozenset[str] = frozenset()
    hosts: dict[str, date] = field(default_factory=dict)
    known: bool = False


NEAR_DAYS, SAME_PLACE, SAME_PEOPLE = 30, 0.6, 0.5
"""How near in time, place and people two dialogues must be to be held together."""

NOTICE = timedelta(28)
LOOK_AHEAD = timedelta(300)
THURSDAY, SATURDAY = 3, 5
BEST = 3
MOST_PARTNERS = 12
SHORT_MINUTES = 15
LONGEST_SHIFTED = 60


def suggestions(
    planned: Ask,
    others: Iterable[Ask],
    *,
    today: date,
    weights: Weights,
    room: Room,
    pairs: dict[str, Pair] | None = None,
) -> tuple[Suggestion, ...]:
    """Every change that would lower the score, kind by kind, the best of each kind first.

    `pairs` hold how the plan stands to each of the others by id, when that is known already. A statutory
    consultation is never asked to move, to be left out or to become something else.
    """
    near = [other for other in others if not other.cancelled and other.id != planned.id]
    pairs = pairs or {other.id: pair(planned, other, today=today, weights=weights) for other in near}
    score = tries(near, pairs, organiser=planned.organiser, today=today, weights=weights)
    before = score(planned, {})

    def judged(kind: Kind, what: str, plan: Ask, *changed: Ask, rested: bool = False) -> Suggestion:
        found = score(plan, {one.id: one for one in changed})
        return Suggestion(kind=kind, what=what, score=found, level=weights.level(found), plan=plan, rested=rested)

    def better(options: Iterable[Suggestion], most: int) -> list[Suggestion]:
        lower = [one for one in options if one.score < before]
        return sorted(lower, key=lambda one: (not one.rested, one.score, one.what))[:most]

    found: list[Suggestion] = []
    held = [
        judged(Kind.TOGETHER, other.id, *_held_together(planned, other, room))
        for other in partners(planned, near, pairs, today=today)
    ]
    found += better(held, 2)
    # Whoever shares an occasion moves it together with the others.
    if not planned.statutory and not any(one.joint for one in pairs.values()):
        days = better_days(planned, score, today=today, room=room)
        found += better((judged(Kind.MOVE, day.isoformat(), shifted(planned, day)) for day in days), BEST)
    if room.known and not planned.statutory:
        found += better([judged(Kind.REUSE, "", replace(planned, minutes=planned.minutes // 2))], 1)
    owing = sorted((one for one in pairs.values() if one.feedback >= 0.5), key=lambda one: (-one.feedback, one.id))
    found += better(
        [
            judged(Kind.REMIND, other.id, planned, replace(other, results_published=today))
            for one in owing[:BEST]
            for other in near
            if other.id == one.id
        ],
        BEST,
    )
    shorter = {minutes for minutes in (SHORT_MINUTES, planned.minutes // 10 * 5) if 0 < minutes < planned.minutes}
    found += better([judged(Kind.LESS, str(one), replace(planned, minutes=one)) for one in shorter], 2)
    if not planned.statutory:
        found += better(
            [
                judged(Kind.OTHERS, code, replace(planned, groups=group), rested=code in room.rested)
                for code, group in room.groups.items()
                if code != "all" and code not in planned.groups
            ],
            BEST,
        )
        if before:
            found.append(Suggestion(kind=Kind.INFORM, score=0, level=weights.level(0)))
    return tuple(found)


def partners(planned: Ask, others: Iterable[Ask], pairs: dict[str, Pair], *, today: date) -> list[Ask]:
    """Other coming dialogues one could share an occasion with: near in time, same place, same people.

    Of very many only those that add the most, each of which is tried.
    """
    found = [
        other
        for other in others
        if min(planned.start, other.start) > today
        and not (planned.statutory and other.statutory)
        and not pairs[other.id].joint
        and pairs[other.id].gap_days <= NEAR_DAYS
        and pairs[other.id].shared_area >= SAME_PLACE
        and pairs[other.id].shared_group >= SAME_PEOPLE
    ]
    return sorted(found, key=lambda other: (-pairs[other.id].points, other.id))[:MOST_PARTNERS]


def _held_together(planned: Ask, other: Ask, room: Room) -> tuple[Ask, ...]:
    """The plan when both are held at one occasion, and the other if that moves: the statutory one keeps its day."""
    if planned.statutory:
        day = room.hosts.get(planned.id, planned.start)
        return replace(planned, joint_with=planned.joint_with | {other.id}), joining(other, day)
    day = room.hosts.get(other.id, other.start)
    return (replace(joining(planned, day), joint_with=planned.joint_with | {other.id}),)


def joining(joiner: Ask, day: date) -> Ask:
    """A dialogue that joins an occasion on some day: as it is when it asks then anyhow, else moved there."""
    return joiner if joiner.start <= day <= joiner.end else shifted(joiner, day)


def shifted(planned: Ask, day: date) -> Ask:
    """The plan with another first day, as long as before."""
    return replace(planned, start=day, end=day + (planned.end - planned.start))


def better_days(planned: Ask, score: Score, *, today: date, room: Room) -> list[date]:
    """The three first days that give the lowest scores, the earliest of equals; none for what has begun."""
    if planned.start <= today or (planned.end - planned.start).days > LONGEST_SHIFTED:
        return []
    days = candidates(planned, today=today, room=room)
    return sorted(days, key=lambda day: (score(shifted(planned, day), {}), day))[:BEST]


def candidates(planned: Ask, *, today: date, room: Room) -> Iterator[date]:
    """Thursdays and Saturdays from four weeks ahead, so that no day falls in July or the week of Christmas."""
    length = planned.end - planned.start
    latest = min(room.latest or date.max, today + LOOK_AHEAD)
    day = today + NOTICE
    while day + length <= latest:
        fits = day.weekday() in (THURSDAY, SATURDAY) and day != planned.start
        if fits and not room.closed(day) and not room.closed(day + length) and not _in_holidays(day, day + length):
            yield day
        day += timedelta(1)


def _in_holidays(first: date, last: date) -> bool:
    day = first
    while day <= last:
        christmas = date(day.year, 12, 25)
        monday = christmas - timedelta(christmas.weekday())
        if day.month == 7 or monday <= day <= monday + timedelta(6):
            return True
        day += timedelta(1)
    return False
