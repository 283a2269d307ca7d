"""The lists as files for a spreadsheet, in the reader's language, in which nothing is taken for a formula."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _

from portal.public import choosing, dialogues
from portal.publications import harvest, pages, promises
from portal.publications.measured import Measured, measured
from portal.tables.writing import Value, csv_pieces
from portal.web import names, words
from portal.web.dates import today
from portal.web.feeds import address_of
from portal.web.language import said
from portal.web.limits import limiter

blueprint = Blueprint("downloads", __name__)

MOST, PIECE = 10_000, 2_500
"""Rows of one file, and rows read at once; whoever wants more uses the open interface."""


def _rows(kind: str, made: type[Any], *, statuses: Sequence[str], row: Callable[[Any], list[Value]]) -> Iterator[Any]:
    selection, after = choosing.read(statuses=statuses, by_case=kind == "dialogue"), None
    for _piece in range(MOST // PIECE):
        part = harvest.part(kind, made, selection, size=PIECE, after=after, today=today())
        yield from map(row, part.items)
        after = part.after
        if after is None:
            return


def _file(name: str, headings: list[str], rows: Iterable[list[Value]]) -> Response:
    response = Response(b"".join(csv_pieces([headings, *rows])), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # A file of this size has no place among the pages kept in memory.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _named(name: Callable[[str], str], codes: Sequence[str]) -> str:
    return "; ".join(str(name(code)) for code in codes)


@blueprint.get("/dialogues.csv")
@limiter.limit("20 per minute")
def list_dialogues() -> Response:
    """The dialogues that the list shows with the same fields; words to search for are left aside."""
    headings = [_("Title"), _("Where it is"), _("Organiser"), _("Place"), _("Subject"), _("Who it is for")]
    headings += [_("How much you can influence"), _("First day"), _("Last day"), _("Address")]

    def row(card: pages.Card) -> list[Value]:
        return [
            said(card.title).text,
            str(words.word("status", card.status)),
            names.organisation(card.lead),
            _named(names.area, card.areas),
            _named(names.theme, card.themes),
            _named(names.group, card.groups),
            str(words.word("influence", card.influence)),
            card.starts,
            card.ends,
            address_of(card.slug),
        ]

    return _file("dialogues", headings, _rows("dialogue", pages.Card, statuses=dialogues.STATUSES, row=row))


@blueprint.get("/findings.csv")
@limiter.limit("20 per minute")
def list_findings() -> Response:
    """The findings that the list shows with the same fields."""
    headings = [
        _("Finding"),
        _("Kind"),
        _("How many said it"),
        _("Place"),
        _("Subject"),
        _("Who it is for"),
        _("Organiser"),
        _("Dialogue"),
        _("Address"),
    ]

    def row(card: pages.FindingCard) -> list[Value]:
        one = card.finding
        return [
            said(one.text).text,
            str(words.word("finding_kind", one.kind)),
            str(words.word("finding_strength", one.strength)),
            _named(names.area, one.areas),
            _named(names.theme, one.themes),
            _named(names.group, one.groups),
            names.organisation(card.lead),
            said(card.title).text,
            address_of(card.dialogue),
        ]

    return _file("findings", headings, _rows("finding", pages.FindingCard, statuses=(), row=row))


@blueprint.get("/commitments.csv")
@limiter.limit("20 per minute")
def list_commitments() -> Response:
    """The promises that the list shows with the same fields."""
    headings = [_("Promise"), _("How it goes"), _("Last day"), _("Organiser"), _("Dialogue"), _("Address")]
    statuses = tuple(words.WORDS["commitment_status"])

    def row(card: promises.CommitmentCard) -> list[Value]:
        one = card.commitment
        return [
            said(one.text).text,
            str(words.word("commitment_status", one.status)),
            one.due,
            names.organisation(one.organisation),
            said(card.title).text,
            address_of(card.dialogue),
        ]

    return _file("commitments", headings, _rows("commitment", promises.CommitmentCard, statuses=statuses, row=row))


@blueprint.get("/measures.csv")
@limiter.limit("20 per minute")
def list_measures() -> Response:
    """What was measured after dialogues, of one `year` or all, with its social values and global goals."""
    year = request.args.get("year", "")
    if year and not (len(year) == 4 and year.isascii() and year.isdigit()):
        abort(404)
    headings = [_("Year"), _("Measured on"), _("What was measured"), _("Value"), _("Unit"), _("Social value")]
    headings += [_("Global goal"), _("Global goals"), _("Where the number comes from"), _("Organiser"), _("Dialogue")]
    headings.append(_("Address"))

    def row(one: Measured) -> list[Value]:
        told = one.measure
        return [
            told.on.year,
            told.on,
            told.indicator,
            told.value,
            told.unit,
            told.social_value or "",
            _goal(told.sdg) if told.sdg else "",
            _named(_goal, [str(number) for number in one.global_goals]),
            told.source,
            names.organisation(one.card.lead),
            said(one.card.title).text,
            address_of(one.card.slug),
        ]

    return _file("measures", headings, map(row, measured(year=int(year) if year else None)))


def _goal(number: str | int) -> str:
    return f"{number}. {words.word('global_goal', str(number))}"
