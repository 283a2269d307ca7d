"""The template for bulk registration: headings, an example, what each column holds, the names to choose among."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.bulk.columns import COLUMNS, Column, Kind
from portal.bulk.names import names
from portal.bulk.running import EXAMPLE
from portal.bulk.values import LANGUAGE_NAMES
from portal.desk.import_words import heading
from portal.publications.catalogue import catalogue
from portal.tables.writing import Value, csv_pieces, xlsx_pieces

_HOLDS = {
    Kind.TEXT: _l("Text, at most %(most)s characters"),
    Kind.LINE: _l("Text, at most %(most)s characters"),
    Kind.LINES: _l("Several texts, one on each line in the cell"),
    Kind.DAY: _l("A day, such as 2027-03-31"),
    Kind.MONTH: _l("A month, such as 2027-06"),
    Kind.NUMBER: _l("A whole number"),
    Kind.ADDRESS: _l("A web address that begins with https://"),
    Kind.EMAIL: _l("An e-mail address"),
    Kind.CHOICE: _l("One of the words on the sheet of names"),
    Kind.NAMES: _l("Names from the sheet of names, with semicolons between them"),
    Kind.LANGUAGES: _l("Languages, with semicolons between them"),
    Kind.OCCASIONS: _l("One occasion on each line: 2027-03-10 17:00-19:00 | place | address or web address"),
}


def as_csv() -> Iterator[bytes]:
    """Headings and an example row."""
    return csv_pieces([_headings(), _example()])


def as_xlsx() -> Iterator[bytes]:
    """The same, with two sheets of help."""
    return xlsx_pieces(
        [
            (_("Dialogues"), [24] * len(COLUMNS), [_headings(), _example()]),
            (_("Columns"), [30, 30, 70, 14], [_help_headings(), *(_help(column) for column in COLUMNS)]),
            (_("Names"), [30, 50], [[_("Column"), _("Names")], *_names()]),
        ]
    )


def _headings() -> list[Value]:
    return [heading(column.name) for column in COLUMNS]


def _example() -> list[Value]:
    return [EXAMPLE if column.name == "reference" else column.example or None for column in COLUMNS]


def _help_headings() -> list[Value]:
    return [_("Column"), _("In English"), _("What it holds"), _("Other headings")]


def _help(column: Column) -> list[Value]:
    holds = str(_HOLDS[column.kind])
    if column.kind in (Kind.TEXT, Kind.LINE):
        holds %= {"most": column.most}
    return [heading(column.name), column.english, holds, ", ".join(column.also)]


def _names() -> Iterator[list[str]]:
    known = names(catalogue())
    for column in COLUMNS:
        if column.kind is Kind.LANGUAGES:
            yield from ([heading(column.name), name] for name in LANGUAGE_NAMES.values())
        elif column.among:
            yield from ([heading(column.name), name] for name in known.allowed(column.among))
