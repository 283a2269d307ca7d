"""My organisation's dialogues: list, register, edit, follow through their states."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import dialogues as actions
from portal.actions import relating
from portal.actions.facts import facts_of, plan_of
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.overlap import panel, points
from portal.desk.planning import standing
from portal.desk.planning.labels import label
from portal.desk.reason_form import ReasonForm
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import Problem, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.publications.catalogue import catalogue
from portal.submissions import queries as submissions
from portal.web.access import me
from portal.web.dates import today
from portal.web.forms import tidy

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
    code = (tidy(request.args.get("code")) or "")[:60]
    others = request.args.get("plans") == "all" and actor.may(Act.SEE_COORDINATION)
    if others:
        statuses = tuple(one for one in statuses if one not in (Status.DRAFT, Status.UNPUBLISHED))
    rows, total = queries.rows(
        organisations=None if others else actor.where(Act.SEE_DRAFT),
        author_id=actor.id if actor.may_own(Act.SEE_DRAFT) and not others else None,
        statuses=statuses,
        code=code,
        page=page,
        size=SIZE,
    )
    return render_template(
        "desk/dialogues/index.html",
        rows=rows,
        total=total,
        page=page,
        pages=max(1, -(-total // SIZE)),
        chosen=chosen,
        others=others,
        code=code,
        statuses=[one.value for one in Status],
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
        facts = facts_of(
            record,
            catalogue(),
            overlap_level=shown.answer.level if shown else "low",
            unanswered_earlier=len(relating.unanswered(record, today=today())),
        )
        problems = tuple(readiness.for_publishing(facts, today=today()))
        first = frozenset(readiness.for_coordination(facts)) if record.status is Status.DRAFT else first
    stops, warnings = rules.split(problems)
    needed = {
        "before_coordination": standing.told([one for one in stops if one in first]),
        "before_publishing": standing.told([one for one in stops if one not in first]),
        "warnings": standing.told(warnings),
    }
    return render_template(
        "desk/dialogues/show.html",
        record=record,
        panel=shown,
        points=points,
        stops=stops,
        **needed,
        refused=bool(broken),
        may=lambda act: may(act, record),
        reason=reason or ReasonForm(),
        sent_in=submissions.behind_draft(record.id),
        label=label,
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
