"""What residents have been asked before on the same: findings, decision and feedback, and the organiser's answer."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.actions import relating
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record, ReuseRecord
from portal.domain.earlier import Standing
from portal.domain.errors import NotAllowed, NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import ReuseKind
from portal.overlap.earlier import Earlier, pages_of
from portal.publications.pages import Page
from portal.web import language
from portal.web.access import me
from portal.web.dates import today
from portal.web.forms import CheckboxesField, Form, length, optional, required, tidy

blueprint = Blueprint("earlier", __name__)

PAGE = "/dialogues/<int(max=2147483647):dialogue_id>/earlier"
MOST_FINDINGS = 20


class AnswerForm(Form):
    """How the new dialogue relates to an earlier one."""

    kind = RadioField(
        _l("How does your dialogue relate to it?"),
        choices=[
            SelectChoice(ReuseKind.REUSED.value, _l("We build on these answers and ask only what is new")),
            SelectChoice(ReuseKind.COMPLEMENTS.value, _l("We add to it: say what is new")),
            SelectChoice(ReuseKind.REPEATS.value, _l("We ask again, because: say why")),
        ],
        validators=[required(_l("Choose one of the answers."))],
    )
    findings = CheckboxesField(_l("Which answers do you build on?"), coerce=int)
    reason = TextAreaField(
        _l("What is new, or why you ask again"),
        filters=[tidy],
        description=_l("At least 20 characters for what is new, 50 for asking again. Residents can read it."),
        validators=[optional(), length(most=relating.LONGEST_REASON)],
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An earlier dialogue with what is public about it, the answer given, and the form to give one."""

    earlier: Earlier
    page: Page
    answer: ReuseRecord | None
    form: AnswerForm


@blueprint.get(PAGE)
def show(dialogue_id: int) -> str:
    """What was asked before, each with its answer."""
    return _page(seen(dialogue_id))


@blueprint.post(f"{PAGE}/<int(max=2147483647):earlier_id>")
def answer(dialogue_id: int, earlier_id: int) -> Any:
    """Say how the dialogue relates to an earlier one."""
    record = seen(dialogue_id)
    if not _may(record):
        raise NotAllowed
    pages = pages_of([earlier_id])
    if earlier_id not in pages:
        raise NotFound
    form = _form(earlier_id, pages[earlier_id], None)
    if not form.validate():
        return _page(record, given=form, at=earlier_id), 422
    try:
        relating.relate(
            dialogue_id,
            earlier_id,
            kind=ReuseKind(form.kind.data),
            reason=form.reason.data or "",
            findings=tuple(form.findings.data or ()),
            actor=me(),
        )
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _page(record, given=form, at=earlier_id), 422
    tell(_("Saved. When the dialogue is public, residents see how the two belong together."))
    return redirect(url_for(".show", dialogue_id=dialogue_id))


@blueprint.post(f"{PAGE}/<int(max=2147483647):earlier_id>/forget")
def forget(dialogue_id: int, earlier_id: int) -> Any:
    """Take an answer back."""
    record = seen(dialogue_id)
    if not _may(record):
        raise NotAllowed
    try:
        relating.unrelate(dialogue_id, earlier_id, actor=me(), today=today())
    except RulesNotMet as broken:
        return _page(record, stop=rules.sentence(broken.problems[0])), 422
    tell(_("The answer is taken back."))
    return redirect(url_for(".show", dialogue_id=dialogue_id))


def _may(record: Record) -> bool:
    return may(Act.PUBLISH if record.published_at else Act.EDIT, record)


def _form(earlier_id: int, page: Page, said: ReuseRecord | None) -> AnswerForm:
    form = AnswerForm(prefix=f"e{earlier_id}-", data={"kind": said.kind, "reason": said.reason} if said else None)
    form.findings.choices = [
        SelectChoice(one.id, language.said(one.text).text) for one in page.findings[:MOST_FINDINGS]
    ]
    return form


def _page(record: Record, *, given: AnswerForm | None = None, at: int = 0, stop: str = "") -> str:
    found = relating.known_before(record, today=today())
    pages = pages_of([one.id for one in found]) if found else {}
    said = {one.earlier_id: one for one in record.reuses}
    shown = [
        Shown(
            one,
            pages[one.id],
            said.get(one.id),
            given if given is not None and one.id == at else _form(one.id, pages[one.id], said.get(one.id)),
        )
        for one in found
        if one.id in pages
    ]
    return render_template(
        "desk/earlier/show.html",
        record=record,
        shown=shown,
        faulty=given,
        stop=stop,
        standing=Standing,
        may_answer=_may(record),
        waiting=sum(one.earlier.standing is Standing.RECENT and one.answer is None for one in shown),
    )
