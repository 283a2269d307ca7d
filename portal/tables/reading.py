"""One reader for every form of file: tells what a file is by its content and gives its rows."""

import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterator, Sequence

from portal.tables import delimited, structured, workbook
from portal.tables.row import LARGEST_FILE, LARGEST_UNPACKED, LONGEST_CELL, MOST_ROWS, Cell, Row, Unreadable

_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn")
# Joiners belong to the spelling of Persian and of many emoji; everything else of these kinds is noise.
_KEPT = "\n\t\u200c\u200d"


def rows(content: bytes, *, headings: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a file; `headings` names the columns of a file without a row of headings.

    Raises Unreadable when the content is none of csv, xlsx, json and jsonl (each also packed with gzip), or is
    larger than what is taken.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable("too_large", megabytes=LARGEST_FILE // 2**20)
    if content[:2] == b"\x1f\x8b":
        content = _unpacked(content)
    if not content.strip():
        raise Unreadable("empty")
    found = 0
    for row in _read(content, tuple(headings)):
        cells = {name: tidied for name, cell in row.cells.items() if (tidied := _tidy(cell))}
        if cells:
            found += 1
            if found > MOST_ROWS:
                raise Unreadable("too_many_rows", most=MOST_ROWS)
            yield Row(row.number, cells)
    if not found:
        raise Unreadable("no_rows")


def _read(content: bytes, headings: tuple[str, ...]) -> Iterator[Row]:
    if content[:4] == b"PK\x03\x04":
        return workbook.rows(content, headings)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable("old_excel")
    if content[:4] == b"%PDF":
        raise Unreadable("not_a_table")
    text = delimited.decoded(content)
    if text.lstrip()[:1] in ("{", "["):
        return structured.rows(text)
    if "\x00" in text:
        raise Unreadable("not_a_table")
    return delimited.rows(text, headings)


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            plain = file.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("damaged") from None
    if len(plain) > LARGEST_UNPACKED:
        raise Unreadable("too_large", megabytes=LARGEST_UNPACKED // 2**20)
    return plain


def _tidy(cell: Cell) -> Cell:
    if isinstance(cell, tuple):
        return tuple(text for one in cell if (text := tidy(one)))
    return tidy(cell)


def tidy(text: str) -> str:
    """A text with composed letters and one kind of line break, without invisible marks and spaces at its ends."""
    if text.isascii() and text.isprintable():
        return text[: LONGEST_CELL + 1].strip()
    plain = unicodedata.normalize("NFC", text[: LONGEST_CELL + 1].replace("\r\n", "\n").replace("\r", "\n"))
    if not plain.isprintable():
        plain = "".join(c for c in plain if c in _KEPT or unicodedata.category(c) not in _UNWANTED)
    return plain.strip()
