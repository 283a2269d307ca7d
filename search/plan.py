"""A typed query understood: its place, the words that count, what each stands for, and which to try first."""

from dataclasses import dataclass, replace
from itertools import pairwise

from search import languages
from search.analyser import Analyser, Phrase
from search.document import Place
from search.places import Gazetteer
from search.query import LONGEST_QUERY, MOST_TERMS
from search.tokens import clean, fold, words
from search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Term:
    """One word or expression of a query.

    `stems` are what it is in the index (a document needs one of them); `others` its synonyms, `translated` what it
    is in Swedish, `parts` what it is built of, `kinds` what it is one of (a gatlykta is a lykta), `corrected` what it
    may have meant when the index does not know it. `titles` counts the documents that name it, `breadth` those that
    name it or a synonym. `prefix` says that it may be half a word.
    """

    surface: str
    stems: tuple[str, ...]
    others: tuple[Phrase, ...] = ()
    translated: tuple[Phrase, ...] = ()
    parts: tuple[str, ...] = ()
    kinds: tuple[Phrase, ...] = ()
    corrected: tuple[str, ...] = ()
    titles: int = 0
    breadth: int = 0
    known: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is searched for, and where."""

    terms: tuple[Term, ...]
    place: Place | None
    place_words: str
    suggestion: str | None


def understand(text: str, language: str, *, analyser: Analyser, vocabulary: Vocabulary, gazetteer: Gazetteer) -> Plan:
    """Read a query of any length and content; never fails, and gives at most MOST_TERMS terms."""
    typed = words(clean(text[: 4 * LONGEST_QUERY])[:LONGEST_QUERY])[: 4 * MOST_TERMS]
    half_typed = bool(text) and text[-1].isalnum()
    folded = [fold(word) for word in typed]

    def known(word: str) -> bool:
        return any(vocabulary.titles(s) for s in _stems(word, language)) or analyser.splitter.knows(word)

    found = gazetteer.find(folded, known)
    rest = list(typed)
    if found is not None:
        rest[found.start : found.end] = [""]
    loud = _joined([word for word in rest if word and not _silent(word, language, vocabulary)], analyser, vocabulary)
    telling = [word for word in loud if not _weak(word, language)]
    if not telling and found is None:
        telling = loud or [word for word in rest if word]
    telling = list(dict.fromkeys(telling))
    ends_with = rest[-1] if rest and half_typed else ""
    terms = _terms(telling, language, ends_with=ends_with, analyser=analyser, vocabulary=vocabulary)
    suggestion = _suggestion(typed, terms, vocabulary) if terms else None
    place_words = " ".join(typed[found.start : found.end]) if found else ""
    return Plan(terms[:MOST_TERMS], found.place if found else None, place_words, suggestion)


def _stems(word: str, language: str) -> list[str]:
    return list(dict.fromkeys(languages.stem(word, code) for code in languages.likely(word, language)))


def _silent(word: str, language: str, vocabulary: Vocabulary) -> bool:
    """Whether a word says nothing: in the reader's language or in Swedish, or in any other when no title has it."""
    if any(languages.is_silent(word, code) for code in _own(word, language)):
        return True
    others = any(languages.is_silent(word, code) for code in languages.likely(word, language))
    return others and not vocabulary.titles(languages.stem(word, "sv"))


def _weak(word: str, language: str) -> bool:
    return any(languages.is_weak(word, code) for code in _own(word, language))


def _own(word: str, language: str) -> tuple[str, ...]:
    """The languages whose stop words hold for a word: the reader's, and Swedish for Latin letters."""
    likely = languages.likely(word, language)
    return tuple(code for code in likely if code in (language, "sv")) or likely[:1]


def _terms(
    telling: list[str], language: str, *, ends_with: str, analyser: Analyser, vocabulary: Vocabulary
) -> tuple[Term, ...]:
    terms: list[Term] = []
    at = 0
    while at < len(telling):
        half = at + 1 == len(telling) and bool(ends_with) and telling[at].endswith(ends_with)
        term, used = _expression(telling, at, language, analyser, vocabulary, half=half)
        at += used
        terms.append(term)
    if terms and ends_with and terms[-1].surface.endswith(ends_with):
        terms[-1] = replace(terms[-1], prefix=not terms[-1].known)
    # What names few documents says most; what no title names is tried last.
    return tuple(sorted(terms, key=lambda t: (t.breadth == 0 and not t.translated, t.breadth)))


def _joined(telling: list[str], analyser: Analyser, vocabulary: Vocabulary) -> list[str]:
    """Neighbours that are one word in the index made one: lek plats, trygghets vandring."""
    result: list[str] = []
    skip = False
    for one, other in pairwise([*telling, ""]):
        if skip:
            skip = False
            continue
        both = one + other
        stem = languages.stem(both, "sv")
        if other and vocabulary.titles(stem) and analyser.splitter.split(fold(both)):
            result.append(both)
            skip = True
        else:
            result.append(one)
    return result


def _expression(
    typed: list[str], at: int, language: str, analyser: Analyser, vocabulary: Vocabulary, *, half: bool
) -> tuple[Term, int]:
    """The term that starts at a word, and how many words it takes."""
    for length in range(min(analyser.longest_phrase, len(typed) - at), 1, -1):
        piece = typed[at : at + length]
        for code in languages.likely(piece[0], language):
            phrase = tuple(languages.stem(word, code) for word in piece)
            others = analyser.synonyms(phrase) if code == "sv" else ()
            translated = analyser.translations(phrase, code)
            if others or translated:
                titles = min(vocabulary.titles(stem) for stem in phrase)
                term = Term(
                    surface=" ".join(piece),
                    stems=(" ".join(phrase),),
                    others=others,
                    translated=translated,
                    titles=titles,
                    breadth=titles + _breadth(others, vocabulary),
                    known=all(vocabulary.get(stem) for stem in phrase),
                )
                return term, length
    return _word(typed[at], language, analyser, vocabulary, half=half), 1


def _word(word: str, language: str, analyser: Analyser, vocabulary: Vocabulary, *, half: bool) -> Term:
    if analyser.is_name(word):
        return Term(word, (fold(word),), titles=vocabulary.titles(fold(word)), breadth=1, known=True)
    codes = languages.likely(word, language)
    by_code = {code: languages.stem(word, code) for code in codes}
    own = [by_code[code] for code in _own(word, language)]
    stems = [stem for stem in dict.fromkeys(own) if vocabulary.get(stem)]
    if not stems:
        stems = [stem for stem in dict.fromkeys(by_code.values()) if vocabulary.get(stem)][:2]
    swedish = by_code.get("sv", "")
    others = analyser.synonyms((swedish,)) if swedish else ()
    translated: list[Phrase] = []
    for code in codes:
        if code != "sv":
            translated += analyser.translations((by_code[code],), code)
            if translated:
                break
    entries = [vocabulary.get(stem) for stem in stems]
    titles = max((entry.titles for entry in entries if entry), default=0)
    texts = max((entry.texts for entry in entries if entry), default=0)
    parts = tuple(part.stem for part in analyser.splitter.split(fold(word))) if swedish else ()
    corrected: list[str] = []
    # What may be the beginning of a word that is there is no mistake.
    whole = [fold(word), *(form for form in by_code.values() if form.endswith(fold(word)))]
    begun = half and any(map(vocabulary.begins, whole))
    if (
        not begun
        and not titles
        and not others
        and not translated
        and not (swedish and analyser.splitter.knows(swedish))
    ):
        # A word that only a text or two hold may be a mistake of theirs; one that many hold is a word. The word
        # itself is compared too: a slip may have given it an ending (medborgarbuget).
        nearest = [near for form in dict.fromkeys([*own, fold(word)]) for near in vocabulary.near(form)]
        corrected = [
            stem for stem in dict.fromkeys(nearest) if stem not in stems and vocabulary.titles(stem) > 3 * texts
        ]
        corrected = corrected[:3]
        others = tuple(other for stem in corrected[:1] for other in analyser.synonyms((stem,)))
    return Term(
        surface=word,
        stems=tuple(stems or own[:1]),
        others=others,
        translated=tuple(dict.fromkeys(translated)),
        parts=parts,
        kinds=_kinds(parts, analyser) if not titles else (),
        corrected=tuple(corrected),
        titles=titles,
        breadth=titles + _breadth(others, vocabulary),
        known=bool(titles) or texts > 2,
    )


def _kinds(parts: tuple[str, ...], analyser: Analyser) -> tuple[Phrase, ...]:
    """What a compound is a kind of: its last part, and what else that is called."""
    return ((parts[-1],), *analyser.synonyms((parts[-1],))) if parts else ()


def _breadth(phrases: tuple[Phrase, ...], vocabulary: Vocabulary) -> int:
    return sum(vocabulary.titles(phrase[0]) for phrase in phrases if len(phrase) == 1)


def _suggestion(typed: list[str], terms: tuple[Term, ...], vocabulary: Vocabulary) -> str | None:
    better = {
        term.surface: vocabulary.surface(term.corrected[0]) for term in terms if term.corrected and not term.known
    }
    if not better:
        return None
    return " ".join(better.get(word, word) for word in typed)
