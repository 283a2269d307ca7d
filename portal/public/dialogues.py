"""The register of dialogues, and the page of each."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template

from portal.domain import cases
from portal.domain.words import Status
from portal.public import choosing, find, listing
from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.publications.represented import represented, residents_of
from portal.publications.selection import FILTERS
from portal.web import downloads, paging
from portal.web.progress import over

blueprint = Blueprint("dialogues", __name__)

HIDDEN = (Status.DRAFT, Status.COORDINATION, Status.UNPUBLISHED)
STATUSES = tuple(status.value for status in Status if status not in HIDDEN)


@blueprint.get("/dialogues")
def index() -> Any:
    """Dialogues as the reader has chosen; only the results when a page that is open asks for them."""
    selection = choosing.read(statuses=STATUSES, by_case=True)
    code = cases.typed(selection.q)
    if not selection.case and cases.may_be(code) and queries.has_case(code):
        # Whoever types a code wants what belongs to it, and nothing that has a few of its figures.
        return redirect(paging.instead("q", "case", code))
    found = find.found("dialogue", selection)
    return listing.shown(
        "dialogue",
        selection,
        folder="dialogues",
        plain={"groups": find.beside(selection) if selection.page == 1 else ()},
        found=found,
        listing=found.listing if found else queries.listing(selection),
        filters=FILTERS,
    )


@blueprint.get("/dialogues/<slug>")
def show(slug: str) -> str:
    """One dialogue, as one story: before, during and after."""
    page = queries.page(slug)
    if page is None:
        abort(404)
    card = page.card
    shared = {other for occasion in card.occasions for other in occasion.shared_with if other != slug}
    against = residents_of(card.areas, catalogue()) if page.took_part else None
    return render_template(
        "public/dialogues/show.html",
        page=page,
        card=card,
        ahead=[one for one in card.occasions if not over(one)],
        past=[one for one in card.occasions if over(one)],
        shared=queries.cards(shared) if shared else {},
        against=against,
        compared=represented(page.took_part, against) if page.took_part else (),
    )


@blueprint.get("/dialogues/<slug>/documents/<int(max=2147483647):document_id>")
def document(slug: str, document_id: int) -> Response:
    """A document of a dialogue, to be saved; only while the dialogue shows it."""
    page = queries.page(slug)
    wanted = [one for one in page.documents if one.id == document_id and one.sha256] if page else []
    if not wanted:
        abort(404)
    file = wanted[0]
    return downloads.attachment(file.sha256 or "", title=file.title, media_type=file.media_type or "")
