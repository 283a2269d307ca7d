"""The register of venues."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, IntegerField, SelectField, StringField, TextAreaField

from portal.actions import registers as actions
from portal.actions.registers import VenueDraft
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.registers import offered
from portal.domain.errors import NotAllowed, NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.publications.catalogue import catalogue
from portal.venues import queries
from portal.web.access import me, needs
from portal.web.forms import Form, between, email, length, optional, required, tidy

blueprint = Blueprint("venues", __name__, url_prefix="/venues")

PLAIN = (
    "name",
    "address",
    "capacity",
    "wheelchair",
    "hearing_loop",
    "accessible_toilet",
    "accessible_parking",
    "access_note",
    "opening_note",
    "booking_email",
    "retired",
)


class VenueForm(Form):
    """A room or place, and how one gets into it."""

    name = StringField(
        _l("Venue"), filters=[tidy], validators=[required(_l("Write the name.")), length(least=2, most=160)]
    )
    address = StringField(_l("Address"), filters=[tidy], validators=[optional(), length(most=200)])
    area = SelectField(_l("Where it lies"))
    owner = SelectField(_l("Who owns it"))
    capacity = IntegerField(_l("Seats"), validators=[optional(), between(least=1, most=30_000)])
    wheelchair = BooleanField(_l("Step-free all the way, also with a wheelchair"))
    hearing_loop = BooleanField(_l("Hearing loop"))
    accessible_toilet = BooleanField(_l("Accessible toilet"))
    accessible_parking = BooleanField(_l("Parking for people with disabilities"))
    access_note = TextAreaField(
        _l("How one gets in"),
        filters=[tidy],
        description=_l("Entrance, lift, distance from the stop, what a visitor should know."),
        validators=[optional(), length(most=500)],
    )
    opening_note = TextAreaField(
        _l("When it is open or free"), filters=[tidy], validators=[optional(), length(most=500)]
    )
    booking_email = EmailField(
        _l("Address for booking"),
        filters=[tidy],
        description=_l("Of a function, not of a person. Only staff see it."),
        validators=[optional(), email()],
    )
    retired = BooleanField(_l("No longer used"), description=_l("Occasions held there keep it."))


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Every venue with its accessibility; those no longer used come last."""
    return render_template(
        "desk/registers/venues.html",
        venues=sorted(queries.all_venues(retired=True), key=lambda one: one.retired),
        may_keep=offered.may_keep(me()),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Add a venue."""
    return _entry(None)


@blueprint.route("/<int(max=2147483647):venue_id>", methods=["GET", "POST"])
def edit(venue_id: int) -> Any:
    """Change a venue."""
    return _entry(venue_id)


def _entry(venue_id: int | None) -> Any:
    if not offered.may_keep(me()):
        raise NotAllowed
    row = queries.by_id(venue_id) if venue_id else None
    if venue_id and row is None:
        raise NotFound
    if row is not None and request.method == "GET":
        data = {name: getattr(row, name) for name in PLAIN}
        data |= {"area": row.area.slug if row.area else "", "owner": row.owner.slug if row.owner else ""}
        form = VenueForm(data=data)
    else:
        form = VenueForm()
    names = catalogue()
    form.area.choices, form.owner.choices = offered.areas(names), offered.owners(names)
    if form.validate_on_submit():
        plain: dict[str, Any] = {
            name: form[name].data if form[name].data is not None else "" for name in PLAIN if name != "capacity"
        }
        draft = VenueDraft(**plain, capacity=form.capacity.data, area=form.area.data, owner=form.owner.data)
        try:
            actions.save_venue(draft, known=venue_id, actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".index"))
    title = _("Change the venue") if venue_id else _("Add a venue")
    back = url_for(".index")
    page = render_template("desk/registers/entry.html", form=form, title=title, back=back, register=_("Venues"))
    return page, 422 if form.errors else 200
