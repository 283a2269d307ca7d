"""My organisation's dialogues: list, register, edit, follow through their states."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import dialogues as actions
from portal.actions.facts import facts_of, plan_of
from portal.desk import choices, drafts, rules
from portal.desk.dialogue_form import DialogueForm
from portal.desk.messages import tell
from portal.desk.overlap import Panel, panel, points
from portal.desk.reason_form import ReasonForm
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import NotAllowed, Problem, RulesNotMet, Stale
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.publications.catalogue import catalogue
from portal.web.access import me
from portal.web.dates import today

blueprint = Blueprint("dialogues", __name__)

SIZE = 25
DEEPEST_PAGE = 10_000


@blueprint.get("/dialogues")
def index() -> str:
    """The dialogues of my organisations; with `plans=all`, what others plan and show."""
    actor = me()
    page = min(max(1, request.args.get("page", 1, type=int)), DEEPEST_PAGE)
    chosen = request.args.get("status", "")
    statuses: tuple[Status, ...] = (Status(chosen),) if chosen in set(Status) else tuple(Status)
    others = request.args.get("plans") == "all" and actor.may(Act.SEE_COORDINATION)
    if others:
        statuses = tuple(one for one in statuses if one not in (Status.DRAFT, Status.UNPUBLISHED))
    rows, total = queries.rows(
        organisations=None if others else actor.where(Act.SEE_DRAFT), statuses=statuses, page=page, size=SIZE
    )
    return render_template(
        "desk/dialogues/index.html",
        rows=rows,
        total=total,
        page=page,
        pages=max(1, -(-total // SIZE)),
        chosen=chosen,
        others=others,
        statuses=[one.value for one in Status],
    )


@blueprint.route("/dialogues/new", methods=["GET", "POST"])
def new() -> Any:
    """Register a dialogue."""
    if not me().may(Act.REGISTER):
        raise NotAllowed
    form = DialogueForm()
    choices.offer(form, me())
    if request.method == "POST":
        answer = _between(form, kept=None)
        if answer is not None:
            return answer
        if form.validate():
            dialogue = actions.register(drafts.draft_of(form), actor=me(), once=drafts.mark_of(form))
            tell(_("Saved as a draft."))
            return redirect(url_for(".show", dialogue_id=dialogue.id))
    else:
        form.languages.data, form.once.data = ["sv"], str(uuid4())
        form.add_occasion()
        choices.offer(form, me())
    return _form(form, kept=None), 422 if form.errors else 200


@blueprint.route("/dialogues/<int(max=2147483647):dialogue_id>/edit", methods=["GET", "POST"])
def edit(dialogue_id: int) -> Any:
    """Change a dialogue."""
    record = seen(dialogue_id)
    if not may(Act.PUBLISH if record.published_at else Act.EDIT, record):
        raise NotAllowed
    form = DialogueForm() if request.method == "POST" else DialogueForm(data=drafts.values_of(record))
    choices.offer(form, me(), lead=record.lead)
    if request.method == "POST":
        answer = _between(form, kept=record)
        if answer is not None:
            return answer
        if form.validate():
            return _save(form, record)
    return _form(form, kept=record), 422 if form.errors else 200


def _save(form: DialogueForm, record: Record) -> Any:
    revision = int(form.revision.data) if (form.revision.data or "").isdigit() else 0
    try:
        actions.edit(record.id, drafts.draft_of(form, kept=record), actor=me(), revision=revision)
    except Stale:
        theirs = seen(record.id)
        differing = drafts.differing(form, theirs)
        form.revision.data = str(theirs.revision)
        # FlaskForm would draw the number that was sent.
        form.revision.raw_data = None
        return _form(form, kept=theirs, differing=differing), 409
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _form(form, kept=record), 422
    tell(_("Saved."))
    return redirect(url_for(".show", dialogue_id=record.id))


def _between(form: DialogueForm, *, kept: Record | None) -> Any:
    """The steps of the form that save nothing: one more occasion, or a look at the overlap."""
    if "add_occasion" in request.form:
        form.add_occasion()
        choices.offer(form, me(), lead=kept.lead if kept else "")
        return _form(form, kept=kept)
    if "check" in request.form:
        return _form(form, kept=kept, asked=True)
    return None


def _form(form: DialogueForm, *, kept: Record | None, asked: bool = False, differing: list[Any] | None = None) -> str:
    """The form, with the overlap of what it says so far."""
    shown: Panel | None = panel(drafts.plan_of_form(form, dialogue_id=kept.id if kept else None))
    names = catalogue()
    return render_template(
        "desk/dialogues/form.html",
        form=form,
        record=kept,
        panel=shown,
        asked=asked,
        points=points,
        area_groups=choices.area_groups(names),
        theme_groups=choices.theme_groups(names),
        differing=differing,
    )


@blueprint.get("/dialogues/<int(max=2147483647):dialogue_id>")
def show(dialogue_id: int) -> str:
    """One dialogue: where it stands, what is missing for the next step, what overlaps."""
    return _show(seen(dialogue_id))


def _show(record: Record, *, broken: tuple[Problem, ...] = (), reason: ReasonForm | None = None) -> str:
    plan = plan_of(record)
    shown = panel(plan) if record.status in (Status.DRAFT, Status.COORDINATION, Status.PLANNED, Status.OPEN) else None
    problems: tuple[Problem, ...] = broken
    first: frozenset[Problem] = frozenset()
    if record.status in (Status.DRAFT, Status.COORDINATION):
        facts = facts_of(record, catalogue(), overlap_level=shown.answer.level if shown else "low")
        problems = tuple(readiness.for_publishing(facts, today=today()))
        first = frozenset(readiness.for_coordination(facts)) if record.status is Status.DRAFT else first
    stops, warnings = rules.split(problems)
    return render_template(
        "desk/dialogues/show.html",
        record=record,
        panel=shown,
        points=points,
        stops=stops,
        before_coordination=[one for one in stops if one in first],
        before_publishing=[one for one in stops if one not in first],
        refused=bool(broken),
        warnings=warnings,
        sentence=rules.sentence,
        may=lambda act: may(act, record),
        reason=reason or ReasonForm(),
        labels=choices.labels(),
    )


@blueprint.post("/dialogues/<int(max=2147483647):dialogue_id>/<any(coordinate,withdraw,publish,close):step>")
def move(dialogue_id: int, step: str) -> Any:
    """Take a dialogue to its next state, or say what is missing."""
    record = seen(dialogue_id)
    actor, day = me(), today()
    try:
        if step == "coordinate":
            actions.to_coordination(dialogue_id, actor=actor, today=day)
            tell(_("All staff can now read the plan."))
        elif step == "withdraw":
            actions.to_draft(dialogue_id, actor=actor)
            tell(_("The plan is a draft again."))
        elif step == "publish":
            actions.publish(dialogue_id, actor=actor, today=day)
            tell(_("Published. Residents can find it within seconds."))
        else:
            actions.close(dialogue_id, actor=actor, today=day)
            tell(_("Closed. Now write down what was said."))
    except RulesNotMet as missing:
        return _show(record, broken=missing.problems), 422
    return redirect(url_for(".show", dialogue_id=dialogue_id))


@blueprint.post("/dialogues/<int(max=2147483647):dialogue_id>/<any(cancel,unpublish,republish):step>")
def end(dialogue_id: int, step: str) -> Any:
    """Call a dialogue off, take it from the public, or put it back; the first two need a reason."""
    record = seen(dialogue_id)
    form = ReasonForm()
    if step == "republish":
        try:
            actions.republish(dialogue_id, actor=me())
        except RulesNotMet as missing:
            return _show(record, broken=missing.problems), 422
        tell(_("Public again."))
    elif not form.validate():
        return _show(record, reason=form), 422
    elif step == "cancel":
        try:
            actions.cancel(dialogue_id, reason=form.reason.data or "", actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
            return _show(record, reason=form), 422
        tell(_("Cancelled. Residents see the reason."))
    else:
        actions.unpublish(dialogue_id, reason=form.reason.data or "", actor=me())
        tell(_("No longer public. Everything is kept."))
    return redirect(url_for(".show", dialogue_id=dialogue_id))
