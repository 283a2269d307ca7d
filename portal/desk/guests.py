"""Who comes to an occasion: the list for the door, what must be booked, letters, and how many came."""

from datetime import time
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.actions import guests as actions
from portal.desk.guest_forms import CountForm, MessageForm, TermsForm, count_form
from portal.desk.messages import tell
from portal.desk.seeing import may, seen
from portal.dialogues.record import OccasionRecord, Record
from portal.domain.calendar import STOCKHOLM, moment
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act
from portal.registrations import queries
from portal.registrations.queries import Guest, Guests
from portal.tables.writing import csv_pieces
from portal.web.access import me
from portal.web.language import code, comma_of, name_of
from portal.web.words import word

blueprint = Blueprint(
    "guests",
    __name__,
    url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/occasions/<int(max=2147483647):occasion_id>/guests",
)

END_OF_DAY = time(23, 59)


@blueprint.get("")
def index(dialogue_id: int, occasion_id: int) -> str:
    """Everybody who signed up, with what they need."""
    record, occasion = _opened(dialogue_id, occasion_id)
    return _page(record, occasion)


@blueprint.post("/terms")
def terms(dialogue_id: int, occasion_id: int) -> Any:
    """Change seats, waiting list and last day."""
    record, occasion = _opened(dialogue_id, occasion_id)
    form = TermsForm()
    if not form.validate():
        return _page(record, occasion, terms=form), 422
    closes = None
    if form.closes_day.data is not None:
        closes = moment(form.closes_day.data, form.closes_time.data or END_OF_DAY)
    actions.arrange(
        dialogue_id,
        occasion_id,
        actions.Terms(capacity=form.capacity.data, waiting_places=form.waiting_places.data, closes_at=closes),
        actor=me(),
    )
    tell(_("Saved. Free seats have been offered to those who wait."))
    return redirect(url_for(".index", dialogue_id=dialogue_id, occasion_id=occasion_id))


@blueprint.post("/message")
def message(dialogue_id: int, occasion_id: int) -> Any:
    """Write to everybody."""
    record, occasion = _opened(dialogue_id, occasion_id)
    form = MessageForm()
    if not form.validate():
        return _page(record, occasion, message=form), 422
    sent = actions.write_to_all(dialogue_id, occasion_id, form.message.data or "", actor=me())
    tell(ngettext("The letter goes to %(num)s address.", "The letter goes to %(num)s addresses.", sent))
    return redirect(url_for(".index", dialogue_id=dialogue_id, occasion_id=occasion_id))


@blueprint.post("/count")
def count(dialogue_id: int, occasion_id: int) -> Any:
    """Note who came, and go on to the counts of the dialogue with the sum filled in."""
    record, occasion = _opened(dialogue_id, occasion_id)
    found = queries.guests(occasion_id)
    form = count_form([one.id for one in found.seated])()
    if not form.validate():
        return _page(record, occasion, count=form), 422
    total = actions.count(
        dialogue_id,
        occasion_id,
        came={one.id: form[f"came_{one.id}"].data for one in found.seated},
        walk_ins=form.walk_ins.data,
        actor=me(),
    )
    tell(
        ngettext(
            "%(num)s person came. Now tell how many were women and men.",
            "%(num)s people came. Now tell how many were women and men.",
            total,
        )
    )
    return redirect(url_for("desk.counting.count", dialogue_id=dialogue_id, occasion=occasion_id, total=total))


@blueprint.get("/list.csv")
def export(dialogue_id: int, occasion_id: int) -> Response:
    """The list as a spreadsheet that no cell of can run as a formula."""
    _record, occasion = _opened(dialogue_id, occasion_id)
    heads = [_("Number"), _("Name"), _("E-mail address"), _("People"), _("State"), _("Language"), _("Needs")]
    rows = [_row(number, one) for number, one in enumerate(queries.guests(occasion_id).guests, start=1)]
    answer = Response(csv_pieces([heads, *rows]), content_type="text/csv; charset=utf-8")
    day = occasion.starts.astimezone(STOCKHOLM).date()
    answer.headers["Content-Disposition"] = f'attachment; filename="{day}-{occasion_id}.csv"'
    return answer


def _row(number: int, one: Guest) -> list[str | int | None]:
    needs = comma_of(code()).join(word("service", service) for service in one.services)
    language = name_of(one.spoken) if one.spoken else ""
    return [number, one.name, one.email, one.people, word("registration_state", one.state), language, needs]


def _opened(dialogue_id: int, occasion_id: int) -> tuple[Record, OccasionRecord]:
    record = seen(dialogue_id)
    occasion = next((one for one in record.occasions if one.id == occasion_id), None)
    if occasion is None:
        raise NotFound
    if not may(Act.REPORT, record):
        raise NotAllowed
    return record, occasion


def _page(
    record: Record,
    occasion: OccasionRecord,
    *,
    terms: TermsForm | None = None,
    message: MessageForm | None = None,
    count: CountForm | None = None,
) -> str:
    found = queries.guests(occasion.id)
    return render_template(
        "desk/guests/index.html",
        record=record,
        occasion=occasion,
        found=found,
        terms=terms or _terms_of(found),
        message=message or MessageForm(formdata=None),
        count=count or _count_of(found),
        wrong=next((form for form in (terms, message, count) if form is not None), None),
    )


def _terms_of(found: Guests) -> TermsForm:
    closes = found.closes_at.astimezone(STOCKHOLM) if found.closes_at else None
    return TermsForm(
        formdata=None,
        data={
            "capacity": found.room.capacity,
            "waiting_places": found.waiting_places,
            "closes_day": closes.date() if closes else None,
            "closes_time": closes.time() if closes else None,
        },
    )


def _count_of(found: Guests) -> CountForm:
    values: dict[str, int | None] = {f"came_{one.id}": one.came for one in found.seated}
    return count_form([one.id for one in found.seated])(formdata=None, data=values | {"walk_ins": found.walk_ins})
