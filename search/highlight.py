"""Which letters of a shown text answer the query: whole words in any form, and parts of compounds."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from search import analyser as analysers
from search import languages
from search.analyser import Analyser
from search.query import LONGEST_QUERY
from search.tokens import clean, fold, spans, words

_MOST_CHARACTERS = 20_000


def highlight(text: str, query: str, language: str, *, analyser: Analyser | None = None) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it answers the query; joined they are the text in composed form.

    `language` is the reader's. Nothing is escaped: the template does that. `analyser` is an engine's own when it has
    words or synonyms beyond those of the package.
    """
    text = unicodedata.normalize("NFC", text)
    wanted, start = _wanted(query, language, analyser or analysers.default())
    if not wanted:
        return [(text, False)] if text else []
    pieces: list[tuple[str, bool]] = []
    at = 0
    for begin, end in _marks(text[:_MOST_CHARACTERS], wanted, start, language, analyser or analysers.default()):
        if begin > at:
            pieces.append((text[at:begin], False))
        pieces.append((text[begin:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


@lru_cache(maxsize=64)  # a page asks for the same query many times
def _wanted(query: str, language: str, analyser: Analyser) -> tuple[frozenset[str], str]:
    """The stems that answer a query, and the half-typed word it ends with (or nothing)."""
    typed = words(clean(query[: 4 * LONGEST_QUERY])[:LONGEST_QUERY])
    loud = [w for w in typed if not any(languages.is_silent(w, code) for code in {language, "sv"})]
    found: set[str] = set()
    for word in loud:
        for code in languages.likely(word, language):
            stem = languages.stem(word, code)
            found.add(stem)
            others = analyser.synonyms((stem,)) if code == "sv" else analyser.translations((stem,), code)
            found |= {other[0] for other in others if len(other) == 1}
    half = fold(loud[-1]) if loud and query[-1:].isalnum() and len(loud[-1]) > 2 else ""
    return frozenset(found), half


@lru_cache(maxsize=20_000)
def _stems(word: str, language: str) -> frozenset[str]:
    return frozenset(languages.stem(word, code) for code in languages.likely(word, language)[:2])


def _marks(
    text: str, wanted: frozenset[str], half: str, language: str, analyser: Analyser
) -> Iterator[tuple[int, int]]:
    for word in spans(text):
        plain = clean(word.text)
        folded = fold(plain)
        if _stems(plain, language) & wanted:
            yield word.start, word.end
            continue
        if len(folded) != word.end - word.start:
            continue
        parts = [part for part in analyser.splitter.split(folded) if part.stem in wanted]
        if parts:
            longest = max(parts, key=lambda part: part.end - part.start)
            yield word.start + longest.start, word.start + longest.end
        elif half and folded.startswith(half):
            yield word.start, word.start + len(half)
