"""The page that stands in for the portal while it is away, in every language it offers and with nothing to fetch."""

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.web.language import KNOWN, offered


def page() -> str:
    """The whole page; needs neither database nor request."""
    said = []
    for code in offered():
        with force_locale(code):
            words = (_("The portal is resting for a moment"), _("We are working on it. Try again in a few minutes."))
            said.append((KNOWN[code], *words))
    with current_app.test_request_context("/sv/"):
        return render_template("errors/maintenance.html", said=said)
