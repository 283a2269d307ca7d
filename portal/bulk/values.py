"""Read single cells: days, months, numbers, names, lists, occasions."""

import re
from datetime import UTC, date, datetime, time, timedelta

from portal.actions.draft import OccasionDraft
from portal.bulk.columns import Column, Kind
from portal.bulk.faults import Findings
from portal.bulk.names import Names, folded, plain
from portal.domain.calendar import STOCKHOLM, exists
from portal.domain.words import OccasionKind
from portal.tables.row import Cell
from portal.tables.writing import unsafe

MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
          "december")  # fmt: skip
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december")  # fmt: skip
_YEARS = range(1990, 2101)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[./](\d{1,2})[./ ]\s?(\d{4})")
_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::e|:a|\.)? ([a-zåäö]+)\.? (\d{4})")
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2})?(?:[ T].*)?")
_SPOKEN_MONTH = re.compile(r"([a-zåäö]+)\.? (\d{4})")
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s/]{2,}(/\S*)?")
_OCCASION = re.compile(r"(?P<day>[^|]+?)\s+(?:kl\.?\s*)?(?P<a>\d{1,2})[.:](?P<b>\d{2})\s*[-–]\s*(?P<c>\d{1,2})[.:](?P<d>\d{2})\s*(?:\|(?P<rest>.*))?")
_LANGUAGES = {
    "sv": ("svenska", "swedish"), "en": ("engelska", "english"), "fi": ("finska", "finnish"),
    "ar": ("arabiska", "arabic"), "so": ("somaliska", "somali"), "es": ("spanska", "spanish"),
    "fa": ("persiska", "farsi", "persian"), "pl": ("polska", "polish"), "ti": ("tigrinja", "tigrinya"),
    "tr": ("turkiska", "turkish"), "ru": ("ryska", "russian"), "uk": ("ukrainska", "ukrainian"),
}  # fmt: skip
LANGUAGES = {name: code for code, known in _LANGUAGES.items() for name in (code, *known)}
"""Languages by code and by name."""
LANGUAGE_NAMES = {code: known[0] for code, known in _LANGUAGES.items()}


def one_text(cell: Cell) -> str:
    """The text of a cell; a list becomes lines."""
    return unsafe("\n".join(cell) if isinstance(cell, tuple) else cell)


def several(cell: Cell) -> tuple[str, ...]:
    """The values of a cell, divided by semicolons or line breaks, each once."""
    parts = cell if isinstance(cell, tuple) else re.split(r"[;\n|]", unsafe(cell))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def lines(cell: Cell) -> tuple[str, ...]:
    """The lines of a cell."""
    parts = cell if isinstance(cell, tuple) else unsafe(cell).split("\n")
    return tuple(dict.fromkeys(part.strip(" •\t") for part in parts if part.strip(" •\t")))


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
    for known in (MONTHS, _ENGLISH):
        for place, month_name in enumerate(known, start=1):
            if len(name) >= 3 and month_name.startswith(name):
                return place
    return 0


def number(text: str) -> int | None:
    """A whole number, also with spaces between thousands; None when it is none."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).removesuffix(".0").removesuffix(",0")
    return int(bare) if re.fullmatch(r"-?\d{1,12}", bare) else None


def read(cell: Cell, column: Column, names: Names, findings: Findings) -> object:
    """The value of a cell as its column wants it, or None when it is wrong, which is then noted."""
    text = one_text(cell)
    match column.kind:
        case Kind.TEXT | Kind.LINE:
            return _bounded(text if column.kind is Kind.TEXT else " ".join(text.split()), column, findings)
        case Kind.LINES:
            found = lines(cell)
            return tuple(one for one in found if _bounded(one, column, findings) is not None)
        case Kind.DAY | Kind.MONTH:
            value = day(text) if column.kind is Kind.DAY else month(text)
            return _or_noted(value, findings, column, f"B.{column.kind}", text)
        case Kind.NUMBER:
            value = number(text)
            if value is None or not column.least <= value <= column.most:
                findings.note(column.name, "B.number", found=shown(text), low=column.least, high=column.most)
                return None
            return value
        case Kind.ADDRESS:
            fine = _ADDRESS.fullmatch(text) and len(text) <= column.most
            return _or_noted(text if fine else None, findings, column, "B.address", text)
        case Kind.EMAIL:
            fine = _EMAIL.fullmatch(text) and len(text) <= column.most
            return _or_noted(text if fine else None, findings, column, "B.email", text)
        case Kind.CHOICE:
            code = names.code(column.among, text)
            if code is None:
                allowed = ", ".join(names.allowed(column.among))
                findings.note(column.name, "B.choice", found=shown(text), allowed=allowed)
            return code
        case Kind.NAMES:
            return _codes(cell, column, names, findings)
        case Kind.LANGUAGES:
            return _languages(cell, column, findings)
        case Kind.OCCASIONS:
            return tuple(one for line in lines(cell) if (one := occasion(line, column, findings)) is not None)


def shown(text: str) -> str:
    """The beginning of what was written, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _or_noted(value: object, findings: Findings, column: Column, rule: str, text: str) -> object:
    if value is None:
        findings.note(column.name, rule, found=shown(text))
    return value


def _bounded(text: str, column: Column, findings: Findings) -> str | None:
    if column.most and len(text) > column.most:
        findings.note(column.name, "B.long", most=column.most, count=len(text))
        return None
    if len(text) < column.least:
        findings.note(column.name, "B.short", low=column.least)
        return None
    return text


def _codes(cell: Cell, column: Column, names: Names, findings: Findings) -> tuple[str, ...]:
    # A name may hold a comma or a dash, so the whole cell is tried before its parts.
    whole = one_text(cell)
    code = names.code(column.among, whole)
    if code is not None:
        return (code,)
    parts = several(cell)
    if len(parts) == 1 and "," in parts[0]:
        parts = tuple(part.strip() for part in parts[0].split(",") if part.strip())
    if column.one and len(parts) > 1:
        findings.note(column.name, "B.one", found=shown(whole))
        return ()
    found = []
    for part in parts:
        code = names.code(column.among, part)
        if code is not None:
            found.append(code)
        elif near := names.nearest(column.among, part):
            findings.note(column.name, "B.name.near", found=shown(part), near=near)
        else:
            findings.note(column.name, "B.name", found=shown(part))
    return tuple(dict.fromkeys(found))


def _languages(cell: Cell, column: Column, findings: Findings) -> tuple[str, ...]:
    found = []
    for part in (one for group in several(cell) for one in group.split(",")):
        code = LANGUAGES.get(plain(part)) or LANGUAGES.get(folded(part))
        if code is None:
            findings.note(column.name, "B.language", found=shown(part))
        else:
            found.append(code)
    return tuple(dict.fromkeys(found))


def occasion(line: str, column: Column, findings: Findings) -> OccasionDraft | None:
    """A time and place written as "2027-03-10 17:00-19:00 | place | address", or with a web address for a place."""
    match = _OCCASION.fullmatch(line)
    when = day(match["day"]) if match else None
    try:
        begins, ends = (time(int(match["a"]), int(match["b"])), time(int(match["c"]), int(match["d"]))) if match else (None, None)
    except ValueError:
        begins = ends = None
    if match is None or when is None or begins is None or ends is None:
        findings.note(column.name, "B.occasion", found=shown(line))
        return None
    if ends <= begins or not exists(when, begins) or not exists(when, ends):
        findings.note(column.name, "B.hours", found=shown(line))
        return None
    parts = [part.strip() for part in (match["rest"] or "").split("|")]
    online = next((part for part in parts if _ADDRESS.fullmatch(part)), None)
    places = [part for part in parts if part and part != online]
    if any(len(part) > 160 for part in places) or len(places) > 2:
        findings.note(column.name, "B.occasion", found=shown(line))
        return None
    return OccasionDraft(
        day=when,
        begins=begins,
        ends=ends,
        kind=OccasionKind.DIGITAL if online and not places else OccasionKind.HYBRID if online else OccasionKind.PHYSICAL,
        place=places[0] if places else "",
        address=places[1] if len(places) > 1 else "",
        online_url=online,
    )
