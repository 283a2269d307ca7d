"""Sign in with a local account, choose a first password, add a second factor, sign out."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, StringField

from portal.actions import staff
from portal.domain.errors import RulesNotMet
from portal.web import access
from portal.web.errors import page
from portal.web.forms import Form, required, tidy
from portal.web.language import use
from portal.web.limits import account, limiter

blueprint = Blueprint("sign_in", __name__)

TRIES = "10 per 15 minutes"
TRIES_PER_ACCOUNT = "30 per hour"
_WAITING, _AFTER = "waiting", "after"


def wrong(answer: Response) -> bool:
    """Only a wrong answer counts as a try: a whole office signs in from one address in the morning."""
    return answer.status_code == 422


class EntryForm(Form):
    """Address and password."""

    email = EmailField(_l("E-mail address"), filters=[tidy], validators=[required(_l("Write your e-mail address."))])
    password = PasswordField(_l("Password"), validators=[required(_l("Write your password."))])


class CodeForm(Form):
    """The code of the second factor."""

    code = StringField(_l("Code from your authenticator app"), filters=[tidy], validators=[required()])


class PasswordForm(Form):
    """A first or new password."""

    password = PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. A few words in a row are easy to remember."),
        validators=[required(_l("Choose a password."))],
    )


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(TRIES, methods=["POST"], deduct_when=wrong)
@limiter.limit(TRIES_PER_ACCOUNT, methods=["POST"], key_func=account, deduct_when=wrong)
def index() -> tuple[str, int] | str | Response:
    """Ask for address and password."""
    form = EntryForm()
    if form.validate_on_submit():
        entry = staff.enter(form.email.data or "", form.password.data or "")
        if entry is None:
            form.password.errors = [_("The address and the password do not belong together.")]
            return render_template("desk/sign_in/index.html", form=form), 422
        return _on(entry, _own(request.args.get("next")))
    return render_template("desk/sign_in/index.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@limiter.limit(TRIES, methods=["POST"], deduct_when=wrong)
@limiter.limit(TRIES_PER_ACCOUNT, methods=["POST"], key_func=account, deduct_when=wrong)
def code() -> tuple[str, int] | Response:
    """Ask for the code of the second factor."""
    waiting = session.get(_WAITING)
    if not waiting:
        return redirect(url_for(".index"))
    form = CodeForm()
    if form.validate_on_submit():
        if staff.second_factor_holds(waiting[0], form.code.data or ""):
            wanted = _own(session.get(_AFTER))
            access.sign_in(waiting[0], waiting[1])
            return redirect(wanted)
        form.code.errors = [_("That code is not right, or it has been used. Wait for the next one.")]
    return render_template("desk/sign_in/code.html", form=form), 422 if form.errors else 200


@blueprint.route("/sign-in/choose/<token>", methods=["GET", "POST"])
@limiter.limit(TRIES, methods=["POST"], deduct_when=wrong)
def choose(token: str) -> tuple[str, int] | Response:
    """Let the holder of a one-time link choose a password."""
    person = staff.holder(token, secret=str(current_app.secret_key))
    use(person.language)
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            staff.choose_password(person, form.password.data or "")
        except RulesNotMet:
            form.password.errors = [_("Choose a password of at least 12 characters.")]
        else:
            return _on(staff.Entry(person.id, person.epoch, person.totp_secret is not None), _own(None))
    return render_template("desk/sign_in/choose.html", form=form, person=person), 422 if form.errors else 200


@blueprint.errorhandler(TooManyRequests)
def too_many(_error: TooManyRequests) -> Any:
    """Tell somebody to wait, over the form with what they wrote; a password is never sent back."""
    if request.endpoint == f"desk.{blueprint.name}.index":
        return render_template("desk/sign_in/index.html", form=EntryForm(), wait=True), 429
    if request.endpoint == f"desk.{blueprint.name}.code" and session.get(_WAITING):
        return render_template("desk/sign_in/code.html", form=CodeForm(), wait=True), 429
    return page(429)


@blueprint.post("/sign-out")
def out() -> Response:
    """End the session."""
    actor = access.current()
    if actor is not None:
        staff.end_sessions(actor.id)
    access.sign_out()
    return redirect(url_for(".index"))


def _on(entry: staff.Entry, wanted: str) -> Response:
    """Let somebody in whose password was right, by way of the second factor when there is one."""
    if entry.second_factor:
        session.clear()
        session[_WAITING], session[_AFTER] = [entry.staff_id, entry.epoch], wanted
        return redirect(url_for(".code"))
    access.sign_in(entry.staff_id, entry.epoch)
    return redirect(wanted)


def _own(address: object) -> str:
    """An address within the desk, or the desk's first page when it leads anywhere else."""
    text = str(address or "")
    parts = urlsplit(text)
    safe = not parts.scheme and not parts.netloc and parts.path.startswith("/desk") and "\\" not in text
    return text if safe else url_for("desk.home.index")
