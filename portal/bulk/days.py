"""Days, months and numbers as Swedes, spreadsheets and programs write them."""

import re
from datetime import UTC, date, datetime, timedelta

from portal.domain.calendar import STOCKHOLM

_SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_YEARS = range(1990, 2101)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[./](\d{1,2})[./ ]\s?(\d{4})")
_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::e|:a|\.)? ([a-zåäö]+)\.? (\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[ T].*)?")
_SPOKEN_MONTH = re.compile(r"([a-zåäö]+)\.? (\d{4})")


def day(text: str) -> date | None:
    """A day as Swedes, spreadsheets and programs write it; None when it is none."""
    text = text.strip().casefold()
    found: tuple[str, str, str] | None = None
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        found = (match[1], match[2], match[3])
    elif match := _SHORT.fullmatch(text):
        found = (match[3], match[2], match[1])
    elif match := _WORDS.fullmatch(text):
        found = (match[3], str(_month_number(match[2])), match[1])
    elif text.isdigit() and 8 < len(text) < 12:
        # Seconds since 1970, as databases give them.
        moment = datetime.fromtimestamp(int(text), UTC).astimezone(STOCKHOLM)
        found = (str(moment.year), str(moment.month), str(moment.day))
    elif text.isdigit() and len(text) == 5:
        # A day as a spreadsheet keeps it when the cell has lost its form.
        moment_day = date(1899, 12, 30) + timedelta(int(text))
        found = (str(moment_day.year), str(moment_day.month), str(moment_day.day))
    if found is None or int(found[0]) not in _YEARS:
        return None
    try:
        return date(int(found[0]), int(found[1]), int(found[2]))
    except ValueError:
        return None


def month(text: str) -> date | None:
    """The first day of a month written as 2027-06, juni 2027 or a day in it."""
    text = text.strip().casefold()
    if match := _MONTH.fullmatch(text):
        year, number = int(match[1]), int(match[2])
    elif match := _SPOKEN_MONTH.fullmatch(text):
        year, number = int(match[2]), _month_number(match[1])
    else:
        known = day(text)
        return known.replace(day=1) if known else None
    return date(year, number, 1) if year in _YEARS and 1 <= number <= 12 else None


def _month_number(name: str) -> int:
    for known in (_SWEDISH, _ENGLISH):
        for place, month_name in enumerate(known, start=1):
            if len(name) >= 3 and month_name.startswith(name):
                return place
    return 0


def number(text: str) -> int | None:
    """A whole number, also with spaces between thousands; None when it is none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix(".0").removesuffix(",0")
    return int(bare) if re.fullmatch(r"-?\d{1,12}", bare) else None
