"""A poster for the notice board: one A4 page per dialogue and language, with a QR code that leads to its page."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for

from portal.domain.errors import NotFound
from portal.publications import queries
from portal.web import dates, printing
from portal.web.language import absolute
from portal.web.limits import limiter

blueprint = Blueprint("poster", __name__)

STYLE = "poster.css"
MOST_OCCASIONS = 4


@blueprint.get("/dialogues/<slug>/poster")
def show(slug: str) -> Any:
    """The poster as a page, to print from the browser."""
    return _page(slug)


@blueprint.get("/dialogues/<slug>/poster.pdf")
@limiter.limit("30 per minute")
def as_pdf(slug: str) -> Any:
    """The poster as PDF; where it cannot be made, the page that the browser can print."""
    html = _page(slug)
    try:
        made = printing.pdf(html, style=STYLE)
    except printing.CannotPrint:
        return redirect(url_for(".show", slug=slug))
    answer = Response(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer


def _page(slug: str) -> str:
    page = queries.page(slug)
    if page is None:
        raise NotFound
    address = absolute(url_for("public.dialogues.show", slug=slug))
    ahead = [one for one in page.card.occasions if one.ends > dates.now() and one.state != "cancelled"]
    return render_template(
        "public/poster/index.html",
        page=page,
        card=page.card,
        ahead=ahead[:MOST_OCCASIONS],
        address=address,
        code=printing.qr(address),
        noindex=True,
    )
