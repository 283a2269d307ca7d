"""Rows of a text file with commas, semicolons or tabs between its cells, in any encoding offices use."""

import codecs
import csv
from collections.abc import Iterator

from portal.tables.row import MOST_COLUMNS, Row, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|"
_LONGEST_FIELD = 1_000_000


def decoded(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8 when it is that, else UTF-16 or Windows' Western."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                raise Unreadable("damaged") from None
    if 0 in content[:400]:
        # Text of Western letters in UTF-16 has a zero in every other byte.
        evens, odds = content[0:400:2].count(0), content[1:400:2].count(0)
        try:
            return content.decode("utf-16-le" if odds > evens else "utf-16-be")
        except UnicodeDecodeError:
            raise Unreadable("not_a_table") from None
    for name in ("utf-8", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def rows(text: str, headings: tuple[str, ...]) -> Iterator[Row]:
    """Every row below the headings; a cell beyond the last heading has one of its own ("column 9")."""
    lines = text.splitlines(keepends=True)
    first = lines[0] if lines else ""
    separator = ""
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own way to say what stands between cells.
        separator, lines = first.strip()[4], lines[1:]
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=separator or _separator(lines), skipinitialspace=True)
    return _named(_records(reader), headings)


def _records(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable("broken_row", row=number) from None
        yield number, cells


def _named(records: Iterator[tuple[int, list[str]]], headings: tuple[str, ...]) -> Iterator[Row]:
    names = headings
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", row=number, most=MOST_COLUMNS)
        if not names:
            names = named(cells)
            continue
        yield Row(number, dict(zip(filled(names, len(cells)), cells, strict=False)))


def named(cells: list[str]) -> tuple[str, ...]:
    """The headings of a file; the second of two alike gets a mark, so that it is noticed."""
    found: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {place}"
        while name in found:
            name += " (again)"
        found.append(name)
    return tuple(found)


def filled(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    """As many names as there are cells."""
    return names + tuple(f"column {place}" for place in range(len(names) + 1, count + 1))


def _separator(lines: list[str]) -> str:
    """What most often stands between the cells of the first line, outside quotation marks."""
    first = next((line for line in lines if line.strip()), "")
    bare = "".join(part for place, part in enumerate(first.split('"')) if place % 2 == 0)
    return max(_SEPARATORS, key=bare.count)
