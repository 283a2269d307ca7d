"""How the overlap of one dialogue was judged over time, what was decided, and what coordinators said."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.actions import coordinating
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.overlap_words import DECIDED, LEVELS, MOMENTS, NOTES, STATES
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record
from portal.domain.deciding import NoteKind
from portal.domain.errors import NotAllowed, NotPossible, RulesNotMet
from portal.domain.rights import Act
from portal.overlap import deciding
from portal.web.access import me
from portal.web.forms import Form, required, tidy

blueprint = Blueprint("decisions", __name__)

PAGE = "/dialogues/<int(max=2147483647):dialogue_id>/decisions"


class NoteForm(Form):
    """What a coordinator does about a high overlap."""

    kind = RadioField(
        _l("What do you want to do?"),
        choices=[
            SelectChoice(NoteKind.COMMENT.value, _l("Write a comment to the organiser")),
            SelectChoice(NoteKind.TALKS.value, _l("Ask the organiser and the nearest others to talk")),
            SelectChoice(NoteKind.SETTLED.value, _l("Settle it: nothing more needs to be done")),
        ],
        default=NoteKind.COMMENT.value,
        validators=[required(_l("Choose one of the answers."))],
    )
    words = TextAreaField(
        _l("Text"),
        filters=[tidy],
        description=_l("20 to 2000 characters. A comment or an invitation is also sent by mail."),
    )


@blueprint.get(PAGE)
def show(dialogue_id: int) -> str:
    """The history, and the coordinator's form."""
    return _page(seen(dialogue_id), NoteForm())


@blueprint.post(PAGE)
def note(dialogue_id: int) -> Any:
    """Comment, ask for talks, or settle."""
    record = seen(dialogue_id)
    if not may(Act.COORDINATE, record):
        raise NotAllowed
    form = NoteForm()
    if not form.validate():
        return _page(record, form), 422
    latest = deciding.judgements(dialogue_id)
    if not latest:
        raise NotPossible
    try:
        coordinating.note(latest[0].id, NoteKind(form.kind.data), words=form.words.data or "", actor=me())
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _page(record, form), 422
    tell(_("Settled.") if form.kind.data == NoteKind.SETTLED else _("Saved, and sent to those concerned."))
    return redirect(url_for(".show", dialogue_id=dialogue_id))


def _page(record: Record, form: NoteForm) -> str:
    return render_template(
        "desk/decisions/show.html",
        record=record,
        form=form,
        judgements=deciding.judgements(record.id),
        notes=deciding.notes(record.id),
        names={"levels": LEVELS, "moments": MOMENTS, "states": STATES, "notes": NOTES, "decided": DECIDED},
        coordinates=may(Act.COORDINATE, record),
    )
