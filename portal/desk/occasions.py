"""One occasion after it was announced: move it, call it off, say that it was held."""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField, TimeField

from portal.actions import occasions as actions
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.seeing import may, seen
from portal.dialogues.record import OccasionRecord, Record
from portal.domain import calendar
from portal.domain.errors import NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import OccasionState
from portal.occasions import queries
from portal.web.access import me
from portal.web.dates import local, now
from portal.web.forms import Form, length, optional, required, sensible_day, tidy

blueprint = Blueprint(
    "occasions",
    __name__,
    url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/occasions/<int(max=2147483647):occasion_id>",
)

NOTE = _l("Say why, and what those who meant to come should do.")


class MoveForm(Form):
    """A new time or place."""

    day = DateField(_l("Day"), validators=[required(_l("Say which day.")), sensible_day()])
    begins = TimeField(_l("Begins"), validators=[required(_l("Write a time, as in 18:00."))])
    ends = TimeField(_l("Ends"), validators=[required(_l("Write a time, as in 18:00."))])
    place = StringField(_l("Place"), filters=[tidy], validators=[optional(), length(most=160)])
    address = StringField(_l("Address"), filters=[tidy], validators=[optional(), length(most=200)])
    note = TextAreaField(
        _l("Note to residents"),
        filters=[tidy],
        description=NOTE,
        validators=[required(_l("Tell residents why.")), length(least=10, most=500)],
    )


class CancelForm(Form):
    """Why it is off."""

    note = TextAreaField(
        _l("Note to residents"),
        filters=[tidy],
        description=NOTE,
        validators=[required(_l("Tell residents why.")), length(least=10, most=500)],
    )


@blueprint.get("")
def show(dialogue_id: int, occasion_id: int) -> str:
    """The occasion, who shares it, and what can be done with it."""
    record, occasion = _found(dialogue_id, occasion_id)
    return _page(record, occasion)


def _found(dialogue_id: int, occasion_id: int) -> tuple[Record, OccasionRecord]:
    record = seen(dialogue_id)
    occasion = next((one for one in record.occasions if one.id == occasion_id), None)
    if occasion is None:
        raise NotFound
    return record, occasion


def _page(
    record: Record, occasion: OccasionRecord, *, moving: MoveForm | None = None, cancelling: CancelForm | None = None
) -> str:
    starts, ends = local(occasion.starts), local(occasion.ends)
    known = {
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "place": occasion.place,
        "address": occasion.address,
    }
    settled = occasion.state in (OccasionState.CANCELLED, OccasionState.HELD)
    return render_template(
        "desk/occasions/show.html",
        record=record,
        occasion=occasion,
        sharing=queries.sharing(occasion.id, but=record.id),
        begun=occasion.starts <= now(),
        changeable=record.published_at is not None and not settled and may(Act.PUBLISH, record),
        holdable=not settled and may(Act.REPORT, record),
        moving=moving or MoveForm(prefix="move-", data=known),
        cancelling=cancelling or CancelForm(prefix="cancel-"),
    )


@blueprint.post("/<any(move,cancel,held):step>")
def change(dialogue_id: int, occasion_id: int, step: str) -> Any:
    """Do one of these things with the occasion."""
    record, occasion = _found(dialogue_id, occasion_id)
    if step == "held":
        actions.held(occasion_id, actor=me(), now=now())
        tell(_("Noted: it was held."))
    else:
        form: Any = MoveForm(prefix="move-") if step == "move" else CancelForm(prefix="cancel-")
        if not form.validate() or not _saved(occasion_id, form):
            page = _page(record, occasion, **{"moving" if step == "move" else "cancelling": form})
            return page, 422
    return redirect(url_for("desk.life.show", dialogue_id=dialogue_id))


def _saved(occasion_id: int, form: Any) -> bool:
    try:
        if isinstance(form, MoveForm):
            actions.move(
                occasion_id,
                starts=_moment(form, "begins"),
                ends=_moment(form, "ends"),
                place=form.place.data or "",
                address=form.address.data or "",
                note=form.note.data or "",
                actor=me(),
            )
            tell(_("Moved. Calendars follow. Those who signed up and those who hold the dialogue are told by mail."))
        else:
            actions.cancel(occasion_id, note=form.note.data or "", actor=me())
            tell(_("Cancelled. Residents see why. Those who signed up and those who hold it are told by mail."))
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return False
    return True


def _moment(form: MoveForm, name: str) -> datetime:
    return calendar.moment(form.day.data, form[name].data)
