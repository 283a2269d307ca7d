"""Bring what the public sees of a dialogue in step with its record, inside the transaction that changed it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import undefer

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.following import NewsKind
from portal.jobs import defer_once
from portal.outcomes import queries as outcomes
from portal.publications import news, statistics, versions
from portal.publications.ballot import keep_votes_safe
from portal.publications.build import Item, items
from portal.publications.catalogue import catalogue
from portal.publications.counts import publish_figures
from portal.publications.models import PublishedItem

TOLD = "tell_search"
"""The job that tells the search engines about everything newer than they know."""

_WITHDRAWN: dict[str, Any] = {
    "card": None,
    "page": None,
    "status": None,
    "starts": None,
    "ends": None,
    "reported_on": None,
    "organisers": [],
    "districts": [],
    "areas": [],
    "themes": [],
    "groups": [],
    "languages": [],
    "influence": None,
    "form": None,
    "programme": None,
    "answer_due": None,
    "cases": [],
    "place": 0,
}


def refresh(dialogues: Iterable[Dialogue]) -> int | None:
    """Publish what these dialogues show now, withdraw what they no longer do.

    Returns the new content version, or None when nothing the public sees has changed. Call it last in a
    transaction: it holds the version until the end.
    """
    db.session.flush()
    names = catalogue()
    changed = {dialogue.id: dialogue for dialogue in dialogues}
    writes: list[tuple[int | None, dict[str, Any]]] = []
    told: list[tuple[int, NewsKind, str]] = []
    numbers: Counter[statistics.Key] = Counter()
    for dialogue in [*changed.values(), *outcomes.building_on(changed), *outcomes.built_on(changed)]:
        publish_figures(dialogue, names)
        keep_votes_safe(dialogue)
        writes += _changes(dialogue, items(dialogue, names), told, numbers)
    if not writes:
        return None
    version = versions.take_next()
    # Under the lock of the version, so that news is committed in the order of its numbers.
    news.record(told)
    fresh = [values | {"version": version} for row_id, values in writes if row_id is None]
    if fresh:
        db.session.execute(insert(PublishedItem), fresh)
    for row_id, values in writes:
        if row_id is not None:
            db.session.execute(
                update(PublishedItem).where(PublishedItem.id == row_id).values(**values, version=version)
            )
    statistics.add(numbers)
    defer_once(TOLD)
    return version


def _changes(
    dialogue: Dialogue, wanted: list[Item], told: list[tuple[int, NewsKind, str]], numbers: Counter[statistics.Key]
) -> list[tuple[int | None, dict[str, Any]]]:
    """The rows to write: (row to change or None for a new one, its values); unchanged ones are left alone.

    What the statistics gain and lose by it is added to `numbers`.
    """
    rows = db.session.scalars(
        select(PublishedItem).where(PublishedItem.dialogue_id == dialogue.id).options(undefer(PublishedItem.page))
    )
    known = {(row.kind, row.key): row for row in rows}
    numbers.subtract(statistics.of_page(next((row.page for row in known.values() if row.page), None)))
    numbers.update(statistics.of_page(next((item.page for item in wanted if item.page), None)))
    found: list[tuple[int | None, dict[str, Any]]] = []
    for item in wanted:
        values = item.columns | {"card": item.card, "page": item.page}
        row = known.pop((item.kind, item.key), None)
        if item.kind == "dialogue" and item.page is not None:
            before = row.page if row is not None else None
            told += [(dialogue.id, *one) for one in news.news_of(before, item.page, dialogue_id=dialogue.id)]
        if row is None:
            found.append((None, values | {"kind": item.kind, "key": item.key, "dialogue_id": dialogue.id}))
        elif any(getattr(row, name) != value for name, value in values.items()):
            found.append((row.id, values))
    found += [(row.id, dict(_WITHDRAWN)) for row in known.values() if row.card is not None]
    return found
