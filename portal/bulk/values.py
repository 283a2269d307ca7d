"""Read single cells as their columns want them, and note those that are wrong."""

import re
from collections.abc import Callable
from datetime import time

from babel import Locale

from portal.actions.draft import OccasionDraft
from portal.bulk import days
from portal.bulk.columns import Column, Kind
from portal.bulk.faults import Findings
from portal.bulk.names import Names, folded, plain
from portal.domain.calendar import exists
from portal.domain.words import OccasionKind
from portal.settings import KNOWN
from portal.tables.row import Cell
from portal.tables.writing import unsafe

_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s/]{2,}(/\S*)?")
_OCCASION = re.compile(
    r"(?P<day>[^|]+?)\s+(?:kl\.?\s*)?(?P<a>\d{1,2})[.:](?P<b>\d{2})\s*[-–]\s*(?P<c>\d{1,2})[.:](?P<d>\d{2})\s*(?:\|(?P<rest>.*))?"
)
_LANGUAGES = {
    code: tuple(str(Locale(code).get_display_name(reader)).lower() for reader in ("sv", "en"))
    for code in (*KNOWN, "ti", "tr", "ru", "uk")
}
LANGUAGES = {name: code for code, known in _LANGUAGES.items() for name in (code, *known)} | {"farsi": "fa"}
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


Reader = Callable[[Cell, Column, Names, Findings], object]


def read(cell: Cell, column: Column, names: Names, findings: Findings) -> object:
    """The value of a cell as its column wants it, or None when it is wrong, which is then noted."""
    return _READERS[column.kind](cell, column, names, findings)


def _text(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return _bounded(one_text(cell), column, findings)


def _line(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return _bounded(" ".join(one_text(cell).split()), column, findings)


def _lines(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return tuple(one for one in lines(cell) if _bounded(one, column, findings) is not None)


def _day(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return _or_noted(days.day(one_text(cell)), cell, column, findings)


def _month(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return _or_noted(days.month(one_text(cell)), cell, column, findings)


def _number(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    value = days.number(one_text(cell))
    fine = value is not None and column.least <= value <= column.most
    return _or_noted(value if fine else None, cell, column, findings, low=column.least, high=column.most)


def _web_address(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    text = one_text(cell)
    fine = _ADDRESS.fullmatch(text) and len(text) <= column.most
    return _or_noted(text if fine else None, cell, column, findings)


def _email(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    text = one_text(cell)
    fine = _EMAIL.fullmatch(text) and len(text) <= column.most
    return _or_noted(text if fine else None, cell, column, findings)


def _choice(cell: Cell, column: Column, names: Names, findings: Findings) -> object:
    allowed = ", ".join(names.allowed(column.among))
    return _or_noted(names.code(column.among, one_text(cell)), cell, column, findings, allowed=allowed)


def _occasions(cell: Cell, column: Column, _names: Names, findings: Findings) -> object:
    return tuple(one for line in lines(cell) if (one := occasion(line, column, findings)) is not None)


def shown(text: str) -> str:
    """The beginning of what was written, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _or_noted(value: object, cell: Cell, column: Column, findings: Findings, **facts: object) -> object:
    if value is None:
        findings.note(column.name, f"B.{column.kind}", found=shown(one_text(cell)), **facts)
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


def _languages(cell: Cell, column: Column, _names: Names, findings: Findings) -> tuple[str, ...]:
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
    when = days.day(match["day"]) if match else None
    try:
        begins, ends = (
            (time(int(match["a"]), int(match["b"])), time(int(match["c"]), int(match["d"])))
            if match
            else (None, None)
        )
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
        kind=OccasionKind.DIGITAL
        if online and not places
        else OccasionKind.HYBRID
        if online
        else OccasionKind.PHYSICAL,
        place=places[0] if places else "",
        address=places[1] if len(places) > 1 else "",
        online_url=online,
    )


_READERS: dict[Kind, Reader] = {
    Kind.TEXT: _text,
    Kind.LINE: _line,
    Kind.LINES: _lines,
    Kind.DAY: _day,
    Kind.MONTH: _month,
    Kind.NUMBER: _number,
    Kind.ADDRESS: _web_address,
    Kind.EMAIL: _email,
    Kind.CHOICE: _choice,
    Kind.NAMES: _codes,
    Kind.LANGUAGES: _languages,
    Kind.OCCASIONS: _occasions,
}
