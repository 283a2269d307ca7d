"""Districts: which there are, which were merged into which, and a merger on a day."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField

from portal.actions import areas as actions
from portal.actions.areas import Merger
from portal.desk import rules
from portal.desk.messages import tell
from portal.domain.errors import RulesNotMet
from portal.publications.catalogue import catalogue
from portal.web.access import me
from portal.web.forms import CheckboxesField, Form, length, required, sensible_day, tidy

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


@blueprint.get("")
def index() -> str:
    """Every district, those of the past and of days to come too."""
    known = catalogue()
    return render_template(
        "desk/admin/areas.html",
        districts=[one for one in known.areas.values() if one.kind == "district"],
        inside={one.slug: len(known.inside_district(one.slug)) for one in known.districts()},
    )


@blueprint.route("/merge", methods=["GET", "POST"])
def merge() -> Any:
    """Let districts become one on a day."""
    form = MergerForm()
    form.old.choices = [(one.slug, one.name) for one in catalogue().districts()]
    if form.validate_on_submit():
        merger = Merger(old=tuple(form.old.data), name=form.name.data or "", on=form.on.data)
        try:
            actions.merge(merger, actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved. What was held in the old districts is found under the new one too."))
            return redirect(url_for(".index"))
    page = render_template(
        "desk/registers/entry.html",
        form=form,
        title=_("Merge districts"),
        back=url_for(".index"),
        register=_("Districts"),
    )
    return page, 422 if form.errors else 200
