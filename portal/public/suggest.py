"""Suggest a dialogue, or tell about one: no account, no cookie, nothing rejected by a machine."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from portal.actions import submissions
from portal.domain.submissions import DECISION_DAYS
from portal.public.suggest_form import KINDS, UNKNOWN, SuggestForm
from portal.publications import queries
from portal.web import tickets
from portal.web.limits import limiter

blueprint = Blueprint("suggest", __name__)

PURPOSE = "suggest"
ABOUT_THE_PORTAL = ("correction", "accessibility_fault")


@blueprint.route("/suggest", methods=["GET", "POST"])
def index() -> tuple[str, int, dict[str, str]] | Response:
    """The form; a form sent from elsewhere or left open for a week comes back to be sent once more."""
    form = SuggestForm()
    if request.method != "POST":
        return page(opened(form))
    form.about.data = known(form.about.data)
    ticket = tickets.read(form.ticket.data, purpose=PURPOSE)
    if not form.validate():
        return page(form, status=422)
    if ticket is None or tickets.from_elsewhere():
        return page(form, status=403, trouble="again")
    try:
        code = receive(form, ticket)
    except TooManyRequests:
        return page(form, status=429, trouble="many")
    return redirect(url_for("public.submissions.show", code=code), 303)


def opened(form: SuggestForm) -> SuggestForm:
    """The form as the page one came from asks for it: about a place, a dialogue, or a fault."""
    form.about.data = known(request.args.get("about"))
    usual = "correction" if form.about.data else "suggestion"
    asked = request.args.get("kind", usual)
    form.kind.data = asked if asked in KINDS else usual
    form.area.data = request.args.get("area", UNKNOWN if asked in ABOUT_THE_PORTAL or form.about.data else "")
    return form


def known(slug: str | None) -> str:
    """The address of a dialogue that residents may see, or nothing."""
    return slug if slug and slug.isprintable() and queries.cards([slug]) else ""


@limiter.limit("10 per hour")
def receive(form: SuggestForm, ticket: tickets.Ticket) -> str:
    """Keep what was sent; counted only when it is complete, so that mistakes cost nothing."""
    return submissions.receive(form.sent(ticket))


def page(form: SuggestForm, *, status: int = 200, trouble: str = "") -> tuple[str, int, dict[str, str]]:
    """The form with what was typed so far; its ticket stays the same as long as it counts."""
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None:
        form.ticket.raw_data, form.ticket.data = None, tickets.issue(PURPOSE)
    about = queries.cards([form.about.data]).get(form.about.data) if form.about.data else None
    text = render_template("public/suggest/index.html", form=form, trouble=trouble, days=DECISION_DAYS, about=about)
    return text, status, {"Cache-Control": "no-store"}
