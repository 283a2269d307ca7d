"""Organisations: names, kind, contact, the days they exist, and who followed."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, SelectField, StringField, URLField

from portal.actions import reference as actions
from portal.actions.reference import OrganisationDraft
from portal.desk.admin.entry import entered
from portal.domain.errors import NotFound
from portal.domain.words import OrganisationKind
from portal.organisations import queries
from portal.publications.catalogue import by_short_name, catalogue
from portal.web import names
from portal.web.access import me
from portal.web.forms import Form, email, length, not_before, optional, required, sensible_day, tidy, web_address
from portal.web.language import name_of, offered
from portal.web.words import choices

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")


class OrganisationForm(Form):
    """An organisation in Swedish; names in further languages are added to it."""

    name_sv = StringField(
        _l("Name in Swedish"),
        filters=[tidy],
        validators=[required(_l("Write the name in Swedish.")), length(least=2, most=120)],
    )
    short = StringField(
        _l("Short name"), filters=[tidy], validators=[required(_l("Write the name.")), length(least=2, most=80)]
    )
    kind = SelectField(_l("Kind"))
    email = EmailField(
        _l("E-mail address"),
        filters=[tidy],
        description=_l("Of a function, not of a person. Residents see it."),
        validators=[optional(), email()],
    )
    url = URLField(_l("Web page"), filters=[tidy], validators=[optional(), web_address()])
    area = SelectField(_l("District it answers for"))
    valid_from = DateField(_l("Exists from"), validators=[optional(), sensible_day()])
    valid_to = DateField(
        _l("Exists until"),
        description=_l("After this day it is no longer offered. Its dialogues stay."),
        validators=[optional(), sensible_day(), not_before("valid_from")],
    )
    successor = SelectField(_l("Followed by"))


@blueprint.get("")
def index() -> str:
    """Every organisation."""
    return render_template("desk/admin/organisations.html", found=list(catalogue().organisations.values()))


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Add one."""
    return _entry(None)


@blueprint.route("/<slug>", methods=["GET", "POST"])
def edit(slug: str) -> Any:
    """Change one."""
    return _entry(slug)


def _entry(slug: str | None) -> Any:
    form = _form(slug)
    return entered(
        form,
        lambda: actions.save_organisation(_draft(form), known=slug, actor=me()),
        title=names.organisation(slug) if slug else _("Add an organisation"),
        register=_("Organisations"),
        back=url_for(".index"),
    )


def _form(slug: str | None) -> Any:
    class Whole(OrganisationForm):
        """With a name for each language."""

    for code in offered():
        if code != "sv":
            label = _("Name: %(language)s", language=name_of(code))
            checks = [optional(), length(most=120)]
            setattr(Whole, f"name_{code}", StringField(label, filters=[tidy], validators=checks))
    known = catalogue()
    row = queries.by_slug(slug) if slug else None
    if slug and row is None:
        raise NotFound
    form = Whole(data=_values(row)) if request.method == "GET" else Whole()
    form.kind.choices = choices("organisation_kind")
    form.area.choices = [("", _("None")), *((one.slug, one.name) for one in known.areas.values() if _district(one))]
    others = [(one.slug, one.short) for one in by_short_name(known) if one.slug != slug]
    form.successor.choices = [("", _("None")), *others]
    return form


def _district(area: Any) -> bool:
    return bool(area.kind == "district")


def _values(row: Any) -> dict[str, Any]:
    if row is None:
        return {"kind": OrganisationKind.ASSOCIATION.value}
    known = catalogue()
    by_id = {one.id: one.slug for one in known.organisations.values()}
    area = next((one.slug for one in known.areas.values() if one.id == row.area_id), "")
    plain = {name: getattr(row, name) for name in ("short", "email", "url", "valid_from", "valid_to")}
    called = {f"name_{code}": text for code, text in row.names.items()}
    return plain | called | {"kind": row.kind.value, "area": area, "successor": by_id.get(row.successor_id or 0, "")}


def _draft(form: Any) -> OrganisationDraft:
    return OrganisationDraft(
        names={code: form[f"name_{code}"].data for code in offered() if form[f"name_{code}"].data},
        short=form.short.data,
        kind=OrganisationKind(form.kind.data),
        email=form.email.data or "",
        url=form.url.data or "",
        area=form.area.data,
        valid_from=form.valid_from.data,
        valid_to=form.valid_to.data,
        successor=form.successor.data,
    )
