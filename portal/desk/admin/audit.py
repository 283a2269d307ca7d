"""The audit log: who did what and when, to be searched and saved as a file."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from portal.desk.admin.audit_words import KINDS, act_in_words, change_in_words, kind_in_words
from portal.staff import audit_log
from portal.staff.audit_log import Entry, Wanted
from portal.tables.writing import csv_pieces
from portal.web.dates import local, today

blueprint = Blueprint("audit", __name__, url_prefix="/audit")

MOST_IN_A_FILE = 10_000


@blueprint.get("")
def index() -> str:
    """The newest acts that fit, fifty at a time."""
    wanted = _wanted()
    found = audit_log.entries(wanted, before=_before(), most=audit_log.PAGE + 1)
    shown = found[: audit_log.PAGE]
    return render_template(
        "desk/admin/audit.html",
        rows=shown,
        older=_cursor(shown[-1]) if len(found) > len(shown) else None,
        wanted=wanted,
        kinds=sorted((str(label), code) for code, label in KINDS.items()),
        act_in_words=act_in_words,
        kind_in_words=kind_in_words,
        change_in_words=change_in_words,
        most=MOST_IN_A_FILE,
    )


@blueprint.get("/audit.csv")
def download() -> Response:
    """The newest ten thousand that fit, safe to open in a spreadsheet program."""
    heads = [_("When"), _("Who"), _("What"), _("Kind"), _("Object"), _("Difference"), _("Reason")]
    rows = audit_log.entries(_wanted(), most=MOST_IN_A_FILE)
    answer = Response(csv_pieces([heads, *_lines(rows)]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{today()}.csv"'
    return answer


def _lines(rows: list[Entry]) -> Iterator[list[str]]:
    for row in rows:
        yield [
            local(row.at).isoformat(sep=" ", timespec="seconds"),
            row.who,
            act_in_words(row.act),
            kind_in_words(row.kind),
            row.key,
            change_in_words(row.change),
            row.note,
        ]


def _wanted() -> Wanted:
    fields = request.args
    return Wanted(
        who=_text("who"),
        kind=fields.get("kind", "") if fields.get("kind") in KINDS else "",
        key=_text("key"),
        first=_day("first"),
        last=_day("last"),
    )


def _text(name: str) -> str:
    return " ".join(request.args.get(name, "").replace("\x00", "").split())[:160]


def _day(name: str) -> date | None:
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _cursor(row: Entry) -> str:
    return f"{row.at.isoformat()}~{row.id}"


def _before() -> tuple[datetime, int] | None:
    at, _tilde, number = request.args.get("before", "").partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(number)) if moment.tzinfo and 0 < int(number) < 2**31 else None
    except (ValueError, OverflowError):
        return None
