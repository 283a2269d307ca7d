"""Promises of my organisation, whoever held the dialogue: list them, say how they go, see how all keep theirs."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField

from portal.actions import promises as actions
from portal.desk import rules
from portal.desk.messages import tell
from portal.dialogues import queries as dialogues
from portal.domain import promises
from portal.domain.errors import NotAllowed, NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import CommitmentStatus
from portal.outcomes import promised
from portal.publications import queries as publications
from portal.web.access import me, needs
from portal.web.dates import today
from portal.web.forms import Form, length, optional, required, sensible_day, tidy
from portal.web.words import choices

blueprint = Blueprint("promises", __name__, url_prefix="/promises")

SIZE = 25
DEEPEST_PAGE = 10_000


class FollowForm(Form):
    """How a promise goes."""

    status = SelectField(_l("How it goes"))
    comment = TextAreaField(
        _l("Comment to residents"),
        filters=[tidy],
        description=_l("Residents read it under the promise."),
        validators=[required(_l("Tell residents how it goes.")), length(least=20, most=1000)],
    )
    due = DateField(
        _l("New day, if it was changed"),
        description=_l("The old day stays readable."),
        validators=[optional(), sensible_day()],
    )
    text = TextAreaField(
        _l("New wording, if it was changed"),
        filters=[tidy],
        description=_l("The old wording stays readable."),
        validators=[optional(), length(least=10, most=1000)],
    )


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Promises my organisations own, late ones first; with `whose=all` those of the whole city."""
    actor = me()
    view = request.args.get("view", "open")
    view = view if view in promised.VIEWS else "open"
    mine = actor.where(Act.REPORT)
    everybody = request.args.get("whose") == "all" or not actor.may(Act.REPORT)
    page = min(max(1, request.args.get("page", 1, type=int)), DEEPEST_PAGE)
    found = promised.promised(
        organisations=None if everybody else mine, view=view, today=today(), page=page, size=SIZE
    )
    return render_template(
        "desk/promises/index.html",
        found=found,
        view=view,
        everybody=everybody,
        choosing=actor.may(Act.REPORT),
        page=page,
        pages=max(1, -(-found.counts[view] // SIZE)),
        keepers=publications.promises_by_organisation(today()),
    )


@blueprint.route("/<int(max=2147483647):commitment_id>", methods=["GET", "POST"])
def show(commitment_id: int) -> Any:
    """One promise with its history; whoever keeps it or holds the dialogue says how it goes."""
    promise = promised.whole(commitment_id)
    record = dialogues.record(promise.dialogue_id) if promise else None
    actor = me()
    if promise is None or record is None:
        raise NotFound
    if not actor.may_see(record.status, record.owners, registered_by=record.created_by_id):
        raise NotFound
    may = actor.may_on(Act.REPORT, (*record.owners, promise.organisation_id))
    form = FollowForm()
    moves = set(promises.MOVES[promise.status])
    if not actor.may(Act.REPORT, promise.organisation_id):
        moves.discard(CommitmentStatus.PROMISED)
    form.status.choices = choices("commitment_status", [one.value for one in CommitmentStatus if one in moves])
    if request.method == "POST":
        if not may:
            raise NotAllowed
        if form.validate():
            try:
                _follow(commitment_id, form)
            except RulesNotMet as broken:
                rules.mark(form, broken.problems)
            else:
                tell(_("Saved. Residents can read it."))
                return redirect(url_for(".show", commitment_id=commitment_id))
    page = render_template(
        "desk/promises/show.html",
        promise=promise,
        record=record,
        form=form if may and moves else None,
        late=promises.is_late(promise.status, promise.due, today()),
    )
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
