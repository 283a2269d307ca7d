"""The load map as pages show it: which months and which group are asked for, and the words of its levels."""

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.load import first_of, month_after
from portal.publications.load import Cell, Map
from portal.publications.reference import AreaRef
from portal.web import names
from portal.web.dates import bent_as, number, today
from portal.web.language import once_per_language

MONTHS = 12
BEFORE = 3
"""A map begins so many months back, unless another month is asked for."""

FARTHEST = 120
"""Months from today beyond which nothing is kept."""


@dataclass(frozen=True, slots=True)
class Row:
    """A district and its cells, month by month."""

    district: AreaRef
    cells: tuple[tuple[date, Cell], ...]


def asked_month(text: str | None, *, usual: date) -> date:
    """A month written as 2026-12, kept within what is stored; the usual one when it is not a month."""
    try:
        month = date.fromisoformat(f"{text or ''}-01")
    except ValueError:
        return usual
    this = first_of(today())
    return min(max(month, month_after(this, -FARTHEST)), month_after(this, FARTHEST // 5))


def asked_first() -> date:
    """The first month of the map that is asked for."""
    return asked_month(request.args.get("from"), usual=month_after(first_of(today()), -BEFORE))


def asked_group() -> str:
    """The group that is asked for; everyone unless another is known by that name."""
    group = request.args.get("group", "all")
    return group if group in names.known().groups else "all"


def rows(found: Map) -> list[Row]:
    """The map district by district."""
    return [
        Row(area, tuple((month, found.cell(area.slug, month)) for month in found.months))
        for area in names.known().districts()
    ]


@once_per_language
def level(code: str) -> str:
    """A level in one word."""
    return str({"none": _("Nothing"), "some": _("Some"), "much": _("Much"), "too_much": _("Too much")}[code])


def asks(value: float) -> str:
    """A number of asks with one decimal, as the reader writes it."""
    return str(number(round(value, 1)))


@once_per_language
def asks_in_words(value: float) -> str:
    """The same with its noun, as in 2.5 asks."""
    shown = round(value, 1)
    return str(ngettext("%(asks)s ask", "%(asks)s asks", bent_as(shown), asks=number(shown)))


def unasked_words(unasked: dict[str, frozenset[str]]) -> tuple[list[AreaRef], list[tuple[str, list[AreaRef]]]]:
    """Districts where nobody at all was asked, and for every group by name the districts that did not name it."""
    reference = names.known()
    districts = reference.districts()
    silent = [area for area in districts if len(unasked[area.slug]) == len(reference.groups)]
    groups = [(slug, [area for area in districts if slug in unasked[area.slug]]) for slug in reference.groups]
    return silent, [(slug, areas) for slug, areas in groups if areas and slug != "all"]


def related(group: str) -> list[str]:
    """The groups by which a dialogue reaches this one: everyone, itself, those around it and those within it.

    Empty for everyone, whom every dialogue reaches.
    """
    groups = names.known().groups
    if group == "all":
        return []

    def around(slug: str) -> set[str]:
        found = {slug}
        parent = groups[slug].parent
        while parent and parent != "all":
            found.add(parent)
            parent = groups[parent].parent
        return found

    own = around(group)
    return sorted({"all", *own, *(slug for slug in groups if slug != "all" and own & around(slug))})
