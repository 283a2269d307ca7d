"""Find drafts and dialogues by words, among those that somebody may open."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from portal.dialogues import queries
from portal.dialogues.queries import Row
from portal.domain.rights import Act, Actor
from portal.indexing.desk import marks
from search import Engine, EngineError, Query

log = logging.getLogger(__name__)

FACETS = ("status", "district", "theme", "organiser")
"""What one may choose by, and what is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFound:
    """A page of lines, how many there are, counts of each facet; `works` is false when the engine did not answer."""

    rows: tuple[Row, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]]
    suggestion: str | None = None
    place: str | None = None
    loosened: bool = False
    works: bool = True


def find(
    words: str,
    filters: Mapping[str, tuple[str, ...]],
    *,
    actor: Actor,
    language: str,
    engine: Engine,
    page: int = 1,
    size: int = 25,
) -> DeskFound:
    """What the words and filters find of what the actor may open.

    The index knows who may read what; the lines are read under the same rule from the dialogues themselves, so that
    one made private a moment ago is not shown.
    """
    allowed = marks(actor)
    question = Query(
        text=words,
        language=language,
        filters={**filters, **({"kind": allowed} if allowed is not None else {})},
        offset=(page - 1) * size,
        limit=size,
        facets=FACETS,
    )
    try:
        answer = engine.search(question)
        suggestion = answer.suggestion
        if suggestion:
            # A word of another's draft must not be told: only what finds something of one's own is offered.
            better = engine.search(replace(question, text=suggestion, offset=0, limit=1, facets=(), strict=True))
            suggestion = suggestion if better.total else None
    except EngineError as fault:
        log.error("search in the desk: %s", fault)
        return DeskFound(counts={}, works=False)
    rows = queries.readable(
        [int(hit.id) for hit in answer.hits],
        drafts_of=actor.where(Act.SEE_DRAFT),
        own=[(actor.id, one) for one in actor.own(Act.SEE_DRAFT)],
        plans=actor.may(Act.SEE_COORDINATION),
    )
    return DeskFound(
        rows=tuple(rows[int(hit.id)] for hit in answer.hits if int(hit.id) in rows),
        total=answer.total,
        counts=answer.facets,
        suggestion=suggestion,
        place=answer.place,
        loosened=answer.loosened,
    )
