"""A document as rows of the PostgreSQL index."""

from collections.abc import Iterable, Iterator
from typing import Any

from search.document import Document
from search.fields import Fields
from search.postgres_query import BODY, CODE, LABEL, SUMMARY, SUMMARY_PART, TITLE, TITLE_PART, quoted


def as_row(document: Document, found: Fields) -> dict[str, Any]:
    """A document as the tables hold it."""
    return {
        "id": document.id,
        "version": document.version,
        "starts": document.starts,
        "ends": document.ends,
        "facets": list(found.facets),
        "stems": " ".join(map(quoted, _lexemes(found))),
    }


def _lexemes(found: Fields) -> Iterator[str]:
    """Every stem once, under the letter of the best place where it stands; parts of compounds apart from words."""
    placed: set[str] = set()
    for letter, stems in (
        (TITLE, found.titles),
        (TITLE_PART, found.title_parts),
        (LABEL, found.labels),
        (SUMMARY, found.summaries),
        (SUMMARY_PART, found.summary_parts),
        (BODY, found.bodies),
    ):
        for stem in stems:
            if stem not in placed:
                yield letter + stem
                placed.add(stem)
    for code in found.codes:
        yield CODE + code


def near_and_far(lexemes: Iterable[str]) -> tuple[list[str], list[str]]:
    """The stems of stored lexemes: those of all but the long text, and those that only the long text has."""
    near: list[str] = []
    far: list[str] = []
    for lexeme in lexemes:
        if lexeme[0] == CODE:
            continue  # a name in a register is no word
        (far if lexeme[0] == BODY else near).append(lexeme[1:])
    return near, far
