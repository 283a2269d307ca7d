"""Tell the city something: no account, no cookie, nothing rejected by a machine."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from portal import rates
from portal.actions import submissions
from portal.actions.submissions import SentFile
from portal.domain.lifecycle import REPORTED
from portal.domain.submissions import DECISION_DAYS, Sign
from portal.public.suggest_form import SuggestForm
from portal.publications import queries
from portal.publications.pages import Card
from portal.web import printing, tickets
from portal.web.language import absolute
from portal.web.limits import limiter, visitor
from portal.web.submission_form import KINDS, UNKNOWN

blueprint = Blueprint("suggest", __name__)

PURPOSE = "suggest"
ABOUT_THE_PORTAL = ("correction", "accessibility_fault")
HOUR = 3600
MANY = 4
"""More than so many from one connection within an hour is a sign for the moderator, and no more than that."""


@blueprint.route("/suggest", methods=["GET", "POST"])
def index() -> Any:
    """The form; a form sent from elsewhere or left open for a week comes back to be sent once more."""
    about = known(request.values.get("about"))
    form = SuggestForm(about=about.slug if about else "", results=has_results(about))
    form.about.data = about.slug if about else ""
    if request.method != "POST":
        return page(opened(form), about)
    ticket = tickets.read(form.ticket.data, purpose=PURPOSE)
    right = form.validate()
    if ticket is None or tickets.from_elsewhere():
        form.carry([])
        return page(form, about, status=403 if right else 422, trouble="again" if right else "")
    files = form.take_files()
    if not right or form.files.errors:
        return page(form, about, status=422)
    try:
        code = receive(form, ticket, files)
    except TooManyRequests:
        return page(form, about, status=429, trouble="many")
    return redirect(url_for("public.submissions.show", code=code), 303)


@blueprint.get("/suggest/paper")
def paper() -> str:
    """The same questions on paper, to print from the browser."""
    address = absolute(url_for(".index"))
    return render_template(
        "public/suggest/paper.html", kinds=KINDS, address=address, code=printing.qr(address), days=DECISION_DAYS
    )


@blueprint.get("/suggest/paper.pdf")
@limiter.limit("30 per minute")
def paper_as_pdf() -> Any:
    """The form on paper as PDF; where it cannot be made, the page that the browser can print."""
    try:
        made = printing.pdf(paper(), style="paper-form.css")
    except printing.CannotPrint:
        return redirect(url_for(".paper"))
    return Response(made, content_type="application/pdf")


def opened(form: SuggestForm) -> SuggestForm:
    """The form as the page one came from asks for it: about a place, a dialogue, or a fault."""
    offered = [choice.value for choice in form.kind.choices]
    asked = request.args.get("kind", "")
    usual = "suggestion" if not form.about.data else offered[0]
    form.kind.data = asked if asked in offered else usual
    if form.area is not None:
        form.area.data = request.args.get("area", UNKNOWN if asked in ABOUT_THE_PORTAL else "")
    return form


def known(slug: str | None) -> Card | None:
    """The dialogue that residents may see under this address."""
    return queries.cards([slug]).get(slug) if slug and slug.isprintable() else None


def has_results(about: Card | None) -> bool:
    """Whether there is something to comment on."""
    return about is not None and about.status in REPORTED


@limiter.limit("10 per hour")
def receive(form: SuggestForm, ticket: tickets.Ticket, files: list[SentFile]) -> str:
    """Keep what was sent; counted only when it is complete, so that mistakes cost nothing."""
    signs = form.signs(ticket)
    if rates.count(f"sent:{visitor()}", seconds=HOUR) > MANY:
        signs |= {Sign.MANY_FROM_ONE}
    return submissions.receive(form.written(files, opened=ticket.once, about=form.about.data or "", signs=signs))


def page(
    form: SuggestForm, about: Card | None, *, status: int = 200, trouble: str = ""
) -> tuple[str, int, dict[str, str]]:
    """The form with what was typed so far; its ticket stays the same as long as it counts."""
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None:
        form.ticket.raw_data, form.ticket.data = None, tickets.issue(PURPOSE)
    text = render_template("public/suggest/index.html", form=form, trouble=trouble, days=DECISION_DAYS, about=about)
    return text, status, {"Cache-Control": "no-store"}
