"""What the reader has chosen in a list, read from the address, and the filters to offer next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.domain import cases
from portal.publications import versions
from portal.publications.catalogue import catalogue
from portal.publications.selection import FILTERS, SORTS, Selection
from portal.web import dates, names, paging, words
from portal.web.forms import tidy
from portal.web.language import name_of, once_per_language

MOST_VALUES = 12
"""More values of one filter than this are left out; nobody ticks them by hand."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its name in the address, its title, and (value, label, count) of what can be ticked."""

    name: str
    title: str
    options: tuple[tuple[str, str, int], ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the reader has chosen, in words, with the address and the choice without it."""

    label: str
    address: str
    without: Selection


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _known(name: str) -> Iterable[str]:
    reference = catalogue()
    return {
        "district": [area.slug for area in reference.districts()],
        "theme": reference.themes,
        "group": reference.groups,
        "organiser": reference.organisations,
        "influence": words.WORDS["influence"],
        "form": words.WORDS["form"],
    }.get(name, ())


def read(*, statuses: Iterable[str], fields: MultiDict[str, str] | None = None, by_case: bool = False) -> Selection:
    """The reader's choice; whatever is not a known value is left out, days in the wrong order are turned round.

    Lists of dialogues may also be chosen `by_case`.
    """
    fields = request.args if fields is None else fields
    chosen: dict[str, tuple[str, ...]] = {}
    for name in FILTERS:
        given = dict.fromkeys(fields.getlist(name))
        if name == "status":
            valid = [value for value in given if value in set(statuses)]
        elif name == "lang":
            valid = [value for value in given if value.isascii() and value.isalpha() and len(value) in (2, 3)]
        elif name == "district":
            # A district that was merged away is no longer offered, but what was held in it is still found by it.
            valid = [value for value in given if (area := catalogue().areas.get(value)) and area.kind == "district"]
        else:
            valid = [value for value in given if value in set(_known(name))]
        chosen[name] = tuple(valid[:MOST_VALUES])
    first, last = _day(fields.get("from")), _day(fields.get("to"))
    if first and last and last < first:
        first, last = last, first
    sort = fields.get("sort", "")
    page = fields.get("page", "1")
    return Selection(
        q=(tidy(fields.get("q")) or "")[:200],
        case=(tidy(fields.get("case")) or "")[: cases.LONGEST] if by_case else "",
        starts_from=first,
        starts_to=last,
        sort=sort if sort in SORTS else SORTS[0],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) > 0 else 1,
        **chosen,
    )


_TABLES: dict[str, Callable[[str], str]] = {
    "district": names.area,
    "theme": names.theme,
    "group": names.group,
    "organiser": names.organisation,
    "lang": name_of,
}


def label(name: str, value: str, *, status: str = "status") -> str:
    """What a value of a filter is called; `status` names the vocabulary of that filter."""
    if name in _TABLES:
        return _TABLES[name](value)
    return words.word(status if name == "status" else name, value)


@once_per_language
def titles() -> dict[str, str]:
    """What the filters are called, in the order they are offered."""
    return {
        "status": _("Where it is"),
        "district": _("District"),
        "theme": _("Subject"),
        "group": _("Who it is for"),
        "influence": _("How much you can influence"),
        "lang": _("Language on the spot"),
        "organiser": _("Organiser"),
        "form": _("Kind of dialogue"),
    }


@once_per_language
def _labelled(name: str, status: str, _reference: int) -> list[tuple[str, str]]:
    """Every value of a filter with what it is called, in order, for one version of the reference data."""
    order = words.WORDS[status] if name == "status" else _known(name)
    return [(str(value), label(name, value, status=status)) for value in order]


def facets(
    selection: Selection,
    counts: dict[str, dict[str, int]],
    *,
    only: Iterable[str],
    status: str = "status",
    status_title: str | None = None,
) -> list[Facet]:
    """The filters that still divide the list, with what each value would leave."""
    offered = []
    for name, title in titles().items():
        if name not in set(only):
            continue
        here = counts.get(name, {})
        chosen = selection.values(name)
        known = _labelled(name, status, versions.current().reference)
        options = tuple(
            (value, told, here.get(value, 0))
            for value, told in known or [(value, name_of(value)) for value in sorted(here, key=name_of)]
            if here.get(value) or value in chosen
        )
        heading = status_title if name == "status" and status_title else title
        offered.append(Facet(name, heading, options, chosen))
    return [facet for facet in offered if facet.options]


def choices(selection: Selection, *, status: str = "status") -> list[Choice]:
    """Every choice of the reader, each with the list without it."""
    found = [
        Choice(
            label(name, value, status=status),
            paging.without(name, value),
            replace(selection, **{name: tuple(one for one in selection.values(name) if one != value)}, page=1),  # type: ignore[arg-type]
        )
        for name in titles()
        for value in selection.values(name)
    ]
    if selection.case:
        told = f"{_('Assignment or case number')}: \u2068{selection.case}\u2069"
        found.append(Choice(told, paging.without("case"), replace(selection, case="", page=1)))
    if selection.starts_from:
        told = _("From %(day)s", day=dates.day(selection.starts_from))
        found.append(Choice(told, paging.without("from"), replace(selection, starts_from=None, page=1)))
    if selection.starts_to:
        told = _("Until %(day)s", day=dates.day(selection.starts_to))
        found.append(Choice(told, paging.without("to"), replace(selection, starts_to=None, page=1)))
    if selection.q:
        words = _("“%(text)s”", text=selection.q)
        found.insert(0, Choice(words, paging.without("q"), replace(selection, q="", page=1)))
    return found


def chips(selection: Selection, *, status: str = "status") -> list[tuple[str, str]]:
    """Every choice in words, with the address of the list without it."""
    return [(one.label, one.address) for one in choices(selection, status=status)]


def unlisted(selection: Selection) -> bool:
    """Whether search engines should stay away: words, cases, or more than one filter, multiply without end."""
    return bool(selection.q or selection.case) or selection.filtered > 1 or selection.sort != SORTS[0]


def canonical(selection: Selection) -> list[tuple[str, str]]:
    """The fields that belong to the address of this list when it is one of those worth finding."""
    kept = [(name, value) for name in FILTERS for value in selection.values(name)]
    return [*kept, ("page", str(selection.page))] if selection.page > 1 else kept


def partial() -> bool:
    """Whether only the results are asked for, by a page that is already open."""
    return request.headers.get("X-Partial") == "1"


def options(only: Iterable[str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Filters with one value each, as lists to pick from: (name, title, (value, label) pairs)."""
    return [
        (name, titles()[name], [(value, label(name, value)) for value in _known(name)])
        for name in titles()
        if name in set(only)
    ]
