"""The register of process leaders and facilitators, and for coordinators the city's pool of neutral ones."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, SelectField, StringField, TelField

from portal.actions import registers as actions
from portal.actions.registers import LeaderDraft
from portal.desk import rules
from portal.desk.choices import SPOKEN
from portal.desk.messages import tell
from portal.desk.registers import offered
from portal.dialogues import queries as dialogues
from portal.domain.errors import NotAllowed, NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import Independence
from portal.leaders import queries
from portal.publications.catalogue import catalogue
from portal.web.access import me, needs
from portal.web.dates import today
from portal.web.forms import CheckboxesField, Form, email, length, optional, required, tidy
from portal.web.language import name_of
from portal.web.words import choices

if TYPE_CHECKING:
    from portal.leaders.models import Leader

blueprint = Blueprint("leaders", __name__, url_prefix="/leaders")

PARTS = ("process_leader", "facilitator")


class LeaderForm(Form):
    """Somebody who carries dialogues through or leads the talk."""

    name = StringField(
        _l("Name"), filters=[tidy], validators=[required(_l("Write the name.")), length(least=2, most=120)]
    )
    parts = CheckboxesField(_l("Can be"), validators=[required(_l("Choose at least one."))])
    organisation = SelectField(
        _l("Organisation"), description=_l("Where the person works; leave it open for somebody from outside.")
    )
    independence = SelectField(_l("How independent"))
    training = StringField(
        _l("Training"),
        filters=[tidy],
        description=_l("Which course in leading dialogues, and when. Empty means none is known."),
        validators=[optional(), length(most=300)],
    )
    languages = CheckboxesField(_l("Leads talks in"), validators=[required(_l("Choose at least one."))])
    districts = CheckboxesField(_l("Knows these districts"))
    email = EmailField(_l("E-mail address"), filters=[tidy], validators=[optional(), email()])
    telephone = TelField(_l("Telephone"), filters=[tidy], validators=[optional(), length(most=40)])
    consent = BooleanField(
        _l("Has agreed that residents see the name"),
        description=_l("Without it residents see the role only. It can be taken back at any time."),
    )
    left = BooleanField(
        _l("Has left"), description=_l("No longer offered. Name and contact are taken away after two years.")
    )


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Who there is; with `neutral=1`, `district` or `language`, those that fit."""
    neutral = request.args.get("neutral") == "1"
    district, language = request.args.get("district", ""), request.args.get("language", "")
    everybody = queries.all_leaders()
    fitting = [
        one
        for one in everybody
        if (not neutral or (one.neutral and one.facilitator))
        and (not district or district in {area.slug for area in one.districts})
        and (not language or language in one.languages)
    ]
    coordinates = me().may(Act.COORDINATE)
    return render_template(
        "desk/registers/leaders.html",
        leaders=fitting,
        total=len(everybody),
        neutral=neutral,
        district=district,
        chosen=language,
        districts=catalogue().districts(),
        languages=[(code, name_of(code)) for code in SPOKEN],
        name_of=name_of,
        asking=dialogues.lacking_neutral(today=today()) if coordinates else None,
        may_keep=offered.may_keep(me()),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Add somebody."""
    return _entry(None)


@blueprint.route("/<int(max=2147483647):leader_id>", methods=["GET", "POST"])
def edit(leader_id: int) -> Any:
    """Change what is known of somebody."""
    return _entry(leader_id)


def _entry(leader_id: int | None) -> Any:
    if not offered.may_keep(me()):
        raise NotAllowed
    row = queries.by_id(leader_id) if leader_id else None
    if leader_id and row is None:
        raise NotFound
    form = LeaderForm(data=_values(row)) if request.method == "GET" else LeaderForm()
    names = catalogue()
    form.parts.choices = [("process_leader", _("Process leader")), ("facilitator", _("Facilitator"))]
    kept = row.organisation.slug if row and row.organisation else ""
    outside = _("From outside, or not known") if me().may(Act.COORDINATE) or (row and not kept) else None
    form.organisation.choices = offered.bodies(names, me(), kept=kept, none=outside)
    form.independence.choices = choices("independence")
    form.languages.choices = [(code, name_of(code)) for code in SPOKEN]
    form.districts.choices = [(one.slug, one.name) for one in names.districts()]
    if form.validate_on_submit():
        try:
            actions.save_leader(_draft(form), known=leader_id, today=today(), actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".index"))
    title = _("Change what is known of a leader") if leader_id else _("Add a process leader or facilitator")
    back, register = url_for(".index"), _("Process leaders and facilitators")
    page = render_template("desk/registers/entry.html", form=form, title=title, back=back, register=register)
    return page, 422 if form.errors else 200


def _values(row: "Leader | None") -> dict[str, Any]:
    if row is None:
        return {"parts": ["facilitator"], "languages": ["sv"]}
    plain = {name: getattr(row, name) for name in ("name", "training", "email", "telephone", "languages")}
    return plain | {
        "parts": [one for one in PARTS if getattr(row, one)],
        "organisation": row.organisation.slug if row.organisation else "",
        "independence": row.independence.value,
        "districts": [area.slug for area in row.districts],
        "consent": row.consented_on is not None,
        "left": row.left_on is not None,
    }


def _draft(form: LeaderForm) -> LeaderDraft:
    return LeaderDraft(
        name=form.name.data or "",
        email=form.email.data or "",
        telephone=form.telephone.data or "",
        organisation=form.organisation.data or "",
        process_leader="process_leader" in form.parts.data,
        facilitator="facilitator" in form.parts.data,
        independence=Independence(form.independence.data),
        training=form.training.data or "",
        languages=tuple(form.languages.data),
        districts=tuple(form.districts.data or ()),
        consent=form.consent.data,
        left=form.left.data,
    )
