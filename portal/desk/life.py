"""The life of a dialogue: every move it made, what time did, and the later moves it may make."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, TextAreaField

from portal.actions import archiving
from portal.actions import life as actions
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain import lifecycle, promises
from portal.domain.errors import RulesNotMet
from portal.domain.lifecycle import Cause
from portal.domain.words import Continuity, Status
from portal.duties import queries as duties
from portal.outcomes import queries as outcomes
from portal.web import downloads
from portal.web.access import me
from portal.web.dates import today
from portal.web.forms import Form, length, optional, required, sensible_day, tidy

blueprint = Blueprint("life", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/life")

CAUSES = {Cause.FIRST_DAY: _l("Its first day came."), Cause.LAST_DAY: _l("Its last day passed.")}


class StepForm(Form):
    """A later move; the reason is kept with it."""

    reason = TextAreaField(
        _l("Note"),
        filters=[tidy],
        description=_l("Kept in the history of the dialogue; staff read it."),
        validators=[optional(), length(most=1000)],
    )


class ReopenForm(Form):
    """Ask on until another day."""

    ends = DateField(_l("New last day"), validators=[optional(), sensible_day()])
    reason = TextAreaField(
        _l("Reason"), filters=[tidy], validators=[required(_l("Give a reason.")), length(least=20, most=1000)]
    )


@blueprint.get("")
def show(dialogue_id: int) -> str:
    """Where the dialogue has been, what is late, what it was reminded of, and what comes next."""
    return _page(seen(dialogue_id))


def _page(record: Record, *, step: StepForm | None = None, reopen: ReopenForm | None = None) -> str:
    status, day = record.status, today()
    missing = actions.missing_for_follow_up(record) if status is Status.REPORTED else ()
    report = None
    if record.continuity is Continuity.CONTINUOUS and record.starts and record.report_interval_months:
        since = outcomes.last_period_report(record.id) or record.starts
        report = lifecycle.next_report(since=since, months=record.report_interval_months)
    return render_template(
        "desk/life/show.html",
        record=record,
        moves=queries.moves(record.id),
        causes=CAUSES,
        reminders=duties.sent_about(record.id),
        answer_late=status in (Status.OPEN, Status.COMPILING)
        and promises.feedback_is_late(record.feedback_promised, record.reported_on, day),
        follow_up_missing=lifecycle.follow_up_missing(status, record.closed_on, day),
        next_report=report,
        missing=[rules.sentence(problem) for problem in missing],
        evaluated=not {problem.rule for problem in missing} & {"F1", "F3"},
        may=lambda act: may(act, record),
        step=step or StepForm(),
        reopen=reopen or ReopenForm(),
    )


@blueprint.post("/<any(follow_up,archive,reopen):step>")
def move(dialogue_id: int, step: str) -> Any:
    """Make a later move, or say what is missing."""
    record = seen(dialogue_id)
    form: Any = ReopenForm() if step == "reopen" else StepForm()
    if not form.validate():
        return _refused(record, form)
    reason = form.reason.data or ""
    try:
        if step == "reopen":
            actions.reopen(dialogue_id, ends=form.ends.data, reason=reason, today=today(), actor=me())
            tell(_("Open again. Residents can take part until the new day."))
        elif step == "follow_up":
            actions.follow_up(dialogue_id, reason=reason, actor=me())
            tell(_("Followed up. Residents can read how it went."))
        else:
            actions.archive(dialogue_id, reason=reason, actor=me())
            tell(_("Archived. Residents can still read it; nobody can change it."))
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _refused(record, form)
    return redirect(url_for(".show", dialogue_id=dialogue_id))


@blueprint.post("/package")
def package(dialogue_id: int) -> Response:
    """All that is kept of the dialogue as one file, for whoever keeps the records of its organiser."""
    record = seen(dialogue_id)
    made = archiving.package(record.id, actor=me(), folder=downloads.folder())
    answer = Response(made, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{record.slug}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _refused(record: Record, form: Any) -> Any:
    if isinstance(form, ReopenForm):
        return _page(record, reopen=form), 422
    return _page(record, step=form), 422
