"""What else answers the reader's words than the list they read: findings, promises, documents and pages."""

import logging
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.indexing import site
from portal.indexing.find import find
from portal.publications.catalogue import catalogue
from portal.publications.feed import kind_and_key
from portal.publications.selection import FILTERS, Selection
from search import Engine, EngineError, Query

log = logging.getLogger(__name__)

FILTERED_BY = {
    "finding": ("district", "theme", "group", "organiser"),
    "commitment": ("district", "theme", "organiser"),
    "document": ("district", "theme", "organiser"),
}
"""The filters of a list of dialogues that mean the same for other kinds."""

SHOWN = 3
"""So many of each kind stand beside the dialogues."""

_PAGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The best hits of one kind and how many there are; `items` are cards, or `SitePage`s for the kind `page`."""

    kind: str
    total: int
    items: tuple[Any, ...]


def beside(selection: Selection, language: str, *, engine: Engine, today: date) -> tuple[Group, ...]:
    """The other kinds that answer the words; only such as hold every word, and none while no engine answers."""
    groups: list[Group] = []
    for kind in FILTERED_BY:
        found = find(
            carried(selection, kind), language, engine=engine, kind=kind, size=SHOWN, today=today, alone=False
        )
        if not found.engine:
            return ()
        if found.listing.items:
            groups.append(Group(kind=kind, total=found.listing.total, items=found.listing.items))
    if not selection.filtered:
        groups += _pages(selection.q, language, engine=engine)
    return tuple(groups)


def carried(selection: Selection, kind: str) -> Selection:
    """The choice as another kind understands it."""
    kept: dict[str, Any] = {name: selection.values(name) if name in FILTERED_BY[kind] else () for name in FILTERS}
    return replace(selection, **kept, starts_from=None, starts_to=None, sort="relevance", page=1)


def _pages(words: str, language: str, *, engine: Engine) -> list[Group]:
    try:
        answer = engine.search(
            Query(text=words, language=language, filters={"kind": ("page",)}, limit=_PAGES, strict=True)
        )
    except EngineError as fault:
        log.error("search: %s", fault)
        return []
    known = site.pages(catalogue())
    keys = [kind_and_key(hit.id)[1] for hit in answer.hits]
    items = tuple(known[key] for key in keys if key in known)
    return [Group(kind="page", total=len(items), items=items)] if items else []
