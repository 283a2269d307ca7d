"""Districts and neighbourhoods: the days they exist, what followed them, and a merger of districts on a day."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField

from portal.actions import areas as actions
from portal.actions.area_dates import AreaDraft, save_area
from portal.actions.areas import Merger
from portal.desk.admin.entry import entered
from portal.domain.errors import NotFound
from portal.places import queries as places
from portal.publications.catalogue import catalogue
from portal.web.access import me
from portal.web.forms import CheckboxesField, Form, length, not_before, optional, required, sensible_day, tidy
from portal.web.language import KNOWN, name_of

blueprint = Blueprint("areas", __name__, url_prefix="/areas")


class MergerForm(Form):
    """Districts that become one."""

    old = CheckboxesField(
        _l("Districts that become one"), validators=[required(_l("Choose at least two districts."))]
    )
    name = StringField(
        _l("Name of the new district"),
        filters=[tidy],
        validators=[required(_l("Write the name.")), length(least=2, most=120)],
    )
    on = DateField(
        _l("First day of the new district"),
        description=_l("Until the day before, the old ones are shown as today’s districts."),
        validators=[required(_l("Say which day.")), sensible_day()],
    )


class AreaForm(Form):
    """The days of an area, what follows it, and which languages many read there."""

    valid_from = DateField(_l("Exists from"), validators=[optional(), sensible_day()])
    valid_to = DateField(
        _l("Exists until"),
        description=_l("After this day it can no longer be chosen. Its dialogues stay, and are found under both."),
        validators=[optional(), sensible_day(), not_before("valid_from")],
    )
    successors = CheckboxesField(_l("Followed by"), validators=[optional()])
    languages = CheckboxesField(
        _l("Languages that many read here, besides Swedish"),
        description=_l("What residents can read and lacks one of them stands in the list of missing translations."),
        validators=[optional()],
    )


@blueprint.get("")
def index() -> str:
    """Every district, those of the past and of days to come too."""
    known = catalogue()
    return render_template(
        "desk/admin/areas.html",
        districts=[one for one in known.areas.values() if one.kind == "district"],
        inside={one.slug: len(known.inside_district(one.slug)) for one in known.districts()},
        smaller=[one for one in known.areas.values() if one.kind not in ("city", "district")],
    )


@blueprint.route("/merge", methods=["GET", "POST"])
def merge() -> Any:
    """Let districts become one on a day."""
    form = MergerForm()
    form.old.choices = [(one.slug, one.name) for one in catalogue().districts()]

    def save() -> None:
        actions.merge(Merger(old=tuple(form.old.data), name=form.name.data or "", on=form.on.data), actor=me())

    return entered(
        form,
        save,
        title=_("Merge districts"),
        register=_("Districts"),
        back=url_for(".index"),
        said=_("Saved. What was held in the old districts is found under the new one too."),
    )


@blueprint.route("/<slug>", methods=["GET", "POST"])
def edit(slug: str) -> Any:
    """Say from when until when an area exists, and what follows it."""
    known = catalogue().areas
    area = known.get(slug)
    if area is None or area.kind == "city":
        raise NotFound
    saved = {"valid_from": area.valid_from, "valid_to": area.valid_to, "successors": list(area.successors)}
    saved["languages"] = places.languages().get(slug, [])
    form = AreaForm(data=saved) if request.method == "GET" else AreaForm()
    others = [one for one in known.values() if one.kind == area.kind and one.slug != slug]
    form.successors.choices = [(one.slug, one.name) for one in others]
    form.languages.choices = [(code, name_of(code)) for code in KNOWN if code != "sv"]
    if area.kind != "district":
        del form.languages

    def save() -> None:
        days = {"valid_from": form.valid_from.data, "valid_to": form.valid_to.data}
        spoken = tuple(form.languages.data) if "languages" in form else ()
        save_area(slug, AreaDraft(**days, successors=tuple(form.successors.data), languages=spoken), actor=me())

    return entered(form, save, title=area.name, register=_("Districts"), back=url_for(".index"))
