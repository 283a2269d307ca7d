"""Find what the reader asks for, with the engines of this installation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app

from portal.indexing import beside as other_kinds
from portal.indexing import find as finding
from portal.indexing.beside import Group
from portal.indexing.find import Found
from portal.public.choosing import Choice
from portal.publications import queries
from portal.publications.harvest import After, Part
from portal.publications.selection import Selection
from portal.web.dates import today
from portal.web.language import code

DEEPEST = 1000
"""So many of the best hits are given to programs; who wants all reads the list without words."""

MOST_TRIED = 8
"""So many choices are tried without when nothing was found."""


@dataclass(frozen=True, slots=True)
class Instead:
    """A choice the reader may take away, the address without it, and how much that finds."""

    label: str
    address: str
    count: int


def _engine() -> Any:
    """The engines as pages use them."""
    return current_app.extensions["search"].asking()


def found(kind: str, selection: Selection, *, size: int = 15) -> Found | None:
    """What answers the reader's words, or None when they gave none."""
    if not selection.q:
        return None
    return finding.find(selection, code(), engine=_engine(), kind=kind, size=size, today=today())


def part(kind: str, selection: Selection, *, language: str, size: int, after: After | None) -> Part[Any] | None:
    """What answers a program's words, the best first, or None when no engine does; `after` holds the page before."""
    page = after[0] + 1 if after else 1
    wanted = replace(selection, page=page)
    found = finding.find(wanted, language, engine=_engine(), kind=kind, size=size, today=today())
    if not found.engine:
        return None
    more = page * size < min(found.listing.total, DEEPEST)
    return Part(found.listing.items, found.listing.total, (page, 0) if more else None)


def beside(selection: Selection) -> tuple[Group, ...]:
    """What else than dialogues answers the reader's words."""
    return other_kinds.beside(selection, code(), engine=_engine()) if selection.q else ()


def instead(kind: str, choices: Iterable[Choice]) -> list[Instead]:
    """What the list would hold without each choice; the most first, those that help nothing left out."""
    tried = list(choices)[:MOST_TRIED]
    if len(tried) == 1 and tried[0].without.q == "":
        return []  # the whole list is a link of its own
    plain = queries.counts(kind, [one.without for one in tried if not one.without.q], today=today())
    counted = [
        finding.count(one.without, code(), engine=_engine(), kind=kind, today=today())
        if one.without.q
        else plain[one.without]
        for one in tried
    ]
    helpful = [Instead(one.label, one.address, count) for one, count in zip(tried, counted, strict=True) if count]
    return sorted(helpful, key=lambda one: -one.count)
