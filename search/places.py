"""Places recognised in a query: by name, in the genitive, without marks, misspelt, or by half of a double name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.document import Place
from search.tokens import fold, words
from search.vocabulary import distance

_RANK = {"district": 0, "neighbourhood": 1, "place": 2, "city": 3}
# Half of a double name says nothing alone.
_HALVES = "norra sodra ostra vastra stora lilla gamla gard strand centrum inner innerstaden stan city"
_NO_NAME = frozenset(_HALVES.split())


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a query and which of its words name it (start inclusive, end exclusive)."""

    place: Place
    start: int
    end: int


class Gazetteer:
    """The names of all places; of two with one name the larger is meant."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_slug: dict[str, Place] = {}
        self._names: dict[tuple[str, ...], Place] = {}
        halves: dict[tuple[str, ...], Place] = {}
        for place in sorted(places, key=lambda p: _RANK.get(p.kind, 9)):
            self._by_slug[place.slug] = place
            if place.kind == "city":  # every dialogue is in the city
                continue
            name = _name(place.name)
            self._names.setdefault(name, place)
            for half in place.name.split("-"):
                if len(fold(half)) > 4 and fold(half.lower()) not in _NO_NAME:
                    halves.setdefault(_name(half), place)
        for name, place in halves.items():
            self._names.setdefault(name, place)
        self._longest = max((len(name) for name in self._names), default=0)
        self._single = [
            (name[0], place) for name, place in self._names.items() if len(name) == 1 and len(name[0]) > 4
        ]

    def __contains__(self, slug: str) -> bool:
        return slug in self._by_slug

    def get(self, slug: str) -> Place | None:
        """The place with a slug."""
        return self._by_slug.get(slug)

    def find(self, query: Sequence[str], known: Callable[[str], bool]) -> Found | None:
        """The first longest place among folded words; a misspelt one only where a word is not `known` otherwise."""
        for length in range(min(self._longest, len(query)), 0, -1):
            for start in range(len(query) - length + 1):
                name = tuple(query[start : start + length])
                place = self._names.get(name)
                if place is None and name[-1].endswith("s"):
                    place = self._names.get((*name[:-1], name[-1][:-1]))
                if place is not None:
                    return Found(place, start, start + length)
        for start, word in enumerate(query):
            if len(word) >= 5 and not known(word):
                place = self._misspelt(word)
                if place is not None:
                    return Found(place, start, start + 1)
        return None

    def _misspelt(self, word: str) -> Place | None:
        allowed = 1 if len(word) < 8 else 2
        best = allowed + 1
        found: Place | None = None
        for name, place in self._single:
            for typed in (word, word[:-1]) if word.endswith("s") else (word,):
                mistakes = distance(typed, name, allowed)
                if mistakes < best and (name[0] == typed[0] or (mistakes == 1 and len(name) > 6)):
                    best, found = mistakes, place
        return found


def _name(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words(text.replace("-", " ")))
