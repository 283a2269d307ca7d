"""Spreadsheet files made from rows, a piece at a time, in which no cell is taken for a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value = str | int | float | date | None

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 64 * 1024
_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def safe(value: Value) -> Value:
    """The value with an apostrophe before it where a spreadsheet would calculate it; numbers with a decimal comma."""
    if isinstance(value, str):
        value = value.translate(_ILLEGAL)
        return "'" + value if value.startswith(_DANGEROUS) else value
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else value


def unsafe(text: str) -> str:
    """The text as it was before `safe`."""
    return text[1:] if text[:1] == "'" and text[1:2] in _DANGEROUS else text


def csv_pieces(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """A CSV file with semicolons and a byte order mark, as Swedish spreadsheet programs open it."""
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if value is None else safe(value) for value in row])
        if buffer.tell() > _PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def xlsx_pieces(sheets: Iterable[tuple[str, Sequence[int], Iterable[Sequence[Value]]]]) -> Iterator[bytes]:
    """A workbook of sheets, each with its name, the widths of its columns and its rows, the first being headings.

    Rows are written to a file on disk as they come; only one is held in memory.
    """
    book = openpyxl.Workbook(write_only=True)
    for name, widths, rows in sheets:
        sheet = book.create_sheet(name)
        for place, width in enumerate(widths):
            sheet.column_dimensions[get_column_letter(place + 1)].width = width
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, value, heading=not number) for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _cell(sheet: Any, value: Value, *, heading: bool) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=str(safe(value)))
    # Typed as text: the library would make a formula of what begins with an equals sign.
    cell.data_type = "s"
    if heading:
        cell.font = Font(bold=True)
    elif "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
