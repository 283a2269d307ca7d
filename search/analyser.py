"""One analyser for both engines: what is indexed of a text, and which other words a word stands for."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from search import languages
from search.compounds import Splitter
from search.synonyms import Synonyms
from search.tokens import clean, fold, words

_GENERATION = "2"  # raised when the code of the analyser changes what is indexed
_LONGEST_TEXT = 200_000  # characters; a longer text is indexed up to here
_MOST_LOOSE = 2  # Swedish words that one word of a foreign expression may stand for
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a text as stems in reading order: whole words, and the parts of compounds."""

    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    surfaces: Mapping[str, str] = field(default_factory=dict)


class Analyser:
    """Lexicon, synonyms and translations, ready for use; cheap to share between threads."""

    def __init__(
        self,
        *,
        lexicon: Iterable[str],
        synonyms: Iterable[Sequence[str]],
        finds: Iterable[Sequence[str]],
        translations: Mapping[str, Mapping[str, Sequence[str]]],
        names: Iterable[str] = (),
    ) -> None:
        lexicon = sorted(set(lexicon))
        self.splitter = Splitter(fold(word.lower()) for word in lexicon)
        several = {tuple(fold(word) for word in words(name)) for name in names}
        self._names = several - {()}
        self._longest_name = max((len(name) for name in self._names), default=0)
        self._synonyms: dict[Phrase, dict[Phrase, None]] = {}
        self._translations: dict[str, dict[Phrase, dict[Phrase, None]]] = {}
        groups = [list(group) for group in synonyms]
        for group in groups:
            phrases = [self.phrase(member, "sv") for member in group]
            for one in phrases:
                others = self._synonyms.setdefault(one, {})
                others.update((other, None) for other in phrases if other != one)
        one_way = [list(row) for row in finds]
        for word, *targets in one_way:
            found = self._synonyms.setdefault(self.phrase(word, "sv"), {})
            found.update((self.phrase(target, "sv"), None) for target in targets)
        for swedish, by_language in translations.items():
            target = self.phrase(swedish, "sv")
            for code, foreign in by_language.items():
                table = self._translations.setdefault(code, {})
                for expression in foreign:
                    table.setdefault(self.phrase(expression, code), {})[target] = None
        self._loose = {code: self._single(table, code) for code, table in self._translations.items()}
        self._longest = max((len(p) for t in (self._synonyms, *self._translations.values()) for p in t), default=1)
        digest = hashlib.sha256(_GENERATION.encode())
        for piece in (
            lexicon,
            groups,
            one_way,
            sorted(self._names),
            sorted((k, sorted(v.items())) for k, v in translations.items()),
        ):
            digest.update(repr(piece).encode())
        digest.update(files("search").joinpath("data/stop_words.toml").read_bytes())
        self.hash = digest.hexdigest()[:12]

    def phrase(self, text: str, language: str) -> Phrase:
        """The stems of an expression, nothing left out."""
        return tuple(languages.stem(word, language) for word in clean(text).lower().split())

    @property
    def longest_phrase(self) -> int:
        """The number of words in the longest expression that has a synonym or a translation."""
        return self._longest

    def synonyms(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """What else a Swedish expression is called, as stems."""
        return tuple(self._synonyms.get(phrase, ()))

    def all_synonyms(self) -> Iterator[tuple[Phrase, tuple[Phrase, ...]]]:
        """Every Swedish expression that has synonyms, with them."""
        for phrase, others in self._synonyms.items():
            yield phrase, tuple(others)

    def translations(self, phrase: Phrase, language: str) -> tuple[Phrase, ...]:
        """The Swedish expressions for one in another language and their synonyms, as stems."""
        exact = self._translations.get(language, {}).get(phrase)
        found = dict(exact or self._loose.get(language, {}).get(phrase, {}))
        for swedish in tuple(found):
            found.update(self._synonyms.get(swedish, {}))
        return tuple(found)

    def _single(self, table: Mapping[Phrase, Mapping[Phrase, None]], code: str) -> dict[Phrase, dict[Phrase, None]]:
        """What single words mean that only stand in expressions, if few: perros in parque para perros."""
        found: dict[Phrase, dict[Phrase, None]] = {}
        silent = {languages.stem(word, code) for word in languages.silent_and_weak(code)}
        for phrase, targets in table.items():
            for stem in phrase if len(phrase) > 1 else ():
                if stem not in silent:
                    found.setdefault((stem,), {}).update(targets)
        return {word: targets for word, targets in found.items() if word not in table and len(targets) <= _MOST_LOOSE}

    def is_name(self, word: str) -> bool:
        """Whether a single word is the name of a place, and so indexed as it is."""
        return (fold(word),) in self._names

    def terms(self, text: str, language: str) -> Terms:
        """What is indexed of a text in a language."""
        wholes: list[str] = []
        parts: list[str] = []
        surfaces: dict[str, str] = {}
        for word, is_name in self._named(words(clean(text[:_LONGEST_TEXT]))):
            if len(word) > 60 or (not is_name and languages.is_silent(word, language)):
                continue
            whole = word if is_name else languages.stem(word, language)
            wholes.append(whole)
            known = surfaces.get(whole)
            if known is None or len(word) < len(known):
                surfaces[whole] = word
            if language == "sv" and not is_name:
                for part in self.splitter.split(fold(word)):
                    parts.append(part.stem)
                    surfaces.setdefault(part.stem, word[part.start : part.end])
        return Terms(tuple(wholes), tuple(parts), surfaces)

    def _named(self, typed: list[str]) -> Iterator[tuple[str, bool]]:
        """The words and whether each is a name; a name of several words is made one.

        A name is neither stemmed nor split: Enskede gård is no yard, and Gärdet is not gård.
        """
        folded = [fold(word) for word in typed]
        at = 0
        while at < len(typed):
            for length in range(min(self._longest_name, len(typed) - at), 0, -1):
                piece = tuple(folded[at : at + length])
                for name in (piece, (*piece[:-1], piece[-1].removesuffix("s"))):
                    if name in self._names:
                        yield "".join(name), True
                        at += length
                        break
                else:
                    continue
                break
            else:
                yield typed[at], False
                at += 1


def _read(name: str) -> str:
    return files("search").joinpath("data", name).read_text(encoding="utf-8")


def lexicon() -> list[str]:
    """The words of the lexicon that comes with the package."""
    return [word for line in _read("lexicon.txt").splitlines() if not line.startswith("#") for word in line.split()]


def build(*, synonyms: Synonyms | None = None, names: Iterable[str] = ()) -> Analyser:
    """The analyser with the data of the package and what an organisation has added."""
    more = (synonyms or Synonyms()).sound()
    own = tomllib.loads(_read("synonyms.toml"))
    translations: dict[str, dict[str, list[str]]] = tomllib.loads(_read("translations.toml"))
    for code, foreign, swedish in more.translations:
        translations.setdefault(swedish, {}).setdefault(code, []).append(foreign)
    return Analyser(
        lexicon=[*lexicon(), *more.parts],
        synonyms=[*own["groups"], *more.groups],
        finds=[*own["finds"], *more.finds],
        translations=translations,
        names=names,
    )


@lru_cache(maxsize=1)
def default() -> Analyser:
    """The analyser with the data of the package alone."""
    return build()
