"""Words from left to right keep together within a sentence from right to left, with their own marks at their ends."""

import re
from typing import Any

from portal.web import language

_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_ADDRESS = re.compile(r"\s*[a-z]+:/?/?\S+\s*")


def isolated(text: Any, code: str) -> Any:
    """A text between the marks FSI and PDI, when the language runs from right to left and the text does not.

    Without them the question mark of a Swedish title within an Arabic sentence stands at the wrong end. An address is
    left alone: mail programs would make the marks part of the link.
    """
    if language.direction_of(code) == "ltr" or not isinstance(text, str):
        return text
    if not _LATIN.search(text) or _ADDRESS.fullmatch(text):
        return text
    return type(text)(f"\u2068{text}\u2069")


def within(code: str, variables: dict[str, Any]) -> dict[str, Any]:
    """What is put into a sentence, each part isolated when that is needed."""
    if language.direction_of(code) == "ltr":
        return variables
    return {name: isolated(value, code) for name, value in variables.items()}
