"""Documents of a dialogue: add a file or an address, check it for personal data, correct it and take it back."""

import logging
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.actions import documents as actions
from portal.desk import rules
from portal.desk.document_form import CheckForm, DocumentForm, NewDocumentForm
from portal.desk.messages import tell
from portal.desk.seeing import reportable
from portal.documents import queries
from portal.domain import privacy
from portal.domain.errors import NotFound, RulesNotMet
from portal.domain.words import DocumentKind
from portal.files.kinds import LARGEST, Refused
from portal.files.opening import opened
from portal.web import downloads
from portal.web.access import me
from portal.web.attachments import NOT_KEPT, REFUSED
from portal.web.language import KNOWN, name_of
from portal.web.words import choices

log = logging.getLogger(__name__)

blueprint = Blueprint(
    "documents", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/outcomes/documents"
)

MOST_TRACES = 20
"""So many places that look like personal data are pointed out."""


@blueprint.route("/new", methods=["GET", "POST"])
def add(dialogue_id: int) -> Any:
    """Add a file or an address; then comes the check."""
    record = reportable(dialogue_id)
    form = NewDocumentForm()
    _offer(form)
    if form.validate_on_submit():
        try:
            row = _save(dialogue_id, form)
        except Refused as refused:
            form.file.errors = [str(REFUSED[refused.reason])]
        except OSError as fault:
            log.error("a document cannot be kept: %s", fault.strerror)
            form.file.errors = [str(NOT_KEPT)]
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved. Residents see it when it has been checked for personal data."))
            return redirect(url_for(".show", dialogue_id=dialogue_id, document_id=row.id))
    return render_template("desk/outcomes/document_new.html", record=record, form=form), 422 if form.errors else 200


@blueprint.route("/<int(max=2147483647):document_id>", methods=["GET", "POST"])
def show(dialogue_id: int, document_id: int) -> Any:
    """One document: what is said about it, and the check."""
    record = reportable(dialogue_id)
    row = _opened(dialogue_id, document_id)
    form = DocumentForm(obj=row, data=None)
    _offer(form)
    if form.validate_on_submit():
        try:
            actions.correct(dialogue_id, document_id, _draft(form), actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for("desk.outcomes.index", dialogue_id=dialogue_id))
    elif not form.is_submitted():
        form.kind.data = row.kind.value
    return _page(record, row, form, CheckForm(formdata=None)), 422 if form.errors else 200


@blueprint.post("/<int(max=2147483647):document_id>/check")
def check(dialogue_id: int, document_id: int) -> Any:
    """Declare the document free of personal data."""
    record = reportable(dialogue_id)
    row = _opened(dialogue_id, document_id)
    form = CheckForm()
    if not form.validate():
        about = DocumentForm(formdata=None, obj=row)
        _offer(about)
        about.kind.data = row.kind.value
        return _page(record, row, about, form), 422
    actions.check(dialogue_id, document_id, actor=me())
    tell(_("Checked. Residents can now read the document."))
    return redirect(url_for("desk.outcomes.index", dialogue_id=dialogue_id))


@blueprint.post("/<int(max=2147483647):document_id>/withdraw")
def withdraw(dialogue_id: int, document_id: int) -> Any:
    """Take the document from the public."""
    reportable(dialogue_id)
    actions.withdraw(dialogue_id, document_id, actor=me())
    tell(_("Taken back. It is kept in the history."))
    return redirect(url_for("desk.outcomes.index", dialogue_id=dialogue_id))


@blueprint.get("/<int(max=2147483647):document_id>/file")
def file(dialogue_id: int, document_id: int) -> Response:
    """The file as residents will get it."""
    reportable(dialogue_id)
    row = _opened(dialogue_id, document_id)
    if row.file is None:
        raise NotFound
    return downloads.attachment(row.file.sha256, title=row.title, media_type=row.file.media_type)


def _page(record: Any, row: Any, form: DocumentForm, check_form: CheckForm) -> str:
    text = row.file.text if row.file else ""
    found = [text[one.start : one.end] for one in privacy.traces(text)][:MOST_TRACES]
    return render_template(
        "desk/outcomes/document.html", record=record, document=row, form=form, check_form=check_form, found=found
    )


def _offer(form: DocumentForm) -> None:
    form.kind.choices = choices("document_kind")
    form.language.choices = [(code, name_of(code)) for code in KNOWN]


def _draft(form: DocumentForm) -> actions.DocumentDraft:
    return actions.DocumentDraft(
        title=form.title.data,
        kind=DocumentKind(form.kind.data),
        language=form.language.data,
        accessible=form.accessible.data,
    )


def _save(dialogue_id: int, form: NewDocumentForm) -> Any:
    if form.url.data:
        return actions.add_address(dialogue_id, _draft(form), url=form.url.data, actor=me())
    # One byte more than allowed tells a file that is too large without reading all of it.
    file = opened(form.file.data.stream.read(LARGEST + 1))
    return actions.add_file(dialogue_id, _draft(form), file=file, folder=downloads.folder(), actor=me())


def _opened(dialogue_id: int, document_id: int) -> Any:
    row = queries.document(document_id)
    if row is None or row.dialogue_id != dialogue_id or row.withdrawn_at is not None:
        raise NotFound
    return row
