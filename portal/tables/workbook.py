"""Rows of the first sheet of an Excel workbook, read as a stream and within bounds."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from portal.tables.delimited import filled, named
from portal.tables.row import LARGEST_UNPACKED, MOST_COLUMNS, Row, Unreadable

MOST_PARTS = 2000


def rows(content: bytes, headings: tuple[str, ...]) -> Iterator[Row]:
    """Every row below the headings of the first visible sheet; days and hours are written as in ISO 8601."""
    _look_into(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:
        # The library has no error of its own: a damaged part shows as whatever it stumbled upon.
        raise Unreadable("damaged") from None
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable("no_rows")
    return _rows(sheet, headings)


def _look_into(content: bytes) -> None:
    """Refuse a package that is no workbook, or that would fill the memory once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("damaged") from None
    if not any(one.filename == "[Content_Types].xml" for one in parts):
        raise Unreadable("not_a_table")
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
        raise Unreadable("too_large", megabytes=LARGEST_UNPACKED // 2**20)


def _rows(sheet: Any, names: tuple[str, ...]) -> Iterator[Row]:
    sheet.reset_dimensions()
    records = sheet.iter_rows(values_only=True)
    number = 0
    while True:
        number += 1
        try:
            values = next(records)
        except StopIteration:
            return
        except Exception:
            raise Unreadable("broken_row", row=number) from None
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", row=number, most=MOST_COLUMNS)
        if not names:
            names = named(cells)
            continue
        yield Row(number, dict(zip(filled(names, len(cells)), cells, strict=False)))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
