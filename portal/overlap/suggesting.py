"""Try every change that would ask less of the same people, and say whom it concerns."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from portal.domain.calendar import day_of
from portal.domain.overlap import Ask, pair
from portal.domain.suggestions import LOOK_AHEAD, Kind, Room, Suggestion, partners, suggestions
from portal.domain.trying import tries
from portal.overlap.calendar import expanded
from portal.overlap.check import Plan, ask_of, current_weights
from portal.overlap.nearby import Colleague, colleagues, near
from portal.publications.catalogue import catalogue

YEAR = timedelta(365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A suggestion, and the other dialogue it is about, when it is about one."""

    suggestion: Suggestion
    other: Colleague | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The score as it is, what would lower it, and how many earlier dialogues residents have answered on the same."""

    score: int
    level: str
    known: int = 0
    offers: tuple[Offer, ...]

    def offer(self, code: str) -> Offer | None:
        """The offer of a code, when it is among them."""
        return next((one for one in self.offers if one.suggestion.code == code), None)


def advise(plan: Plan, *, today: date, latest: date | None = None, known: int = 0) -> Advice:
    """What would lower the score of a plan that must end by `latest`; three statements at most.

    `known` is how many earlier dialogues residents have answered on the same.
    """
    names, weights = catalogue(), current_weights()
    asked = ask_of(plan, names)
    first, last = min(asked.start, today - YEAR), max(asked.end, today + LOOK_AHEAD)
    others = near(asked, first, last, catalogue=names, weights=weights)
    pairs = {one.id: pair(asked, one, today=today, weights=weights) for one in others}
    concerned = {one.id for one in partners(asked, others, pairs, today=today)}
    owing = sorted((one for one in pairs.values() if one.feedback >= 0.5), key=lambda one: (-one.feedback, one.id))
    concerned |= {one.id for one in owing[:3]}
    itself = int(asked.id) if asked.id.isdigit() else 0
    known_as = colleagues({int(one) for one in concerned} | {itself}, planned=itself) if concerned else {}
    room = Room(
        latest=latest,
        closed=public_holiday,
        groups={slug: expanded([slug], names) for slug in names.groups},
        rested=frozenset(names.groups) - _asked_lately(others, today),
        hosts={str(one.id): day_of(one.held) for one in known_as.values() if one.held},
        known=bool(known),
    )
    found = suggestions(asked, others, today=today, weights=weights, room=room, pairs=pairs)
    score = tries(others, pairs, organiser=asked.organiser, today=today, weights=weights)(asked, {})
    return Advice(
        score=score,
        level=weights.level(score),
        known=known,
        offers=tuple(
            Offer(
                suggestion=one,
                other=known_as.get(int(one.what)) if one.kind in (Kind.TOGETHER, Kind.REMIND) else None,
            )
            for one in found
        ),
    )


def _asked_lately(others: list[Ask], today: date) -> frozenset[str]:
    """The groups somebody asked here in the last year; who asks everyone reaches none in particular."""
    found: set[str] = set()
    for other in others:
        if other.start <= today and other.end >= today - YEAR:
            found |= other.groups
    return frozenset(found)


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("SE")


def public_holiday(day: date) -> bool:
    """Whether Sweden has a public holiday that day, or an eve that is kept as one."""
    eves = ((12, 24), (12, 31))
    midsummer_eve = day.month == 6 and 19 <= day.day <= 25 and day.weekday() == 4
    return day in _calendar() or (day.month, day.day) in eves or midsummer_eve
