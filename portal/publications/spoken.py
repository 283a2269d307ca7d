"""The texts of a public page in every language in which residents may read them."""

from collections.abc import Callable, Iterable

from portal.db import Texts
from portal.domain.words import FeedbackKind, LegalBasis
from portal.translated.queries import Book

Spoken = Callable[..., Texts]
"""Gives a text by the name of its part and its Swedish words; `decided` says that it tells what was decided."""

DECIDED = (FeedbackKind.RESULT, FeedbackKind.DECISION)
"""Feedback that tells what was decided: never shown as only a machine has put it."""


def spoken_of(legal_basis: LegalBasis, book: Book) -> Spoken:
    """The texts of a dialogue; what the law orders is never told as only a machine has put it."""

    def spoken(part: str, swedish: str, *, decided: bool = False) -> Texts:
        return book.texts(part, swedish, decided=decided or _ordered(legal_basis))

    return spoken


def summary_of(legal_basis: LegalBasis, swedish: dict[str, str], book: Book) -> dict[str, str]:
    """How the texts about a dialogue came about in each language: original, human, reviewed, machine, outdated."""
    return {"sv": "original"} | book.summary(
        {part: text for part, text in swedish.items() if text}, decided=_ordered(legal_basis)
    )


def _ordered(legal_basis: LegalBasis) -> bool:
    return legal_basis is not LegalBasis.VOLUNTARY


def also(spoken: Spoken, parts: Iterable[tuple[str, str]]) -> dict[str, Texts]:
    """Texts that a page holds in Swedish alone, with their translations, by the Swedish words."""
    told = {swedish: spoken(part, swedish) for part, swedish in parts}
    return {swedish: texts for swedish, texts in told.items() if len(texts) > 1}
