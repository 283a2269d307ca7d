"""What else answers the reader's words than the list they read: findings, promises, documents and pages."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal.indexing import site
from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.publications.feed import kind_and_key
from portal.publications.selection import FILTERS, Selection
from search import Best, Engine, EngineError, Query

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


def beside(selection: Selection, language: str, *, engine: Engine) -> tuple[Group, ...]:
    """The other kinds that answer the words; only such as hold every word, and none while no engine answers.

    Who has chosen a case reads its dialogues alone: other kinds know no cases.
    """
    if selection.case:
        return ()
    asked: dict[Selection, dict[str, int]] = {}
    for kind in FILTERED_BY:  # kinds that understand the choice in the same way are asked for together
        asked.setdefault(carried(selection, kind), {})[kind] = SHOWN
    if not selection.filtered:
        asked[carried(selection, "finding")]["page"] = _PAGES
    found: dict[str, Best] = {}
    try:
        for choice, groups in asked.items():
            filters = {name: choice.values(name) for name in FILTERS if choice.values(name)}
            found |= engine.search(
                Query(text=choice.q, language=language, filters=filters, limit=0, groups=groups)
            ).groups
    except EngineError as fault:
        log.error("search: %s", fault)
        return ()
    return tuple(_shown(found))


def _shown(found: Mapping[str, Best]) -> Iterator[Group]:
    """What was found, as readers see it; what was withdrawn since it was indexed is left out."""
    keys = {kind: [kind_and_key(hit.id) for hit in best.hits] for kind, best in found.items()}
    wanted = [one for kind in FILTERED_BY for one in keys.get(kind, ())]
    cards = queries.items(wanted) if wanted else {}
    for kind in FILTERED_BY:
        items = [cards[key] for key in keys.get(kind, ()) if key in cards]
        if items:
            yield Group(kind=kind, total=found[kind].total, items=tuple(items))
    if "page" in found:
        known = site.pages(catalogue())
        pages = [known[key] for _kind, key in keys["page"] if key in known]
        if pages:
            yield Group(kind="page", total=len(pages), items=tuple(pages))


def carried(selection: Selection, kind: str) -> Selection:
    """The choice as another kind understands it."""
    kept: dict[str, Any] = {name: selection.values(name) if name in FILTERED_BY[kind] else () for name in FILTERS}
    return replace(selection, **kept, starts_from=None, starts_to=None, sort="relevance", page=1)
