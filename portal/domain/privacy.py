"""Traces of personal data in a text: Swedish personal numbers, telephone numbers, e-mail and home addresses."""

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
    rf"(?<![\d/-])(?<!\d[.:])(?!{_HOURS_OR_DAY})(?:\+46|0046|0)[{_GAP}]?\(?0?\)?[{_GAP}]?[1-9]"
    rf"(?:\)?[{_GAP}]{{0,3}}\d){{6,9}}(?!\d)"
    # Of another country: the plus sign says that it is one.
    rf"|(?<![\w+])\+(?!46)[1-9](?:[(){_GAP}]{{0,2}}\d){{7,13}}(?!\d)"
    # Mobile numbers are also written with dots or a stroke; other numbers written so are sums and cases.
    r"|(?<![\d/-])(?<!\d\.)07\d[./]\d{3}[. ]?\d\d[. ]?\d\d(?![\d.]*\d)"
)


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
"""Digits as they are written in Arabic and in Persian, each in the place of one of ours."""


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
    text = text.translate(_DIGITS)
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


# "Storgatan 12", "Kung Eriks väg 7 B": a name with a capital, an ending that streets have, and a number.
_ENDS = (
    r"gatan|vägen|gränden?|stigen?|backen|allén|torget|plan|platsen|kroken|slingan|ringen|bågen|leden|liden"
    r"|terrassen|stråket|kajen|stranden|höjden|gången|svängen|gata|väg"
)
_AFTER = (
    r"\s\d{1,3}(?:\s?[A-Ha-h])?(?![\w:./-]*\d)\b(?!\s?(?:meter|m|km|år|kr|kronor|platser|bilar|träd|procent|st)\b)"
)
ADDRESS = re.compile(
    rf"\b[A-ZÅÄÖÉ][\wåäöé-]{{1,30}}?(?:{_ENDS}){_AFTER}"
    rf"|\b[A-ZÅÄÖÉ][\wåäöé]{{1,20}}(?: [A-ZÅÄÖÉ][\wåäöé]{{1,20}})?"
    rf" (?:gata|väg|gränd|plan|plats|torg|stig|backe){_AFTER}"
)


def addresses(text: str) -> Iterator[Trace]:
    """Street addresses in a text: a Swedish name of a street with a number after it."""
    for match in ADDRESS.finditer(text):
        yield Trace("address", *match.span())


def everything(text: str) -> list[Trace]:
    """What a moderator should look at, from left to right; places are no persons, so addresses count only here."""
    found = list(traces(text))
    return sorted([*found, *addresses(text)], key=lambda one: (one.start, -one.end))
