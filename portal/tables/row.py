"""What a file of rows gives, how much of it is taken, and why a file is refused."""

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | tuple[str, ...]
"""The text of a cell, without spaces at its ends; several texts where the file itself holds a list."""

MOST_ROWS = 100_000
"""Rows beyond which a file must be divided."""

LARGEST_FILE = 30 * 1024 * 1024
"""Bytes of a file as it is sent."""

LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a packed file once unpacked: more is a mistake, or an attack."""

LONGEST_CELL = 20_000
"""Characters of a cell that are looked at; longer ones are cut there, which is longer than any column allows."""

MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a person counts it in the file, and its cells by heading; empty cells are left out."""

    number: int
    cells: Mapping[str, Cell]


class Unreadable(Exception):
    """The file cannot be read; `reason` is a code, `facts` what its wording needs."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
