"""Text to words: what is invisible is removed, what looks alike is made alike, and each word keeps its place."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[-'’‐‑][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
# Vowel signs, Quran marks and the stretching stroke of Arabic; soft hyphens; marks of direction and of width.
_INVISIBLE = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Persian writes its endings after a non-joiner; lone surrogates and NUL are no text at all and no database takes
# them.
_SPACE = re.compile("[\x00-\x1f\x7f-\x9f\u200c\ud800-\udfff]")
_ALIKE = str.maketrans(
    {
        "ß": "ss", "ø": "o", "æ": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ؤ": "و", "ئ": "ی", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    }
)  # fmt: skip


class Word(NamedTuple):
    """A word as written, in lower case, and where it stands in the text it was read from."""

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """The text in composed form without control characters, direction marks, vowel signs or broken characters."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _SPACE.sub(" ", text)))


def storable(text: str) -> str:
    """The text without NUL and broken characters, which neither database nor JSON can hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def fold(text: str) -> str:
    """Letters without their marks (å, ä, ö become a, a, o), and letters that Arabic and Persian share made one."""
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFD", text.translate(_ALIKE)) if not unicodedata.combining(c))
    return bare.translate(_ALIKE)


def words(text: str) -> list[str]:
    """The words of a cleaned text in lower case; a word with hyphens is given joined and then in its parts."""
    found: list[str] = []
    for match in _WORD.finditer(text.lower()):
        whole = match.group()
        parts = _PART.findall(whole)
        if len(parts) == 1:
            found.append(whole)
        else:
            found.append("".join(parts))
            found.extend(part for part in parts if len(part) > 1)
    return found


def spans(text: str) -> Iterator[Word]:
    """The words of a text that is shown, each with its position; the text itself is left as it is."""
    for match in _PART.finditer(text):
        yield Word(match.group().lower(), match.start(), match.end())
