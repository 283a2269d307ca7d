"""In which form a text stands in another language, as a language tag that says so (BCP 47).

`ar` is a translation, `ar-x-older` one whose original has changed since, `ar-t-sv` one that only a machine has made
from Swedish. Whoever asks for `ar` alone is never given what nobody has checked.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256

OLDER = "-x-older"
MACHINE = "-t-sv"

LEAST_OF_A_TITLE = 5


class How(StrEnum):
    """How a translation came about: by a person, by a machine, or by a machine and then checked by a person."""

    HUMAN = "human"
    MACHINE = "machine"
    REVIEWED = "reviewed"


def most(kind: str) -> int:
    """How many characters a translation may have."""
    return {"title": 120, "summary": 400, "feedback": 10_000}.get(kind, 4000)


def fits(kind: str, text: str) -> bool:
    """Whether a translation is neither too short nor too long for what it is."""
    return (LEAST_OF_A_TITLE if kind == "title" else 1) <= len(text) <= most(kind)


def tag(language: str, how: How, *, older: bool) -> str | None:
    """The tag of a translation; None for one by machine of words that have changed: nobody is shown that."""
    if how is How.MACHINE:
        return None if older else language + MACHINE
    return language + OLDER if older else language


def language_of(tagged: str) -> str:
    """The language behind a tag."""
    return tagged.removesuffix(OLDER).removesuffix(MACHINE)


def mark(words: str) -> str:
    """A short mark that tells the same words again."""
    return sha256(words.encode()).hexdigest()[:16]


def trusted(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by language alone, without those that only a machine has made."""
    return {language_of(tagged): text for tagged, text in texts.items() if not tagged.endswith(MACHINE)}


def summed(hows: Iterable[tuple[How, bool]]) -> str:
    """How several texts of one language (how, older) came about, in one word: the one a reader must know most."""
    found = list(hows)
    if any(how is How.MACHINE for how, _older in found):
        return "machine"
    if any(older for _how, older in found):
        return "outdated"
    return "reviewed" if any(how is How.REVIEWED for how, _older in found) else "human"
