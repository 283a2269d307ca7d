"""Swedish compounds taken apart: lekpark is lek and park, trygghetsvandring is trygghet and vandring."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from search.swedish import stem

# Letters that join two parts; the letters belong to neither.
_LINKS = ("", "s", "e", "o", "u", "a")
# Words that look like a last part and are endings, or mean something else at the end of a word.
_NO_LAST_PARTS = (
    "skap bar sam het ning ser are isk lig los satt vis del ende ande else ering ligen ingen gor ska lag tag slag "
    "drag stand al an en er et at el ting lar led ort stat tal ren ras ben ar o a e is bi val sal"
)
_NEVER_LAST = frozenset(_NO_LAST_PARTS.split())
# Words that could be taken apart and should not be.
_WHOLE_WORDS = (
    "planering genomfor angelag storlek hoger parker parkering bostad framtid livsmedel centrum kunskap atgard "
    "arbete husby hallbar forslag forsok tillgang underlag resultat moment program samhall stadsdel stadsdels "
    "bredang farsta bromma vastert skarholm stockholm kungsholm sodermalm norrmalm ostermalm programm gruppering "
    "markvard vagled upprust verksam verksamhet sommar vinter handel handels service process person personer "
    "medborg medborgar invanar foretag foretagar naring restaurang klimat konstis museum station toalett "
    "belysning toaletter"
)
_NEVER_SPLIT = frozenset(_WHOLE_WORDS.split())
_SHORTEST = 6


class Part(NamedTuple):
    """One part of a compound: its stem, and the letters of the whole word that it covers."""

    stem: str
    start: int
    end: int


class Splitter:
    """Takes compounds apart with a lexicon of folded words; what is not built from the lexicon stays whole."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}  # a word as it may stand in a compound, and its stem
        for word in lexicon:
            self._forms.setdefault(stem(word), stem(word))
            self._forms[word] = stem(word)
        self._known: dict[str, tuple[Part, ...]] = {}

    def knows(self, form: str) -> bool:
        """Whether a folded word or stem stands in the lexicon."""
        return form in self._forms

    def split(self, word: str) -> tuple[Part, ...]:
        """The parts of a folded word, a part before what it is itself made of; empty for a plain word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = tuple(self._split(word, 0))
        return found

    def _split(self, word: str, depth: int) -> list[Part]:
        if len(word) < _SHORTEST or depth > 2 or not word.isalpha():
            return []
        if word in _NEVER_SPLIT or stem(word) in _NEVER_SPLIT:
            return []
        best = 0.0
        cut: tuple[int, str, str, int] | None = None
        for at in range(2, len(word) - 1):
            last = self._last(word[at:])
            if last is None:
                continue
            first, joint = self._first(word[:at], depth)
            if first is None:
                continue
            # Long words of the lexicon are better evidence than short ones, and no link better than a link.
            score = (
                math.log1p(len(first)) * math.log1p(len(last)) * (1 + 0.05 * min(at, len(word) - at)) - 0.2 * joint
            )
            if first not in self._forms:  # rather lexicon words than a first part that has to be taken apart too
                score *= 0.5
            if score > best:
                best, cut = score, (at, first, last, joint)
        if cut is None:
            return []
        at, first, last, joint = cut
        found = [Part(first, 0, at - joint), *self._split(word[: at - joint], depth + 1)]
        found.append(Part(last, at, len(word)))
        found.extend(Part(p.stem, p.start + at, p.end + at) for p in self._split(word[at:], depth + 1))
        return found

    def _last(self, text: str) -> str | None:
        base = stem(text)
        if text in _NEVER_LAST or base in _NEVER_LAST or len(base) < 2:
            return None
        return base if base in self._forms or text in self._forms else None

    def _first(self, text: str, depth: int) -> tuple[str | None, int]:
        for link in _LINKS:
            if link and not text.endswith(link):
                continue
            base = text[: len(text) - len(link)]
            if len(base) >= 2 and base in self._forms:
                return self._forms[base], len(link)
        base = stem(text)
        if len(base) >= 3 and base in self._forms and len(text) - len(base) <= 2:
            return base, 0
        for link in ("s", ""):  # a first part that is a compound itself: gangvag in gangvagsbelysning
            if text.endswith(link) and self._split(text[: len(text) - len(link)], depth + 1):
                return stem(text[: len(text) - len(link)]), len(link)
        return None, 0
