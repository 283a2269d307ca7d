"""What words that mean the same would find, before they are saved; and whether the index knows the newest."""

from collections.abc import Sequence
from dataclasses import dataclass

from search import Engine, EngineError, Fallback, Query

MOST = 1000
"""So many hits of each word are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What each word finds of the public dialogues now, in the order given, and what each would find."""

    now: tuple[int, ...]
    together: int


def try_words(words: Sequence[str], *, engine: Engine) -> Tried | None:
    """Ask for each word alone, and put together what they find; None when the search does not answer."""
    found: list[set[str]] = []
    for word in words:
        question = Query(text=word, filters={"kind": ("dialogue",)}, limit=MOST, strict=True)
        try:
            found.append({hit.id for hit in engine.search(question).hits})
        except EngineError:
            return None
    return Tried(now=tuple(len(one) for one in found), together=len(set().union(*found)))


def being_built(engines: Fallback) -> bool:
    """Whether the index is still that of other words; PostgreSQL, which web processes may ask, stands for both."""
    try:
        return engines.engines[-1].needs_rebuild()
    except EngineError:
        return False
