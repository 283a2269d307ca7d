"""Traces of personal data in a text: Swedish personal numbers, telephone numbers, e-mail and home addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phonenumbers import PhoneNumberMatcher

_SIGN = r"[ ._\u00a0\u2009\u202f/\u2010-\u2014\u2212-]"
"""Spaces, dots, strokes and every dash that people, and their word processors, put between digits."""

PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[.:])(?:(?P<century>18|19|20){_SIGN}?)?(?P<year>\d\d)(?P<parted>{_SIGN}?)"
    rf"(?P<month>0[1-9]|1[0-2]){_SIGN}?(?P<day>[06][1-9]|[1278]\d|3[01]|9[01])"
    rf"(?P<dash>(?:\+|{_SIGN}){{0,3}})(?P<last>\d\d ?\d\d)(?![.:/-]?\d)"
)
_CLOCK_OR_YEAR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d|(?:19|20)\d\d")
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# A plus sign or two noughts say that a number belongs to a country, also one whose plan the library does not know.
_ABROAD = re.compile(rf"(?<![\w+])(?<!\d[ -])(?:\+|00{_SIGN}?)[1-9](?:[()]?{_SIGN}{{0,2}}[()]?\d){{7,13}}(?!\d)")
# Beside another figure ("tel 1 070-174 06 05") the library takes both for one number, and then for none.
_MOBILE = re.compile(r"(?<![\d/-])(?<!\d[.:])07[02369](?:[ -]?\d){7}(?!\d)")
# What is written like a telephone number and is none: hours ("08-16 2026", "08.00-19.00", "09-12 13-16") and days.
_HOURS_OR_DAY = re.compile(
    r"(?<!\d)(?:\d\d?[.:]\d\d ?[\u2013-] ?\d\d?[.:]\d\d|[01]\d[0-5]\d[\u2013-][012]\d[0-5]\d"
    r"|\d\d[\u2013-]\d\d(?: (?:(?:19|20)\d\d|\d\d[\u2013-]\d\d)|-\d{4}))(?!\d)"
)
# The library wants a number to stand apart: "tel0701740605" does not, nor "0701740605ring".
_GLUED = re.compile(r"(?<!\d)[^\W\d_](?=\+?\d)|(?<=\d)[^\W\d_](?=[^\W\d_])")
_SPACES = str.maketrans("\u00a0\u2009\u202f\u2212", "   -")


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
        if _is_personal_number(match):
            taken.append(match.span())
            yield Trace("personal_number", *match.span())
    for match in EMAIL.finditer(text):
        taken.append(match.span())
        yield Trace("email", *match.span())
    for start, end in _telephones(text):
        if not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
            yield Trace("telephone", start, end)


def _is_personal_number(match: re.Match[str]) -> bool:
    """Whether digits have a day that there is, and the right check digit, and are no day with an hour behind it."""
    last = match["last"].replace(" ", "")
    if match["parted"] and not re.search(r"[^ .]", match["dash"]) and _CLOCK_OR_YEAR.fullmatch(last):
        return False
    short = f"{match['year']}{match['month']}{match['day']}{last}"
    centuries = [match["century"]] if match["century"] else ["19", "20"]
    return has_valid_check_digit(short) and any(_is_a_day(century, match) for century in centuries)


def _is_a_day(century: str, match: re.Match[str]) -> bool:
    # A coordination number has sixty added to the day.
    day = int(match["day"]) % 60 if int(match["day"]) > 60 else int(match["day"])
    try:
        date(int(century + match["year"]), int(match["month"]), day)
    except ValueError:
        return False
    return True


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    """Where the telephone numbers of a text stand: Swedish ones, and those of other countries."""
    plain = _HOURS_OR_DAY.sub(lambda hours: " " * len(hours[0]), text.translate(_SPACES))
    for found in PhoneNumberMatcher(_GLUED.sub(" ", plain), "SE"):
        if not re.fullmatch(r"\d[.:]", plain[max(0, found.start - 2) : found.start]):
            yield found.start, found.end
    for pattern in (_ABROAD, _MOBILE):
        for match in pattern.finditer(plain):
            yield match.span()


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
