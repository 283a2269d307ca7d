"""Accounts of staff: find, invite, change, give and take roles, close and reopen."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField

from portal.actions import accounts
from portal.desk import rules
from portal.desk.messages import tell
from portal.domain.errors import NotFound, RulesNotMet
from portal.domain.words import Role
from portal.publications.catalogue import swedish_order
from portal.staff import queries
from portal.staff.queries import Account
from portal.web import names
from portal.web.access import me
from portal.web.forms import Form, email, length, required, tidy
from portal.web.language import name_of, offered
from portal.web.words import choices

blueprint = Blueprint("staff", __name__, url_prefix="/staff")


class FactsForm(Form):
    """Who somebody is."""

    name = StringField(
        _l("Name"), filters=[tidy], validators=[required(_l("Write the name.")), length(least=2, most=120)]
    )
    email = EmailField(
        _l("E-mail address"), filters=[tidy], validators=[required(_l("Write an e-mail address.")), email()]
    )
    language = SelectField(_l("Language of the desk and of letters"))


class RoleForm(Form):
    """What somebody may do, and for whom."""

    role = SelectField(_l("Role"))
    organisation = SelectField(_l("For"))


class InviteForm(FactsForm, RoleForm):
    """A new account with its first role."""


@blueprint.get("")
def index() -> str:
    """Accounts by name, fifty at a time."""
    words = " ".join(request.args.get("q", "").split())[:80]
    closed = request.args.get("closed") == "1"
    page = max(1, min(request.args.get("page", 1, type=int), 10_000))
    found, total = queries.listed(words=words, closed=closed, page=page)
    return render_template(
        "desk/admin/staff.html",
        found=found,
        total=total,
        words=words,
        closed=closed,
        page=page,
        pages=max(1, -(-total // queries.PAGE)),
        bodies=_bodies(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Invite somebody."""
    form = _offered(InviteForm())
    if form.validate_on_submit():
        try:
            made = accounts.invite(
                email=form.email.data,
                name=form.name.data,
                language=form.language.data,
                role=Role(form.role.data),
                organisation=form.organisation.data or None,
                actor=me(),
                secret=_secret(),
            )
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Invited. A letter with a link to choose a password is on its way."))
            return redirect(url_for(".show", staff_id=made.id))
    return render_template("desk/admin/invite.html", form=form), 422 if form.errors else 200


@blueprint.get("/<int(max=2147483647):staff_id>")
def show(staff_id: int) -> str:
    """One account."""
    return _page(_found(staff_id))


@blueprint.post("/<int(max=2147483647):staff_id>")
def change(staff_id: int) -> Any:
    """Change who somebody is."""
    form = _offered(FactsForm())
    staff = _found(staff_id)
    if form.validate():
        try:
            accounts.change(
                staff_id, email=form.email.data, name=form.name.data, language=form.language.data, actor=me()
            )
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".show", staff_id=staff_id))
    return _page(staff, facts=form), 422


@blueprint.post("/<int(max=2147483647):staff_id>/roles")
def grant(staff_id: int) -> Any:
    """Give one more role."""
    form = _offered(RoleForm(prefix="role-"))
    staff = _found(staff_id)
    if not form.validate():
        return _page(staff, role=form), 422
    accounts.grant(staff_id, role=Role(form.role.data), organisation=form.organisation.data or None, actor=me())
    tell(_("The role holds from now on."))
    return redirect(url_for(".show", staff_id=staff_id))


@blueprint.post("/<int(max=2147483647):staff_id>/roles/<int(max=2147483647):role_id>/withdraw")
def withdraw(staff_id: int, role_id: int) -> Any:
    """Take a role away."""
    return _done(staff_id, lambda: accounts.withdraw(staff_id, role_id, actor=me()), _("The role is taken away."))


@blueprint.post("/<int(max=2147483647):staff_id>/<any(close,reopen,link,factor):step>")
def step(staff_id: int, step: str) -> Any:
    """Close, reopen, send a new link, or take away a lost second factor."""
    steps: dict[str, tuple[Callable[[], None], str]] = {
        "close": (lambda: accounts.close(staff_id, actor=me()), _("The account is closed.")),
        "reopen": (lambda: accounts.reopen(staff_id, actor=me(), secret=_secret()), _("Open again; a link is sent.")),
        "link": (
            lambda: accounts.send_link(staff_id, actor=me(), secret=_secret()),
            _("A new link is sent. Open sessions have ended."),
        ),
        "factor": (
            lambda: accounts.drop_factor(staff_id, actor=me()),
            _("The second factor is taken away. Open sessions have ended."),
        ),
    }
    act, said = steps[step]
    return _done(staff_id, act, said)


def _done(staff_id: int, act: Callable[[], None], said: str) -> Any:
    staff = _found(staff_id)
    try:
        act()
    except RulesNotMet as broken:
        return _page(staff, stops=[rules.sentence(one) for one in broken.problems]), 409
    tell(said)
    return redirect(url_for(".show", staff_id=staff_id))


def _found(staff_id: int) -> Account:
    staff = queries.account(staff_id)
    if staff is None:
        raise NotFound
    return staff


def _page(
    staff: Account, *, facts: FactsForm | None = None, role: RoleForm | None = None, stops: list[str] | None = None
) -> str:
    known = {"name": staff.name, "email": staff.email, "language": staff.language}
    return render_template(
        "desk/admin/account.html",
        staff=staff,
        facts=facts or _offered(FactsForm(formdata=None, data=known)),
        role=role or _offered(RoleForm(formdata=None, prefix="role-")),
        stops=stops or [],
        bodies=_bodies(),
    )


def _offered(form: Any) -> Any:
    if hasattr(form, "language"):
        form.language.choices = [(code, name_of(code)) for code in offered()]
    if hasattr(form, "role"):
        form.role.choices = choices("role", Role)
        bodies = [(slug, names.organisation(slug)) for slug in names.known().organisations]
        form.organisation.choices = [
            ("", _("The whole city")),
            *sorted(bodies, key=lambda one: swedish_order(one[1])),
        ]
    return form


def _bodies() -> dict[int, str]:
    """The name of each organisation by its id."""
    return {one.id: names.organisation(slug) for slug, one in names.known().organisations.items()}


def _secret() -> str:
    return str(current_app.secret_key)
