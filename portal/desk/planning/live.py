"""The overlap panel while a step is being filled in; nothing is saved."""

from flask import Blueprint, render_template

from portal.actions.taking import advice_for
from portal.desk import choices
from portal.desk.overlap import panel, points, suggested
from portal.desk.planning.pages import plan_of_form
from portal.desk.planning.scope import ScopeForm
from portal.desk.seeing import may, seen
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act
from portal.web.access import me
from portal.web.dates import today

blueprint = Blueprint("live", __name__)

JUDGED = ("areas", "starts", "ends", "groups", "themes", "minutes")


@blueprint.post("/dialogues/<int(max=2147483647):dialogue_id>/overlap/panel")
def show(dialogue_id: int) -> str:
    """The panel for what the form says now, as a piece of a page."""
    record = seen(dialogue_id)
    if not may(Act.EDIT, record):
        raise NotAllowed
    form = ScopeForm()
    choices.offer(form, me(), lead=record.lead)
    form.validate()
    wrong = any(form[name].errors for name in JUDGED)
    plan = None if wrong else plan_of_form(form, record=record)
    advice = advice_for(record, today=today(), plan=plan) if plan else None
    return render_template(
        "desk/planning/parts/live.html",
        record=record,
        panel=panel(plan),
        points=points,
        advice=advice,
        suggestions=suggested(advice),
    )
