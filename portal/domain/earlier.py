"""Whether residents have been asked the same before (V10): by subject, place and people, or in the same words."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from portal.domain.area import shared_residents
from portal.domain.overlap import Ask, shared_groups
from portal.domain.weights import Weights

SAME_PLACE, SAME_PEOPLE, SAME_QUESTION = 0.6, 0.5, 0.6


class Standing(StrEnum):
    """What an earlier dialogue is to a plan: to be answered to, older knowledge, or the same question elsewhere."""

    RECENT = "recent"
    OLDER = "older"
    SAME_QUESTION = "same_question"


def standing(planned: Ask, earlier: Ask, *, today: date, weights: Weights) -> Standing | None:
    """How an earlier dialogue bears on a plan, or None when it does not."""
    shared = planned.themes & earlier.themes
    if not shared or not same_residents(planned, earlier, weights=weights):
        return None
    if today <= months_after(earlier.end, max(weights.remembered_months_of(theme) for theme in shared)):
        return Standing.RECENT
    return Standing.OLDER if today <= months_after(earlier.end, weights.older_months) else None


def same_residents(planned: Ask, earlier: Ask, *, weights: Weights) -> bool:
    """Whether the same people of the same place were asked."""
    place = max(
        (shared_residents(a, b, near_km=weights.near_km) for a in planned.places for b in earlier.places), default=0.0
    )
    return place >= SAME_PLACE and shared_groups(planned.groups, earlier.groups, weights) >= SAME_PEOPLE


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def trigrams(text: str) -> frozenset[str]:
    """Every three letters that follow each other in the words of a text, two spaces before each word."""
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return frozenset(f"  {word} "[at : at + 3] for word in words for at in range(len(word) + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two texts are by their trigrams, from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def same_questions(planned: Iterable[str], earlier: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Questions of a plan that were put before, each with the earlier wording that is most like it."""
    known = [(text, trigrams(text)) for text in earlier]
    found = []
    for question in planned:
        mine = trigrams(question)
        likeness, text = max(((alike(mine, theirs), text) for text, theirs in known), default=(0.0, ""))
        if likeness >= SAME_QUESTION:
            found.append((question, text))
    return tuple(found)
