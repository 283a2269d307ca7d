"""Bulk registration: send a file, read what is wrong with it, have it entered; and the list as a file."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField

from portal.bulk import export, files, mapping, queries
from portal.bulk.faults import Fault
from portal.desk import import_template, import_words
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.tables.row import Unreadable
from portal.tables.writing import csv_pieces, xlsx_pieces
from portal.web import language
from portal.web.access import me, needs
from portal.web.dates import today
from portal.web.forms import Form, tidy

blueprint = Blueprint("bulk", __name__)

SIZE = 50
MOST_IN_REPORT = 20_000
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileForm(Form):
    """A file, and how to read it."""

    file = FileField(_l("File"), description=_l(".csv, .xlsx or .json, at most 30 megabytes"))
    mapping = FileField(
        _l("Mapping file"), description=_l("Only for files whose headings differ from the template; see the guide.")
    )
    skip_bad = BooleanField(_l("Enter the good rows although others have mistakes"))
    history = BooleanField(_l("The dialogues are old: let them lack what nobody knows any more"))


@blueprint.route("/import", methods=["GET", "POST"])
@needs(Act.REGISTER)
def index() -> Any:
    """Send a file; it is checked before anything is entered."""
    form = FileForm()
    if form.validate_on_submit():
        number = _received(form)
        if number is not None:
            return redirect(url_for(".show", import_id=number))
    page = render_template(
        "desk/bulk/index.html", form=form, states=import_words.STATES, recent=queries.recent(actor=me())
    )
    return page, 422 if form.errors else 200


def _received(form: FileForm) -> int | None:
    if not form.file.data or not form.file.data.filename:
        form.file.errors = [_("Choose a file.")]
        return None
    given = mapping.Given()
    try:
        if form.mapping.data and form.mapping.data.filename:
            given = mapping.given(form.mapping.data.read())
    except Unreadable as fault:
        form.mapping.errors = [import_words.why(fault)]
        return None
    try:
        return files.receive(
            form.file.data.read(),
            name=form.file.data.filename,
            given=given,
            history=bool(form.history.data),
            skip_bad=bool(form.skip_bad.data),
            actor=me(),
        )
    except Unreadable as fault:
        form.file.errors = [import_words.why(fault)]
        return None


@blueprint.get("/import/<int(max=2147483647):import_id>")
@needs(Act.REGISTER)
def show(import_id: int) -> str:
    """How far a file has come, and what is wrong with it."""
    kept = queries.one(import_id, actor=me())
    after = request.args.get("after", 0, type=int)
    found = queries.faults(import_id, after=after, size=SIZE + 1)
    refused = kept.reason
    return render_template(
        "desk/bulk/show.html",
        kept=kept,
        states=import_words.STATES,
        faults=[fault for _number, fault in found[:SIZE]],
        next=found[SIZE - 1][0] if len(found) > SIZE else None,
        after=after,
        why=import_words.reason(str(refused["code"]), dict(refused["facts"])) if refused else "",  # type: ignore[call-overload]
        column_of=import_words.column_of,
        sentence=lambda fault: import_words.sentence(fault.problem),
    )


@blueprint.post("/import/<int(max=2147483647):import_id>")
@needs(Act.REGISTER)
def confirm(import_id: int) -> Any:
    """Have a checked file entered."""
    files.confirm(import_id, actor=me())
    return redirect(url_for(".show", import_id=import_id))


@blueprint.get("/import/<int(max=2147483647):import_id>/mistakes.csv")
@needs(Act.REGISTER)
def mistakes(import_id: int) -> Response:
    """Every mistake of a file, as a file."""
    queries.one(import_id, actor=me())
    found = queries.faults(import_id, size=MOST_IN_REPORT)
    return _file(csv_pieces(_report(fault for _number, fault in found)), "mistakes", "csv")


def _report(faults: Iterator[Fault]) -> Iterator[list[Any]]:
    yield [_("Row"), _("Column"), _("What is wrong")]
    for fault in faults:
        yield [fault.row, import_words.column_of(fault), import_words.sentence(fault.problem)]


@blueprint.get("/import/template.<any(csv,xlsx):form>")
@needs(Act.REGISTER)
def template(form: str) -> Response:
    """The template to fill in."""
    pieces = import_template.as_csv() if form == "csv" else import_template.as_xlsx()
    return _file(pieces, "dialogues-template", form)


@blueprint.get("/dialogues.<any(csv,xlsx):form>")
def listing(form: str) -> Response:
    """The list of dialogues as a spreadsheet, as it is chosen on the page."""
    actor = me()
    chosen = request.args.get("status", "")
    others = request.args.get("plans") == "all" and actor.may(Act.SEE_COORDINATION)
    if not others and not actor.may(Act.SEE_DRAFT):
        raise NotAllowed
    statuses = (Status(chosen),) if chosen in set(Status) else tuple(Status)
    code = (tidy(request.args.get("code")) or "")[:60]
    headings = export.headings(swedish=language.code() == language.SWEDISH)

    def rows() -> Iterator[list[Any]]:
        yield list(headings)
        yield from export.rows(actor=actor, statuses=statuses, others=others, code=code)

    if form == "csv":
        return _file(csv_pieces(rows()), f"dialogues-{today()}", form)
    return _file(xlsx_pieces([("Dialogues", [24] * len(headings), rows())]), f"dialogues-{today()}", form)


def _file(pieces: Iterator[bytes], name: str, form: str) -> Response:
    answer = Response(stream_with_context(pieces), mimetype=_TYPES[form].partition(";")[0])
    answer.headers["Content-Type"] = _TYPES[form]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
