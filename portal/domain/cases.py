"""Codes of assignments and case numbers: free text that is never parsed, only brought to one spelling."""

import re

LONGEST = 200
"""More than any code or case number holds; what is longer is cut, and finds nothing."""


_INTRODUCED = re.compile(r"^(?:dnr|diarienr|diarienummer|uppdrag|kod)[.:]?\s+", re.IGNORECASE)


def typed(text: str) -> str:
    """What somebody typed who looks for a code or case number, without the word that says what it is ("dnr")."""
    return _INTRODUCED.sub("", text.strip())


def may_be(text: str) -> bool:
    """Whether what somebody typed can be a code or case number at all: they hold a figure."""
    return any(letter.isdigit() for letter in text)


def spelling(code: str) -> str:
    """The one spelling by which a code or case number is found: "a2.3.1" for " A2.3.1"."""
    return " ".join(code.split()).lower()
