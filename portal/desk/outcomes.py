"""Report results: who took part, what was said, what is answered and promised, and how the promises go."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.actions import outcomes as actions
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.outcome_form import FeedbackForm, FindingForm, FollowForm, ParticipationForm, PromiseForm, ReportForm
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record
from portal.domain import promises
from portal.domain.errors import NotAllowed, NotFound, Problem, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import CommitmentStatus, CountMethod, FeedbackKind, FindingKind, FindingStrength
from portal.outcomes import queries
from portal.publications.catalogue import catalogue
from portal.web.access import me
from portal.web.dates import moment, today
from portal.web.forms import Form
from portal.web.language import said
from portal.web.words import choices

blueprint = Blueprint("outcomes", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/outcomes")

FORMS: dict[str, type[Form]] = {
    "participation": ParticipationForm,
    "finding": FindingForm,
    "feedback": FeedbackForm,
    "promise": PromiseForm,
    "report": ReportForm,
}


@blueprint.get("")
def index(dialogue_id: int) -> str:
    """Everything reported so far, and the next thing to do."""
    return _overview(_reportable(dialogue_id), ReportForm())


def _overview(record: Record, form: Form, *, problems: tuple[Problem, ...] = ()) -> str:
    return render_template(
        "desk/outcomes/index.html",
        record=record,
        participation=queries.participation(record.id),
        findings=queries.findings(record.id, bare=True),
        feedback=queries.feedback(record.id),
        commitments=queries.commitments(record.id, bare=True),
        form=form,
        problems=[rules.sentence(problem) for problem in problems],
    )


@blueprint.route("/<any(participation,finding,feedback,promise):kind>", methods=["GET", "POST"])
def add(dialogue_id: int, kind: str) -> Any:
    """Report one thing."""
    record = _reportable(dialogue_id)
    form = FORMS[kind]()
    _offer(form, record)
    if form.validate_on_submit():
        try:
            _SAVE[kind](record, form)
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".index", dialogue_id=dialogue_id))
    return render_template(f"desk/outcomes/{kind}.html", record=record, form=form), 422 if form.errors else 200


@blueprint.route("/promises/<int(max=2147483647):commitment_id>", methods=["GET", "POST"])
def follow(dialogue_id: int, commitment_id: int) -> Any:
    """Say publicly how a promise goes."""
    record = _reportable(dialogue_id)
    promise = queries.commitment(commitment_id)
    if promise is None or promise.dialogue_id != dialogue_id:
        raise NotFound
    form = FollowForm()
    form.status.choices = choices("commitment_status", sorted(promises.MOVES[promise.status]))
    if form.validate_on_submit():
        try:
            _follow(commitment_id, form)
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".index", dialogue_id=dialogue_id))
    page = render_template("desk/outcomes/follow.html", record=record, promise=promise, form=form)
    return page, 422 if form.errors else 200


def _follow(commitment_id: int, form: FollowForm) -> None:
    actions.follow_promise(
        commitment_id,
        status=CommitmentStatus(form.status.data),
        comment=form.comment.data or "",
        due=form.due.data,
        text=form.text.data or "",
        today=today(),
        actor=me(),
    )


@blueprint.post("/report")
def report(dialogue_id: int) -> Any:
    """Declare the dialogue reported back, or say what residents still lack."""
    record = _reportable(dialogue_id)
    form = ReportForm()
    form.validate()
    try:
        actions.report(dialogue_id, no_finding_because=form.no_finding_because.data or "", actor=me())
    except RulesNotMet as missing:
        return _overview(record, form, problems=missing.problems), 422
    tell(_("Residents can now read what came of it."))
    return redirect(url_for("desk.dialogues.show", dialogue_id=dialogue_id))


def _reportable(dialogue_id: int) -> Record:
    record = seen(dialogue_id)
    if not may(Act.REPORT, record):
        raise NotAllowed
    return record


def _offer(form: Any, record: Record) -> None:
    """Fill in what the fields let one choose."""
    names = catalogue()
    if isinstance(form, ParticipationForm):
        form.occasion.choices = [("", _("The whole dialogue"))] + [
            (str(one.id), f"{moment(one.starts)} {one.place}".strip()) for one in record.occasions
        ]
        form.method.choices = choices("count_method")
    elif isinstance(form, FindingForm):
        form.kind.choices = choices("finding_kind")
        form.strength.choices = choices("finding_strength")
        form.theme.choices = [("", _("The subjects of the dialogue"))] + [
            (one.slug, said(one.names).text) for one in names.themes.values()
        ]
    elif isinstance(form, FeedbackForm):
        form.kind.choices = choices("feedback_kind")
    elif isinstance(form, PromiseForm):
        mine = me().where(Act.REPORT)
        form.organisation.choices = [
            (one.slug, one.short)
            for one in names.organisations.values()
            if one.slug in (record.lead, *record.co_organisers) or mine is None or one.id in mine
        ]
        if not form.is_submitted():
            form.organisation.data = record.lead


def _save_participation(record: Record, form: Any) -> None:
    bands = {band: form[f"band_{band}"].data or 0 for band in actions.BANDS}
    actions.report_participation(
        record.id,
        actions.Counts(
            method=CountMethod(form.method.data),
            total=form.total.data,
            women=form.women.data,
            men=form.men.data,
            other=form.other.data,
            bands=bands if any(bands.values()) else {},
            first_time=form.first_time.data,
        ),
        occasion_id=int(form.occasion.data) if form.occasion.data else None,
        actor=me(),
    )


def _save_finding(record: Record, form: Any) -> None:
    actions.add_finding(
        record.id,
        text=form.text.data,
        kind=FindingKind(form.kind.data),
        strength=FindingStrength(form.strength.data),
        evidence=form.evidence.data or "",
        theme=form.theme.data or None,
        actor=me(),
    )


def _save_feedback(record: Record, form: Any) -> None:
    actions.give_feedback(
        record.id, kind=FeedbackKind(form.kind.data), text=form.text.data, on_day=today(), actor=me()
    )


def _save_promise(record: Record, form: Any) -> None:
    actions.promise(
        record.id,
        text=form.text.data,
        organisation=form.organisation.data,
        due=form.due.data,
        case_number=form.case_number.data or "",
        comment=form.comment.data,
        today=today(),
        actor=me(),
    )


_SAVE: dict[str, Callable[[Record, Any], None]] = {
    "participation": _save_participation,
    "finding": _save_finding,
    "feedback": _save_feedback,
    "promise": _save_promise,
}
