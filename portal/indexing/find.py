"""Find published items by words: ask the engines, then read what they found from the table of published items."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from portal.publications import queries, versions
from portal.publications.feed import kind_and_key
from portal.publications.pages import Card
from portal.publications.queries import Listing
from portal.publications.selection import FILTERS, Selection
from search import Engine, EngineError, Query, highlight

log = logging.getLogger(__name__)

_FACETS = {name: "language" if name == "lang" else name for name in FILTERS}
"""The name each filter has in the index."""

_SORTS: dict[str, Literal["date", "-date"]] = {"date": "date", "-date": "-date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: a page of dialogues, which engine answered, and what to suggest when little was found."""

    listing: Listing[Card]
    engine: str
    suggestion: str | None
    place: str | None
    loosened: bool
    highlight: Callable[[str, str], list[tuple[str, bool]]]


def find(selection: Selection, language: str, *, engine: Engine, size: int = 15) -> Found:
    """Dialogues for the reader's words and filters; an item withdrawn since it was indexed is left out."""
    try:
        answer = engine.search(_question(selection, language, size=size))
    except EngineError as fault:
        log.error("search: %s", fault)
        return _unanswered(selection, size=size)
    keys = [kind_and_key(hit.id) for hit in answer.hits]
    cards = queries.cards([key for _, key in keys]) if keys else {}
    shown = tuple(cards[key] for _, key in keys if key in cards)
    pages = max(1, -(-answer.total // size))
    return Found(
        listing=Listing(
            items=shown,
            total=answer.total,
            page=min(selection.page, pages),
            pages=pages,
            counts={name: dict(answer.facets.get(inside, {})) for name, inside in _FACETS.items()},
        ),
        engine=answer.engine,
        suggestion=_sound(answer.suggestion, language, engine=engine),
        place=answer.place,
        loosened=answer.loosened,
        highlight=lambda text, spoken: highlight(text, selection.q, spoken),
    )


def _question(selection: Selection, language: str, *, size: int) -> Query:
    filters = {_FACETS[name]: selection.values(name) for name in FILTERS if selection.values(name)}
    return Query(
        text=selection.q,
        language=language,
        filters=filters | {"kind": ("dialogue",)},
        starts_from=selection.starts_from.toordinal() if selection.starts_from else None,
        starts_to=selection.starts_to.toordinal() if selection.starts_to else None,
        sort=_SORTS.get(selection.sort, "relevance"),
        offset=(selection.page - 1) * size,
        limit=size,
        facets=tuple(_FACETS.values()),
        at_least=versions.current().content,
    )


def _sound(suggestion: str | None, language: str, *, engine: Engine) -> str | None:
    """The suggestion if it finds something as it stands: a withdrawn text leaves its words behind for a while."""
    if not suggestion:
        return None
    try:
        answer = engine.search(Query(text=suggestion, language=language, limit=1))
    except EngineError:
        return None
    return suggestion if answer.total and not answer.loosened and not answer.suggestion else None


def _unanswered(selection: Selection, *, size: int) -> Found:
    """What to show when no engine answers: the list without the words, and nobody named as the one who found it."""
    return Found(
        listing=queries.listing(replace(selection, q=""), size=size),
        engine="",
        suggestion=None,
        place=None,
        loosened=False,
        highlight=lambda text, _spoken: [(text, False)],
    )
