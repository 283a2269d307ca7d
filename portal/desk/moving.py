"""Move a plan to another day, from the calendar: the score it would have first, then the move."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, TextAreaField

from portal.actions import shifting
from portal.actions.facts import plan_of
from portal.actions.taking import latest_day
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.occasions import NOTE
from portal.desk.overlap import panel, points
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record
from portal.domain.errors import NotAllowed, RulesNotMet, Stale
from portal.domain.rights import Act
from portal.domain.suggestions import Kind
from portal.overlap.check import Plan
from portal.overlap.suggesting import advise
from portal.web.access import me
from portal.web.dates import day, today
from portal.web.forms import Form, required, sensible_day, tidy

blueprint = Blueprint("moving", __name__)


class DayForm(Form):
    """The new first day; `revision` is what the person saw."""

    revision = HiddenField()
    starts = DateField(_l("New first day"), validators=[required(_l("Say which day.")), sensible_day()])
    note = TextAreaField(_l("Note to residents"), filters=[tidy], description=NOTE)


@blueprint.route("/dialogues/<int(max=2147483647):dialogue_id>/move", methods=["GET", "POST"])
def show(dialogue_id: int) -> Any:
    """The plan as it is; with `?starts=` beside the plan on that day; a form sent moves it."""
    record = seen(dialogue_id)
    if not may(Act.PUBLISH if record.published_at else Act.EDIT, record):
        raise NotAllowed
    if request.method == "POST":
        return _moved(record, DayForm())
    if "starts" not in request.args:
        return _page(record, DayForm(data={"starts": record.starts}))
    form = DayForm(request.args)
    tried = form.starts.validate(form)
    return _page(record, form, tried=tried), 200 if tried else 422


def _moved(record: Record, form: DayForm) -> Any:
    if not form.validate():
        return _page(record, form), 422
    first: date = form.starts.data
    revision = form.revision.data or ""
    try:
        shifting.shift(
            record.id,
            first,
            actor=me(),
            revision=int(revision) if revision.isdecimal() else 0,
            today=today(),
            note=form.note.data or "",
        )
    except RulesNotMet as broken:
        for one in broken.problems:
            if one.rule == "C1":
                form.note.errors = [_("Tell residents why.")]
            elif not one.warning:
                field = form.note if one.field == "note" else form.starts
                field.errors = [*field.errors, rules.sentence(one)]
        return _page(record, form, tried=not form.starts.errors), 422
    except Stale:
        form.starts.errors = [_("Somebody else has changed the days meanwhile. Look at them first.")]
        return _page(record, form), 409
    tell(_("Moved to %(day)s.", day=day(first)))
    return redirect(f"{url_for('desk.calendar.index')}?from={first:%Y-%m}")


def _page(record: Record, form: DayForm, *, tried: bool = False) -> str:
    plan = plan_of(record)
    looks = plan is not None and not plan.informs and not tried
    advice = advise(plan, today=today(), latest=latest_day(record)) if plan and looks else None
    form.revision.data = str(record.revision)
    return render_template(
        "desk/moving/show.html",
        record=record,
        form=form,
        obstacle=shifting.obstacle(record),
        announced=shifting.known_to_residents(record),
        now=panel(plan),
        then=panel(_on(plan, form.starts.data)) if tried else None,
        tried=form.starts.data if tried else None,
        better=[
            (date.fromisoformat(one.suggestion.what), one.suggestion.score)
            for one in (advice.offers if advice else ())
            if one.suggestion.kind is Kind.MOVE
        ],
        points=points,
    )


def _on(plan: Plan | None, first: date) -> Plan | None:
    """The plan on another first day, as long as before."""
    if plan is None:
        return None
    return replace(plan, starts=first, ends=plan.ends + (first - plan.starts) if plan.ends else None)
