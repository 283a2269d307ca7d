"""Traces of personal data in a text: Swedish personal numbers, telephone numbers, e-mail addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_GAP = " \u00a0\u2009\u202f\u2010\u2011\u2013-"
"""Spaces and dashes that people, and their word processors, put between digits."""

PERSONAL_NUMBER = re.compile(rf"(?<!\d)(?:(?:18|19|20)\d{{2}}|\d{{2}})(\d{{2}})(\d{{2}})[+{_GAP}]?(\d{{4}})(?!\d)")
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# Hours ("08-16 2026", "09-12 13-16") and days ("05-06-2026") are written like telephone numbers.
_HOURS_OR_DAY = r"0\d[\u2013-]\d\d[ -](?:(?:19|20)\d\d|\d\d[\u2013-]\d\d)(?!\d)"
TELEPHONE = re.compile(
    rf"(?<![\d/.-])(?<!\d:)(?!{_HOURS_OR_DAY})(?:\+46|0046|0)[{_GAP}]?\(?0?\)?[{_GAP}]?[1-9]"
    rf"(?:\)?[{_GAP}]{{0,3}}\d){{6,9}}(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """A stretch of text that looks like personal data: what it is, and where it begins and ends."""

    kind: str
    start: int
    end: int


def has_valid_check_digit(digits: str) -> bool:
    """Whether ten digits end in the check digit (Luhn) that a Swedish personal number has."""
    total = 0
    for index, digit in enumerate(digits[-10:]):
        doubled = int(digit) * (2 - index % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def traces(text: str) -> Iterator[Trace]:
    """Every trace in a text, from left to right within each kind; telephone numbers only where no other lies."""
    taken: list[tuple[int, int]] = []
    for match in PERSONAL_NUMBER.finditer(text):
        month, day = int(match[1]), int(match[2])
        # A coordination number has sixty added to the day.
        a_day = 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)
        if a_day and has_valid_check_digit(re.sub(r"\D", "", match[0])):
            taken.append(match.span())
            yield Trace("personal_number", *match.span())
    for match in EMAIL.finditer(text):
        taken.append(match.span())
        yield Trace("email", *match.span())
    for match in TELEPHONE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield Trace("telephone", *match.span())
