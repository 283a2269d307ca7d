"""Count those who took part in an occasion or in the whole dialogue, correct the counts, and take them back."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import counting as actions
from portal.desk import rules
from portal.desk.choices import SPOKEN
from portal.desk.counting_form import CountingForm, counting_form
from portal.desk.messages import tell
from portal.desk.seeing import reportable
from portal.dialogues.record import Record
from portal.domain.errors import RulesNotMet
from portal.domain.lifecycle import REPORTED
from portal.domain.words import CountMethod
from portal.outcomes import queries
from portal.publications import queries as published
from portal.publications.catalogue import catalogue
from portal.web import names
from portal.web.access import me
from portal.web.dates import moment
from portal.web.language import name_of
from portal.web.words import choices

blueprint = Blueprint("counting", __name__, url_prefix="/dialogues/<int(max=2147483647):dialogue_id>/outcomes")


@blueprint.route("/participation", methods=["GET", "POST"])
def count(dialogue_id: int) -> Any:
    """The counts of one occasion, filled in with what is known already."""
    record = reportable(dialogue_id)
    form = counting_form(_homes(record), {code: name_of(code) for code in SPOKEN}, _channels(record))
    form.occasion.choices = [("", _("The whole dialogue"))] + [
        (str(one.id), f"{moment(one.starts)} {one.place}".strip()) for one in record.occasions
    ]
    form.method.choices = choices("count_method")
    if not form.is_submitted():
        _fill(form, record, request.args.get("occasion", ""))
    elif form.validate():
        try:
            _save(record, form)
        except RulesNotMet as broken:
            _mark(form, broken)
        else:
            tell(_("Saved."))
            return redirect(url_for("desk.outcomes.index", dialogue_id=dialogue_id))
    public = published.page(record.slug) if record.status in REPORTED else None
    told = public.took_part if public else None
    hidden = told is not None and any(None in one.cells.values() for one in told.breakdowns.values())
    page = render_template("desk/outcomes/participation.html", record=record, form=form, told=told, hidden=hidden)
    return page, 422 if form.errors else 200


@blueprint.post("/participation/withdraw")
def withdraw(dialogue_id: int) -> Any:
    """Take back the counts of one occasion."""
    reportable(dialogue_id)
    occasion = request.form.get("occasion", "")
    actions.withdraw_participation(
        dialogue_id, occasion_id=int(occasion) if occasion.isdecimal() else None, actor=me()
    )
    tell(_("Taken back. It is kept in the history."))
    return redirect(url_for("desk.outcomes.index", dialogue_id=dialogue_id))


def _homes(record: Record) -> dict[str, str]:
    """Where people may live: the neighbourhoods around the dialogue, or the districts when it is for the city."""
    known = catalogue()
    districts = {known.district_of(slug) for slug in record.areas}
    if len(districts) == 1 and (home := districts.pop()):
        return {one.slug: one.name for one in names.neighbourhoods(home)}
    return {one.slug: one.name for one in known.districts()}


def _channels(record: Record) -> dict[str, str]:
    """The ways of reaching people, those that were planned first."""
    planned = {way for target in record.targets for way in target.recruitment}
    ways = {one.value: str(one.label) for one in choices("recruitment")}
    return dict(sorted(ways.items(), key=lambda one: one[0] not in planned))


def _fill(form: CountingForm, record: Record, chosen: str) -> None:
    here = next((one for one in record.occasions if str(one.id) == chosen), None)
    form.occasion.data = chosen if here else ""
    row = queries.counted(record.id, here.id if here else None)
    if row is None:
        # The list for the door has counted already how many came.
        form.total.data = request.args.get("total", type=int)
        form.method.data = CountMethod.COUNTED.value
        return
    form.method.data, form.note.data = row.method.value, row.note
    form.women.data, form.men.data, form.other.data = row.women, row.men, row.other
    form.first_time.data = row.first_time
    for prefix, counts in (
        ("band_", row.bands),
        ("home_", row.home_areas),
        ("language_", row.languages),
        ("channel_", row.channels),
    ):
        for name, number in counts.items():
            if f"{prefix}{name}" in form:
                form[f"{prefix}{name}"].data = number or None


def _save(record: Record, form: CountingForm) -> None:
    women, men, other = form.women.data or 0, form.men.data or 0, form.other.data or 0
    actions.report_participation(
        record.id,
        actions.Counts(
            method=CountMethod(form.method.data),
            total=form.total.data if form.total.data is not None else women + men + other,
            women=women,
            men=men,
            other=other,
            bands=form.counts("band_"),
            home_areas=form.counts("home_"),
            languages=form.counts("language_"),
            channels=form.counts("channel_"),
            first_time=form.first_time.data,
            note=form.note.data or "",
        ),
        occasion_id=int(form.occasion.data) if form.occasion.data else None,
        actor=me(),
    )


def _mark(form: CountingForm, broken: RulesNotMet) -> None:
    """Put a rule about several fields at the first of them."""
    parts = {"bands": "band_", "homes": "home_", "languages": "language_", "channels": "channel_"}
    first = {name: form.named(prefix)[0].name for name, prefix in parts.items()}
    for problem in broken.problems:
        field = form[first.get(problem.field, problem.field)]
        field.errors = [*field.errors, rules.sentence(problem)]
