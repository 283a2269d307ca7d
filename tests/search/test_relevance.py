"""Residents find what they mean: recall among the first ten and the rank of the first hit, on both engines."""

from collections import defaultdict
from collections.abc import Callable

import pytest

from search import Engine, Query
from tests.search.corpus import corpus
from tests.search.queries import queries

LEAST = {"question": 0.85}
KINDS = {
    "plain", "inflected", "compound", "split", "diacritics", "typo",
    "multi", "place", "question", "synonym", "prefix", "lang",
}  # fmt: skip


def test_the_queries_are_of_all_kinds_and_many_languages() -> None:
    found = queries()
    assert len(found) >= 150
    assert {query.kind for query in found} == KINDS
    assert len({query.language for query in found}) >= 5
    assert len({(query.text, query.language) for query in found}) == len(found)


def test_residents_find_what_they_mean(
    name: str, open_one: Callable[..., Engine], record_property: Callable[[str, object], None]
) -> None:
    dialogues = corpus()
    engine = open_one(name)
    engine.rebuild(dialogue.document for dialogue in dialogues)
    recalls: dict[str, list[float]] = defaultdict(list)
    firsts: list[float] = []
    empty: list[str] = []
    weak: list[str] = []
    for query in queries():
        relevant = {dialogue.document.id for dialogue in dialogues if query.answered_by(dialogue)}
        if not relevant:
            continue
        top = [hit.id for hit in engine.search(Query(query.text, query.language, limit=10)).hits]
        good = [id in relevant for id in top]
        recall = sum(good) / min(10, len(relevant))
        recalls[query.kind].append(recall)
        firsts.append(next((1 / rank for rank, hit in enumerate(good, 1) if hit), 0.0))
        if not top:
            empty.append(query.text)
        if recall < 0.7:
            weak.append(f"{recall:.2f} {query.kind} {query.language}: {query.text} ({len(relevant)})")
    every = [recall for kind in recalls.values() for recall in kind]
    by_kind = {kind: sum(values) / len(values) for kind, values in recalls.items()}
    report = "\n".join([f"{kind}: {value:.2f}" for kind, value in by_kind.items()] + weak)
    record_property("relevance", report)
    assert sum(every) / len(every) >= 0.91, report
    assert sum(firsts) / len(firsts) >= 0.95, report
    assert len(empty) <= len(every) / 100, empty
    for kind, value in by_kind.items():
        assert value >= LEAST.get(kind, 0.8), report


@pytest.mark.parametrize("text", ["park Hokarangen", "skärholmn lekpark", "badhus", "t-bana"])
def test_what_the_first_residents_typed_finds_something(
    name: str, open_one: Callable[..., Engine], text: str
) -> None:
    engine = open_one(name)
    engine.rebuild(dialogue.document for dialogue in corpus()[:120])
    assert engine.search(Query(text)).total > 0
