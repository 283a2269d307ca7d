"""Report results: what was said, answered, measured, voted on and promised; correct it, and take it back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.actions import entries, outcomes, promises
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.outcome_choices import offer
from portal.desk.outcome_form import FeedbackForm, FindingForm, MeasureForm, OptionForm, PromiseForm, ReportForm
from portal.desk.seeing import reportable
from portal.dialogues.record import Record
from portal.documents import queries as documents
from portal.domain import lifecycle, readiness
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.words import FeedbackKind, FindingKind, FindingStrength
from portal.domain.words import Form as DialogueForm
from portal.outcomes import queries
from portal.publications.ballot import told_votes
from portal.web.access import me
from portal.web.dates import today
from portal.web.forms import Form

blueprint = Blueprint("outcomes", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/outcomes")

FORMS: dict[str, type[Form]] = {
    "finding": FindingForm,
    "feedback": FeedbackForm,
    "measure": MeasureForm,
    "option": OptionForm,
    "promise": PromiseForm,
}

KEPT = "/<any(finding,feedback,measure,option):kind>"
"""What may be corrected and taken back, with what stood there kept in the history."""


@blueprint.get("")
def index(dialogue_id: int) -> str:
    """Everything reported so far, and the next thing to do."""
    return _overview(reportable(dialogue_id), ReportForm())


def _overview(record: Record, form: Form, *, problems: tuple[Problem, ...] = ()) -> str:
    counted = {row.occasion_id: row for row in queries.participation(record.id)}
    findings, feedback = queries.findings(record.id, bare=True), queries.feedback(record.id)
    left = readiness.for_reporting(
        results=sum(post.kind is FeedbackKind.RESULT for post in feedback),
        findings=len(findings),
        no_finding_because=record.no_finding_because,
        participation=len(counted),
    )
    return render_template(
        "desk/outcomes/index.html",
        record=record,
        counted=counted,
        findings=findings,
        feedback=feedback,
        measures=queries.measures(record.id),
        documents=documents.of_dialogue(record.id),
        commitments=queries.commitments(record.id, bare=True),
        form=form,
        problems=[rules.sentence(problem) for problem in problems],
        left=[rules.sentence(problem) for problem in left],
    )


@blueprint.route("/<any(finding,feedback,measure,option,promise):kind>", methods=["GET", "POST"])
def add(dialogue_id: int, kind: str) -> Any:
    """Report one thing."""
    record = _voted_on(dialogue_id) if kind == "option" else reportable(dialogue_id)
    form = FORMS[kind]()
    offer(form, record)
    return _take(record, kind, form, entry_id=None)


@blueprint.route(f"{KEPT}/<int(max=2147483647):entry_id>", methods=["GET", "POST"])
def edit(dialogue_id: int, kind: str, entry_id: int) -> Any:
    """Correct one thing; what stood there is kept in the history."""
    record = reportable(dialogue_id)
    row = _opened(dialogue_id, kind, entry_id)
    form = FORMS[kind](data=_as_filled(kind, row))
    offer(form, record)
    return _take(record, kind, form, entry_id=entry_id)


@blueprint.post(f"{KEPT}/<int(max=2147483647):entry_id>/withdraw")
def withdraw(dialogue_id: int, kind: str, entry_id: int) -> Any:
    """Take one thing from the public."""
    record = reportable(dialogue_id)
    try:
        entries.withdraw(dialogue_id, kind=kind, entry_id=entry_id, actor=me())
    except RulesNotMet as missing:
        return _overview(record, ReportForm(formdata=None), problems=missing.problems), 422
    tell(_("Taken back. It is kept in the history."))
    return redirect(url_for(".index", dialogue_id=dialogue_id))


@blueprint.get("/vote")
def vote(dialogue_id: int) -> str:
    """What residents voted on, and the next proposal to write down."""
    record, ballot = _voted_on(dialogue_id), queries.ballot(dialogue_id)
    counted, shown = [one for one in ballot if one.votes is not None], told_votes(dialogue_id)
    return render_template(
        "desk/outcomes/vote.html",
        record=record,
        ballot=ballot,
        hidden=[] if shown is None else [one for one in counted if shown.get(str(one.id)) is None],
        wait=shown is None and counted and record.status in lifecycle.REPORTED,
        form=Form(),
    )


@blueprint.post("/vote")
def tell_votes(dialogue_id: int) -> Any:
    """Let residents read the votes: all proposals are written down."""
    _voted_on(dialogue_id)
    outcomes.tell_votes(dialogue_id, actor=me())
    tell(_("Residents can now read the votes."))
    return redirect(url_for(".vote", dialogue_id=dialogue_id))


@blueprint.get("/history")
def history(dialogue_id: int) -> str:
    """What was corrected and taken back, as it stood before."""
    record = reportable(dialogue_id)
    return render_template("desk/outcomes/history.html", record=record, revisions=queries.history(dialogue_id))


def _voted_on(dialogue_id: int) -> Record:
    """A participatory budget whose results the person may report; only that has a vote."""
    record = reportable(dialogue_id)
    if record.form is not DialogueForm.PARTICIPATORY_BUDGET:
        raise NotFound
    return record


def _take(record: Record, kind: str, form: Form, *, entry_id: int | None) -> Any:
    """Save what was written, or show it again with what is wrong."""
    if form.validate_on_submit():
        try:
            _SAVE[kind](record, form, entry_id)
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".vote" if kind == "option" else ".index", dialogue_id=record.id))
    page = render_template(f"desk/outcomes/{kind}.html", record=record, form=form, kind=kind, entry_id=entry_id)
    return page, 422 if form.errors else 200


@blueprint.route("/promises/<int(max=2147483647):commitment_id>", methods=["GET", "POST"])
def follow(dialogue_id: int, commitment_id: int) -> Any:
    """The promise has a page of its own, for everybody who follows it up."""
    return redirect(url_for("desk.promises.show", commitment_id=commitment_id, dialogue=dialogue_id))


@blueprint.post("/report")
def report(dialogue_id: int) -> Any:
    """Declare the dialogue reported back, or say what residents still lack."""
    record = reportable(dialogue_id)
    form = ReportForm()
    form.validate()
    try:
        outcomes.report(dialogue_id, no_finding_because=form.no_finding_because.data or "", actor=me())
    except RulesNotMet as missing:
        return _overview(record, form, problems=missing.problems), 422
    tell(_("Residents can now read what came of it."))
    return redirect(url_for("desk.dialogues.show", dialogue_id=dialogue_id))


def _opened(dialogue_id: int, kind: str, entry_id: int) -> Any:
    row: Any = queries.entry(entries.KINDS[kind], entry_id)
    if row is None or row.dialogue_id != dialogue_id:
        raise NotFound
    return row


def _as_filled(kind: str, row: Any) -> dict[str, Any]:
    """The fields of a form as the entry stands."""
    if kind == "measure":
        names = ("indicator", "unit", "value", "on_day", "source", "social_value")
        return {name: getattr(row, name) for name in names} | {"sdg": str(row.sdg or "")}
    if kind == "option":
        chosen = {name: getattr(row, name) for name in ("text", "cost", "votes", "chosen")}
        return chosen | {"commitment": str(row.commitment_id or "")}
    filled: dict[str, Any] = {"text": row.texts["sv"], "kind": row.kind.value}
    if kind == "finding":
        filled |= {name: [one.slug for one in getattr(row, name)] for name in ("themes", "areas", "groups")}
        filled |= {name: getattr(row, name) for name in ("evidence", "document_page", "valid_until")}
        filled["strength"] = row.strength.value
        filled["seen_in"] = next(
            (f"{what}:{one}" for what in ("occasion", "document") if (one := getattr(row, f"{what}_id"))), ""
        )
    return filled


def _save_finding(record: Record, form: Any, finding_id: int | None) -> None:
    what, _colon, number = (form.seen_in.data or "").partition(":")
    entries.write_finding(
        record.id,
        entries.FindingDraft(
            text=form.text.data,
            kind=FindingKind(form.kind.data),
            strength=FindingStrength(form.strength.data),
            evidence=form.evidence.data or "",
            occasion_id=int(number) if what == "occasion" else None,
            document_id=int(number) if what == "document" else None,
            document_page=form.document_page.data,
            themes=tuple(form.themes.data or ()),
            areas=tuple(form.areas.data or ()),
            groups=tuple(form.groups.data or ()),
            valid_until=form.valid_until.data,
        ),
        finding_id=finding_id,
        actor=me(),
    )


def _save_feedback(record: Record, form: Any, post_id: int | None) -> None:
    told: Any = queries.entry(entries.KINDS["feedback"], post_id) if post_id else None
    entries.give_feedback(
        record.id,
        kind=FeedbackKind(form.kind.data),
        text=form.text.data,
        on_day=told.published_on if told else today(),
        post_id=post_id,
        actor=me(),
    )


def _save_measure(record: Record, form: Any, measure_id: int | None) -> None:
    entries.write_measure(
        record.id,
        entries.MeasureDraft(
            indicator=form.indicator.data,
            unit=form.unit.data,
            value=float(form.value.data),
            on_day=form.on_day.data,
            source=form.source.data,
            social_value=form.social_value.data,
            sdg=int(form.sdg.data) if form.sdg.data else None,
        ),
        measure_id=measure_id,
        actor=me(),
    )


def _save_option(record: Record, form: Any, option_id: int | None) -> None:
    entries.write_option(
        record.id,
        entries.OptionDraft(
            text=form.text.data,
            cost=form.cost.data,
            votes=form.votes.data,
            chosen=form.chosen.data,
            commitment_id=int(form.commitment.data) if form.commitment.data else None,
        ),
        option_id=option_id,
        actor=me(),
    )


def _save_promise(record: Record, form: Any, _entry_id: int | None) -> None:
    promises.promise(
        record.id,
        text=form.text.data,
        organisation=form.organisation.data,
        due=form.due.data,
        case_number=form.case_number.data or "",
        comment=form.comment.data,
        decision_id=int(form.decision.data) if form.decision.data else None,
        proposed=form.proposed.data,
        today=today(),
        actor=me(),
    )


_SAVE: dict[str, Callable[[Record, Any, int | None], None]] = {
    "finding": _save_finding,
    "feedback": _save_feedback,
    "measure": _save_measure,
    "option": _save_option,
    "promise": _save_promise,
}
