"""The words that an index holds: which are known, how common they are, and what a misspelt one may have meant."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.tokens import fold

LARGEST = 60_000


@dataclass(frozen=True, slots=True)
class Entry:
    """How many titles, labels or summaries and how many texts in all hold a word, and how it is usually written."""

    titles: int
    texts: int
    surface: str


class Vocabulary:
    """The stems of one index. Build it from rows; it does not change afterwards."""

    def __init__(self, rows: Iterable[tuple[str, int, int, str]]) -> None:
        self._entries: dict[str, Entry] = {
            stem: Entry(titles, texts, surface) for stem, titles, texts, surface in rows
        }
        self._stems: list[str] = []
        self._pairs: dict[str, array[int]] = {}
        self._ordered: list[str] = []

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, stem: str) -> Entry | None:
        """What is known of a stem."""
        return self._entries.get(stem)

    def titles(self, stem: str) -> int:
        """How many documents name a stem in title, labels or summary."""
        entry = self._entries.get(stem)
        return entry.titles if entry else 0

    def surface(self, stem: str) -> str:
        """A stem as people write it."""
        entry = self._entries.get(stem)
        return entry.surface if entry else stem

    def rows_with(self, more: Iterable[tuple[str, int, int, str]]) -> list[tuple[str, int, int, str]]:
        """All rows of this vocabulary with the counts of others added; a word that no text holds is forgotten."""
        rows = {stem: (stem, entry.titles, entry.texts, entry.surface) for stem, entry in self._entries.items()}
        for stem, titles, texts, surface in more:
            _, known_titles, known_texts, known_surface = rows.get(stem, (stem, 0, 0, surface))
            rows[stem] = (stem, max(0, known_titles + titles), known_texts + texts, known_surface)
            if known_texts + texts <= 0:
                del rows[stem]
        return sorted(rows.values(), key=lambda row: (-row[1], -row[2]))[:LARGEST]

    def near(self, word: str, *, most: int = 3) -> list[str]:
        """Known stems that a word may be a misspelling of, likeliest first."""
        if len(word) < 4 or not word.isalpha():
            return []
        self._index()
        allowed = 1 if len(word) < 7 else 2
        shared: dict[int, int] = defaultdict(int)
        pairs = _pairs(word)
        for pair in pairs:
            for number in self._pairs.get(pair, ()):
                shared[number] += 1
        # One mistake breaks at most three pairs of letters (two swapped neighbours).
        least = max(1, len(pairs) - 3 * allowed)
        found: list[tuple[float, str]] = []
        for number, count in shared.items():
            stem = self._stems[number]
            if count < least or abs(len(stem) - len(word)) > allowed:
                continue
            if allowed == 1 and stem[0] != word[0]:  # in a short word the first letter is seldom the wrong one
                continue
            mistakes = distance(word, stem, allowed)
            if mistakes <= allowed:
                entry = self._entries[stem]
                common = entry.titles * 4 + entry.texts
                first = 0.0 if stem[0] == word[0] else 0.5
                found.append((mistakes + first - min(common, 400) / 500, stem))
        return [stem for _, stem in sorted(found)[:most]]

    def begins(self, start: str) -> bool:
        """Whether a title, label or summary has a word that begins so."""
        self._index()
        at = bisect_left(self._ordered, start)
        return at < len(self._ordered) and self._ordered[at].startswith(start)

    def _index(self) -> None:
        if self._stems or not self._entries:
            return
        stems = [stem for stem, entry in self._entries.items() if (entry.titles or entry.texts > 2) and len(stem) > 3]
        index: dict[str, array[int]] = {}
        for number, stem in enumerate(stems):
            for pair in _pairs(stem):
                index.setdefault(pair, array("I")).append(number)
        self._ordered = sorted(stem for stem, entry in self._entries.items() if entry.titles)
        self._pairs, self._stems = index, stems  # set last: another thread may look meanwhile


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap between two words; `most + 1` when it is more than that."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
        before, previous = previous, row
    return previous[-1]


class Counter:
    """Counts the words of documents as they come into an index and leave it."""

    def __init__(self) -> None:
        self._titles: dict[str, int] = defaultdict(int)
        self._texts: dict[str, int] = defaultdict(int)
        self._surfaces: dict[str, str] = {}

    def add(self, near: Iterable[str], far: Iterable[str], surfaces: Mapping[str, str]) -> None:
        """Count one document: stems of its title, labels, places and summary, and stems of its long text."""
        named = set(near)
        for stem in named:
            self._titles[stem] += 1
        for stem in named | set(far):
            self._texts[stem] += 1
        for stem, surface in surfaces.items():
            known = self._surfaces.get(stem)
            if known is None or _plainer(surface, known):
                self._surfaces[stem] = surface

    def take(self, near: Iterable[str], far: Iterable[str]) -> None:
        """Count one document no more."""
        named = set(near)
        for stem in named:
            self._titles[stem] -= 1
        for stem in named | set(far):
            self._texts[stem] -= 1

    def changes(self) -> list[tuple[str, int, int, str]]:
        """(stem, titles, texts, surface) of every word whose counts have changed, by stem; counts may be negative."""
        return [
            (stem, self._titles.get(stem, 0), texts, self._surfaces.get(stem, stem))
            for stem, texts in sorted(self._texts.items())
            if texts or self._titles.get(stem, 0)
        ]

    def rows(self) -> Iterator[tuple[str, int, int, str]]:
        """(stem, titles, texts, surface) of the most telling words: those in titles first."""
        order = sorted(self._texts, key=lambda stem: (-self._titles.get(stem, 0), -self._texts[stem]))
        for stem in order[:LARGEST]:
            yield stem, self._titles.get(stem, 0), self._texts[stem], self._surfaces.get(stem, stem)


def _plainer(one: str, other: str) -> bool:
    """Whether the first spelling shows the word better: marks kept, then the shorter form."""
    if fold(one) == fold(other):
        return one != fold(one) and other == fold(other)
    return len(one) < len(other)


def empty() -> Vocabulary:
    """A vocabulary without words, for an index that does not exist yet."""
    return Vocabulary(())
