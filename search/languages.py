"""Every language the portal speaks: how its words are brought to one form, and which of them say nothing."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from threading import local

import snowballstemmer

from search import swedish
from search.tokens import fold

LANGUAGES = ("sv", "en", "fi", "ar", "fa", "so", "es", "pl")
_SNOWBALL = {"en": "english", "fi": "finnish", "ar": "arabic", "fa": "persian", "es": "spanish", "pl": "polish"}
# Words whose stem would be that of another: parking is no park.
_KEPT = {"en": frozenset({"parking"})}
# Somali joins its article to the noun (maktabad, maktabadda); plurals come before the article.
_SOMALI_ENDINGS = (
    "yaasha", "yaashu", "yadda", "yada", "yadu", "aha", "ada", "adda", "dda", "ada", "ka", "ga", "ha", "ku", "gu",
    "hu", "ta", "da", "sha", "tu", "du", "shu", "yo",
)  # fmt: skip
# Latin letters mean other words in other languages (parking is park in English and parkering in Swedish): stems of
# all but Swedish carry a mark that begins no Swedish word.
_MARK = {"en": "qe", "fi": "qf", "so": "qs", "es": "qp", "pl": "ql"}
_ARABIC_LETTER = ("\u0600", "\u06ff")
_PERSIAN_ONLY = frozenset("پچژگ")
_stemmers = local()


def stem(word: str, language: str) -> str:
    """The folded stem of a word in lower case, marked with its language unless that is Swedish or its own letters.

    A language without rules keeps the word as it is.
    """
    if max(word, default="") >= "\u0e00" and (foreign := _spelt_out(fold(word))):
        return foreign
    if language == "sv" or word.isdigit():
        return swedish.stem(fold(word))
    return _MARK.get(language, "") + _foreign(word, language)


def _spelt_out(word: str) -> str | None:
    """A word in a script whose words an engine would look for in a dictionary (Chinese, Thai), as plain letters.

    Meilisearch reads such a dictionary of hundreds of megabytes at the first of those words, for most of a second.
    """
    if any("\u0e00" <= letter < "\u1e00" or letter >= "\u2e80" for letter in word):
        return "qk" + "".join(f"{ord(letter):x}" for letter in word)
    return None


@lru_cache(maxsize=100_000)
def _foreign(word: str, language: str) -> str:
    if language == "so":
        return _somali(fold(word))
    if language not in _SNOWBALL:
        return fold(word)
    if language == "ar" and word.endswith("ه") and len(word) > 3:
        word = word[:-1] + "ة"  # often typed so
    if word in _KEPT.get(language, ()):
        return word
    if not hasattr(_stemmers, language):  # a stemmer keeps state while it works: one per thread
        setattr(_stemmers, language, snowballstemmer.stemmer(_SNOWBALL[language]))
    stemmed: str = getattr(_stemmers, language).stemWord(word)
    return fold(stemmed) or fold(word)


def _somali(word: str) -> str:
    for ending in _SOMALI_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + ("d" if ending in ("dda", "adda", "ada") and ending != "ada" else "")
    return word


def script(word: str) -> str:
    """`arabic` for a word in Arabic letters, otherwise `latin`."""
    return "arabic" if _ARABIC_LETTER[0] <= word[:1] <= _ARABIC_LETTER[1] else "latin"


def likely(word: str, language: str) -> tuple[str, ...]:
    """The languages a typed word may be in, likeliest first: the reader's own, Swedish, then the others."""
    if script(word) == "arabic":
        first = "fa" if language == "fa" or _PERSIAN_ONLY & set(word) else "ar"
        return (first, "ar" if first == "fa" else "fa")
    latin = [code for code in LANGUAGES if code not in ("ar", "fa")]
    ahead = [code for code in (language, "sv") if code in latin]
    return tuple(dict.fromkeys([*ahead, *latin]))


@lru_cache(maxsize=1)
def _stop_lists() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    data = tomllib.loads(files("search").joinpath("data/stop_words.toml").read_text(encoding="utf-8"))
    return {code: (_with_folded(lists["never"]), _with_folded(lists["weak"])) for code, lists in data.items()}


# Without their marks these are other words: år, får, mål, vår as a season is worth keeping too.
_KEEP_UNMARKED = frozenset({"ar", "far", "mal"})


def _with_folded(text: str) -> frozenset[str]:
    found = set(text.split())
    return frozenset(found | {fold(word) for word in found if fold(word) not in _KEEP_UNMARKED})


def is_silent(word: str, language: str) -> bool:
    """Whether a word in lower case is left out of index and query alike (and, the, hur)."""
    lists = _stop_lists().get(language)
    return lists is not None and word in lists[0]


def silent_and_weak(language: str) -> frozenset[str]:
    """All words that may be left out of a query."""
    silent, weak = _stop_lists().get(language, (frozenset(), frozenset()))
    return silent | weak


def is_weak(word: str, language: str) -> bool:
    """Whether a word in lower case is left out of a query that says something more."""
    lists = _stop_lists().get(language)
    return lists is not None and word in lists[1]
