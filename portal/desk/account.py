"""My account: the language I am spoken to in, and a second factor."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from portal.actions import staff
from portal.desk.messages import tell
from portal.web import access
from portal.web.access import me
from portal.web.forms import Form, required, tidy
from portal.web.language import KNOWN, offered, use

blueprint = Blueprint("account", __name__)


class LanguageForm(Form):
    """The language of the desk and of letters."""

    language = SelectField(
        _l("Language"),
        description=_l("The desk and letters to you use it. What you write about a dialogue is still in Swedish."),
    )


class ConfirmForm(Form):
    """A code that proves the app has the key."""

    code = StringField(_l("Code from your authenticator app"), filters=[tidy], validators=[required()])


@blueprint.route("/account", methods=["GET", "POST"])
def index() -> Any:
    """Show a new key to put into an authenticator app, and keep it once a code proves that it is there."""
    form = ConfirmForm()
    if staff.has_second_factor(me().id):
        return _page(form, secret=None)
    secret = staff.begin_second_factor(me().id)
    if form.validate_on_submit():
        if staff.confirm_second_factor(me(), code=form.code.data or ""):
            # Every session has ended, also this one: it begins anew.
            access.sign_in(me().id, staff.epoch_of(me().id))
            tell(_("The second factor is on. You are asked for a code the next time you sign in."))
            return redirect(url_for("desk.home.index"))
        form.code.errors = [_("That code is not right. Check that the clock of your phone is right, and try again.")]
    return _page(form, secret=secret)


@blueprint.post("/account/language")
def language() -> Any:
    """Speak to me in another language from now on."""
    form = _offered(LanguageForm())
    if not form.validate():
        secret = None if staff.has_second_factor(me().id) else staff.begin_second_factor(me().id)
        return _page(ConfirmForm(formdata=None), secret=secret, spoken=form)
    staff.choose_language(me(), form.language.data)
    use(form.language.data)
    tell(_("Saved."))
    return redirect(url_for(".index"))


def _page(form: Form, *, secret: str | None, spoken: LanguageForm | None = None) -> Any:
    spoken = spoken or _offered(LanguageForm(formdata=None, data={"language": me().language}))
    page = render_template("desk/account/index.html", form=form, secret=secret, spoken=spoken)
    return page, 422 if form.errors or spoken.errors else 200


def _offered(form: LanguageForm) -> LanguageForm:
    # Each named in itself: whoever meets a language she cannot read must find her own.
    form.language.choices = [(code, KNOWN[code].name) for code in offered()]
    return form
