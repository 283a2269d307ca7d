"""My account: turn on a second factor."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from portal.actions import staff
from portal.desk.messages import tell
from portal.web import access
from portal.web.access import me
from portal.web.forms import Form, required, tidy

blueprint = Blueprint("account", __name__)


class ConfirmForm(Form):
    """A code that proves the app has the key."""

    code = StringField(_l("Code from your authenticator app"), filters=[tidy], validators=[required()])


@blueprint.route("/account", methods=["GET", "POST"])
def index() -> Any:
    """Show a new key to put into an authenticator app, and keep it once a code proves that it is there."""
    form = ConfirmForm()
    if staff.has_second_factor(me().id):
        return render_template("desk/account/index.html", form=form, secret=None)
    secret = staff.begin_second_factor(me().id)
    if form.validate_on_submit():
        if staff.confirm_second_factor(me(), code=form.code.data or ""):
            # Every session has ended, also this one: it begins anew.
            access.sign_in(me().id, staff.epoch_of(me().id))
            tell(_("The second factor is on. You are asked for a code the next time you sign in."))
            return redirect(url_for("desk.home.index"))
        form.code.errors = [_("That code is not right. Check that the clock of your phone is right, and try again.")]
    page = render_template("desk/account/index.html", form=form, secret=secret)
    return page, 422 if form.errors else 200
