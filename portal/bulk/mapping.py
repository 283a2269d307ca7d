"""Which column of a file is which, as headings tell or as a mapping file says."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import msgspec

from portal.bulk.columns import BY_NAME, COLUMNS, TRANSLATED, Column
from portal.bulk.names import folded
from portal.bulk.values import LANGUAGES
from portal.tables.row import Cell, Unreadable

_IGNORED = ("year", "geo", "lat", "lon", "slug", "address in the portal")
"""Headings that files often have and that say nothing a dialogue needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the cells of a heading go: a column, and the language when it is a translation.

    `far` tells how far the heading is from the column's own: of two for the same column the nearer one is read.
    """

    column: Column
    language: str | None = None
    far: int = 0


class Given(msgspec.Struct, forbid_unknown_fields=True):
    """A mapping file, as JSON.

    `headings` names the columns of a file that has none, `columns` gives the column for a heading, `values` replaces
    cells of a column, `fixed` fills cells that are empty, `shorten` makes a column of the beginning of another.
    """

    headings: list[str] = []
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    fixed: dict[str, str] = {}
    shorten: dict[str, str] = {}


@dataclass(slots=True)
class Mapping:
    """Columns by heading, remembered; headings that mean nothing here are gathered in `unknown`."""

    given: Given = field(default_factory=Given)
    unknown: list[str] = field(default_factory=list)
    _known: dict[str, Place | None] = field(default_factory=dict)

    def place(self, heading: str) -> Place | None:
        """What a heading means, or None."""
        if heading not in self._known:
            wanted = self.given.columns.get(heading, heading)
            self._known[heading] = found = _place(wanted)
            if found is None and not _ignored(wanted):
                self.unknown.append(heading)
        return self._known[heading]

    def nearer(self, heading: str, other: str) -> str:
        """Of two headings for the same column the one that is read; the other is left aside, and told."""
        read, aside = sorted((heading, other), key=lambda one: place.far if (place := self._known[one]) else 0)
        if aside not in self.unknown:
            self.unknown.append(aside)
        return read

    def completed(self, cells: dict[str, Cell]) -> dict[str, Cell]:
        """The cells of a row, by column, with what the mapping file replaces, fills in and shortens."""
        for column, words in self.given.values.items():
            cell = cells.get(column)
            if isinstance(cell, tuple):
                cells[column] = tuple(words.get(one, one) for one in cell)
            elif cell is not None:
                cells[column] = words.get(cell, cell)
        for column, source in self.given.shorten.items():
            if column not in cells and isinstance(whole := cells.get(source), str):
                cells[column] = beginning(whole, BY_NAME[column].most)
        for column, value in self.given.fixed.items():
            cells.setdefault(column, value)
        return cells


def given(content: bytes) -> Given:
    """A mapping file; raises Unreadable when it is not one."""
    try:
        found = msgspec.json.decode(content, type=Given)
    except msgspec.DecodeError as fault:
        raise Unreadable("broken_mapping", said=str(fault)[:160]) from None
    named = [*found.columns.values(), *found.values, *found.fixed, *found.shorten, *found.shorten.values()]
    wrong = next((name for name in named if _place(name) is None), None)
    if wrong is not None:
        raise Unreadable("broken_mapping", said=f"there is no column {wrong[:60]}")
    return found


def as_json(mapping: Given) -> dict[str, Any]:
    """A mapping as it is kept with a job."""
    return msgspec.to_builtins(mapping)  # type: ignore[no-any-return]


def beginning(text: str, most: int) -> str:
    """The first words of a text on one line, as many as fit."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _heading(text: str) -> str:
    return re.sub(r"[\s_*:?]+", " ", folded(text)).strip()


def _squeezed(heading: str) -> str:
    """The same heading for "Start-dag", "start dag" and "startdag"."""
    return re.sub(r"[ .-]", "", heading)


def _headings() -> dict[str, tuple[Column, int]]:
    """Every heading with its column and how far it is from the column's own; the nearest column has it."""
    further: dict[str, list[str]] = json.loads(
        (resources.files(__package__) / "data" / "headings.json").read_text("utf-8")
    )
    found: dict[str, tuple[Column, int]] = {}
    kinds: tuple[Callable[[Column], Iterable[str]], ...] = (
        lambda one: (one.swedish,),
        lambda one: (one.name, one.english),
        lambda one: one.also,
        lambda one: further.get(one.name, ()),
    )
    for far, names in enumerate(kinds):
        for column in COLUMNS:
            for name in names(column):
                found.setdefault(_squeezed(_heading(name)), (column, far))
    return found


_BY_HEADING = _headings()
_EXPLAINED = re.compile(r" ?\([^()]*\)$")
_TRANSLATION = re.compile(r"(.+?)(?: ([a-z]{2})| ?[(\[]([a-z]+)[)\]])")


def _place(heading: str) -> Place | None:
    plain = _heading(heading)
    if known := _BY_HEADING.get(_squeezed(plain)):
        return Place(column=known[0], far=known[1])
    if match := _TRANSLATION.fullmatch(plain):
        known, language = _BY_HEADING.get(_squeezed(match[1])), LANGUAGES.get(match[2] or match[3])
        if known and language and known[0].name in TRANSLATED:
            return Place(column=known[0], language=None if language == "sv" else language, far=known[1])
    # "Startdag (åååå-mm-dd)"; behind a text that may be translated it could be a language nobody here reads.
    known = _BY_HEADING.get(_squeezed(_EXPLAINED.sub("", plain)))
    return Place(column=known[0], far=known[1]) if known and known[0].name not in TRANSLATED else None


def _ignored(heading: str) -> bool:
    return _heading(heading) in _IGNORED
