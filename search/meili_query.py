"""An attempt as requests to Meilisearch: its words in one line, its filters, its counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.attempts import Attempt, Group
from search.meili_settings import facet
from search.query import MOST_TERMS, Query, allowed_filters
from search.tokens import storable

_MOST_VARIANTS = 4


def lines(attempt: Attempt, built_in: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]) -> list[str]:
    """The attempt as lines of stems, one for each way to put it; a space at the end says that the last word is whole.

    Synonyms that are `built_in` to the index need no line of their own.
    """
    groups = attempt.groups
    if attempt.need == "any":
        return list(dict.fromkeys(_line([group], {}) for group in groups))[:MOST_TERMS]
    if attempt.need == "all" and groups:  # only the last word of a line may be half a word
        groups = (*(g for g in groups if not g.prefix), *(g for g in groups if g.prefix))
    found = [_line(groups, {})]
    for number, group in enumerate(groups):
        known = set(group.stems[:1])
        for stem in group.stems:
            known |= built_in.get(stem, frozenset())
        for way in (*group.stems[1:], *group.others):
            if way not in known:
                found.append(_line(groups, {number: way}))
    several = {
        number: group.others[0]
        for number, group in enumerate(groups)
        if group.others and not _covered(group, built_in)
    }
    if len(several) > 1:  # every word needs another: all translated, all corrected
        found.insert(1, _line(groups, several))
    return list(dict.fromkeys(found))[:_MOST_VARIANTS]


def _covered(group: Group, built_in: Mapping[tuple[str, ...], frozenset[tuple[str, ...]]]) -> bool:
    return set(group.others) <= set().union(*(built_in.get(stem, frozenset()) for stem in group.stems))


def _line(groups: Sequence[Group], ways: Mapping[int, tuple[str, ...]]) -> str:
    words = [" ".join(ways.get(number, group.stems[0])) for number, group in enumerate(groups)]
    half = bool(groups) and groups[-1].prefix and len(groups) - 1 not in ways
    return " ".join(words) + ("" if half or not words else " ")


def filters(
    attempt: Attempt, query: Query, *, without: str | None = None, leave_out: tuple[str, ...] = ()
) -> list[Any]:
    """The filter as lists: inner ones joined by or, the outer by and; every value is quoted."""
    found: list[Any] = ["version EXISTS"]  # leaves out what the index remembers about itself
    if attempt.place is not None:
        found.append([f"{facet(name)} = {quoted(attempt.place)}" for name in ("area", "district")])
    if query.code:
        found.append(f"codes = {quoted(storable(query.code))}")
    if query.starts_from is not None:
        found.append(f"ends >= {int(query.starts_from)}")
    if query.starts_to is not None:
        found.append(f"starts <= {int(query.starts_to)}")
    for name, values in allowed_filters(query.filters).items():
        if name != without:
            found.append(f"{facet(name)} IN [{', '.join(map(quoted, values))}]")
    if leave_out:
        found.append(f"key NOT IN [{', '.join(quoted(key(i)) for i in leave_out)}]")
    return found


def sorting(query: Query, attempt: Attempt) -> list[str]:
    """The order that is asked for; empty for relevance, which ends with the newest first anyway."""
    if query.sort == "relevance" and attempt.groups:
        return []
    return ["starts:asc" if query.sort == "date" else "starts:desc"]


def quoted(value: str) -> str:
    """A value as a filter reads it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def key(id_: str) -> str:
    """An id as Meilisearch takes it: letters, digits and hyphens stay, all else becomes its number."""
    return "".join(c if (c.isascii() and c.isalnum()) or c == "-" else f"_{ord(c):x}_" for c in id_)
