"""Find published items by words: ask the engines, then read what they found from the table of published items."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal

from portal.domain import cases
from portal.domain.promises import RUNNING
from portal.publications import queries, versions
from portal.publications.feed import kind_and_key
from portal.publications.queries import Listing
from portal.publications.selection import FILTERS, Selection
from search import Engine, EngineError, Query, Results, highlight

log = logging.getLogger(__name__)

_FACETS = {name: "language" if name == "lang" else name for name in FILTERS}
"""The name each filter has in the index."""

_SORTS: dict[str, Literal["date", "-date"]] = {"date": "date", "-date": "-date"}

BEST = 1000
"""So many of the best hits are read when the engine does not know the order that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of one kind: a page of items, which engine answered, and what to suggest when little was found.

    `engine` is empty when none answered; the listing is then the one without the words.
    """

    listing: Listing[Any]
    engine: str
    suggestion: str | None = None
    place: str | None = None
    loosened: bool = False
    highlight: Callable[[str, str], list[tuple[str, bool]]] = field(default=lambda text, _spoken: [(text, False)])


def find(
    selection: Selection,
    language: str,
    *,
    engine: Engine,
    kind: str = "dialogue",
    size: int = 15,
    today: date,
    alone: bool = True,
) -> Found:
    """Items of a kind for the reader's words and filters; one withdrawn since it was indexed is left out.

    Dialogues that lack a word fill up a short list; of other kinds they are shown only when nothing holds all. What
    does not stand `alone` on its page has no counts and holds every word.

    Promises understand the status `late` on the day `today`; it then stands alone.
    """
    question = _question(selection, language, kind=kind, size=size, today=today)
    question = replace(question, strict=kind != "dialogue")
    if not alone:
        question = replace(question, facets=(), at_least=0)
    try:
        answer = engine.search(question)
        if alone and question.strict and not answer.total:
            answer = engine.search(replace(question, strict=False))
        counts = {name: dict(answer.facets.get(inside, {})) for name, inside in _FACETS.items()}
        if alone and kind == "commitment":
            late = _late(question, today=today)
            counts["status"]["late"] = engine.search(replace(late, limit=0, facets=())).total
    except EngineError as fault:
        log.error("search: %s", fault)
        return Found(listing=_without_words(selection, kind=kind, size=size, today=today), engine="")
    keys = [kind_and_key(hit.id) for hit in answer.hits]
    cards = queries.items(keys, newest_first=selection.sort == "updated") if keys else {}
    shown = list(cards) if selection.sort == "updated" else [key for key in keys if key in cards]
    if selection.sort == "updated":
        shown = shown[(selection.page - 1) * size : selection.page * size]
    pages = max(1, -(-answer.total // size))
    return Found(
        listing=Listing(
            items=tuple(cards[key] for key in shown),
            total=answer.total,
            page=min(selection.page, pages),
            pages=pages,
            counts=counts,
        ),
        engine=answer.engine,
        suggestion=_sound(answer, language, engine=engine) if alone else None,
        place=answer.place,
        loosened=answer.loosened,
        highlight=lambda text, spoken: highlight(text, selection.q, spoken),
    )


def count(selection: Selection, language: str, *, engine: Engine, today: date, kind: str = "dialogue") -> int:
    """How many items a choice with words finds that hold all of them; 0 when no engine answers."""
    question = _question(selection, language, kind=kind, size=0, today=today)
    try:
        return engine.search(replace(question, limit=0, facets=(), strict=True)).total
    except EngineError:
        return 0


def _question(selection: Selection, language: str, *, kind: str, size: int, today: date) -> Query:
    filters = {_FACETS[name]: selection.values(name) for name in FILTERS if selection.values(name)}
    resorted = selection.sort == "updated"
    question = Query(
        text=selection.q,
        language=language,
        filters=filters | {"kind": (kind,)},
        code=cases.spelling(selection.case),
        starts_from=selection.starts_from.toordinal() if selection.starts_from else None,
        starts_to=selection.starts_to.toordinal() if selection.starts_to else None,
        sort=_SORTS.get(selection.sort, "relevance"),
        offset=0 if resorted else (selection.page - 1) * size,
        limit=BEST if resorted else size,
        facets=tuple(_FACETS.values()),
        at_least=versions.current().content,
    )
    return _late(question, today=today) if kind == "commitment" and "late" in selection.status else question


def _late(question: Query, *, today: date) -> Query:
    """The same for promises past their day and not settled."""
    return replace(
        question,
        filters={**question.filters, "status": RUNNING},
        starts_to=(today - timedelta(1)).toordinal(),
        offset=question.offset,
    )


def _sound(answer: Results, language: str, *, engine: Engine) -> str | None:
    """The suggestion if it finds something public as it stands: a withdrawn text leaves its words behind a while."""
    if not answer.suggestion:
        return None
    try:
        better = engine.search(Query(text=answer.suggestion, language=language, limit=5))
    except EngineError:
        return None
    if not better.hits or better.loosened or better.suggestion:
        return None
    keys = [kind_and_key(hit.id) for hit in better.hits]
    there = any(kind == "page" for kind, _ in keys) or queries.items(keys)
    return answer.suggestion if there else None


def _without_words(selection: Selection, *, kind: str, size: int, today: date) -> Listing[Any]:
    """The list without the words, for when no engine answers."""
    plain = replace(selection, q="")
    if kind == "commitment":
        return queries.commitments(plain, today=today, size=size)
    if kind == "finding":
        return queries.findings(plain, size=size)
    return queries.documents(plain, size=size) if kind == "document" else queries.listing(plain, size=size)
