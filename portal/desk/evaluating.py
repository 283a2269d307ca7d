"""Look back at a dialogue in the desk."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from portal.actions import evaluating as actions
from portal.desk import rules
from portal.desk.evaluation_form import EvaluationForm, evaluation_form
from portal.desk.messages import tell
from portal.desk.seeing import reportable
from portal.dialogues.record import Record
from portal.domain.errors import NotPossible, RulesNotMet
from portal.domain.lifecycle import CLOSED
from portal.domain.words import Status
from portal.outcomes import queries
from portal.web.access import me
from portal.web.words import choices

blueprint = Blueprint("evaluating", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/outcomes")


@blueprint.route("/evaluation", methods=["GET", "POST"])
def evaluate(dialogue_id: int) -> Any:
    """Score the goals and say what was learnt."""
    record = reportable(dialogue_id)
    if record.status not in CLOSED:
        raise NotPossible
    form = evaluation_form(record.goals, **_known(record))
    form.recruitment_used.choices = choices("recruitment")
    if form.validate_on_submit():
        try:
            actions.evaluate(dialogue_id, _assessment(record, form), actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            # Where what is still missing stands, and the button that declares it followed up.
            onwards = "desk.life.show" if record.status is Status.REPORTED else "desk.outcomes.index"
            return redirect(url_for(onwards, dialogue_id=dialogue_id))
    planned = sorted({way for target in record.targets for way in target.recruitment})
    page = render_template("desk/outcomes/evaluation.html", record=record, form=form, planned=planned)
    return page, 422 if form.errors else 200


def _known(record: Record) -> dict[str, Any]:
    """What has been written before."""
    row = queries.evaluation(record.id)
    if row is None:
        return {}
    return {f"worked_{part}": row.worked.get(part, "") for part in actions.PARTS} | {
        "lessons": row.lessons,
        "differently": row.differently,
        "recruitment_used": row.recruitment_used,
        "answers": row.answers,
        "felt_heard": row.felt_heard,
        "understood": row.understood,
        "again": row.again,
    }


def _assessment(record: Record, form: EvaluationForm) -> actions.Assessment:
    scores = {goal.id: form[f"score_{goal.id}"].data for goal in record.goals}
    told = None
    if form.answers.data:
        told = actions.AfterForm(
            answers=form.answers.data,
            felt_heard=float(form.felt_heard.data),
            understood=float(form.understood.data),
            again=float(form.again.data),
        )
    return actions.Assessment(
        goals={
            goal: (int(score) if score else None, form[f"outcome_{goal}"].data or "")
            for goal, score in scores.items()
        },
        worked={part: form[f"worked_{part}"].data or "" for part in actions.PARTS},
        lessons=form.lessons.data or "",
        differently=form.differently.data or "",
        recruitment_used=tuple(form.recruitment_used.data or ()),
        after_form=told,
    )
