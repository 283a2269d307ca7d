"""A document as a row of the PostgreSQL index."""

from collections.abc import Iterable, Iterator

from search.document import Document
from search.fields import Fields
from search.postgres_query import PART, quoted


def as_row(document: Document, found: Fields) -> dict[str, object]:
    """A document as the table holds it."""
    return {
        "id": document.id,
        "version": document.version,
        "starts": document.starts,
        "ends": document.ends,
        "facets": list(found.facets),
        "near": _weighted(found),
        "every": " ".join(quoted(lexeme) for lexeme in _lexemes(found)),
    }


def _lexemes(found: Fields) -> Iterator[str]:
    yield from found.titles
    yield from found.labels
    yield from found.summaries
    yield from (PART + stem for stem in (*found.title_parts, *found.summary_parts))
    yield from found.bodies


def _weighted(found: Fields) -> str:
    """The stems of title, labels and summary as PostgreSQL writes a text vector, each weighted by where it stands."""
    places: dict[str, str] = {}

    def add(stems: Iterable[str], weight: str, mark: str = "") -> None:
        for stem in stems:
            lexeme = mark + stem
            if weight not in places.get(lexeme, ""):
                places[lexeme] = places.get(lexeme, "") + weight

    add(found.titles, "A")
    add(found.title_parts, "A", PART)
    add(found.labels, "B")
    add(found.summaries, "C")
    add(found.summary_parts, "C", PART)
    return " ".join(
        quoted(lexeme) + ":" + ",".join(f"{n}{weight}" for n, weight in enumerate(weights, 1))
        for lexeme, weights in places.items()
    )
