"""What was promised after dialogues, who keeps it, and what is late."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from portal.public import choosing
from portal.publications import queries
from portal.web import words
from portal.web.dates import today

blueprint = Blueprint("commitments", __name__)

FILTERS = ("status", "district", "theme", "organiser")


@blueprint.get("/commitments")
def index() -> Response:
    """Promises as the reader has chosen, the late ones first, and how each organiser keeps its own."""
    selection = choosing.read(statuses=words.WORDS["commitment_status"])
    found = queries.commitments(selection, today=today())
    response = make_response(
        render_template(
            "public/commitments/results.html" if choosing.partial() else "public/commitments/index.html",
            selection=selection,
            found=found,
            organisers=queries.promises_by_organisation(today()),
            facets=choosing.facets(
                selection, found.counts, only=FILTERS, status="commitment_status", status_title=_("How it goes")
            ),
            chips=choosing.chips(selection, status="commitment_status"),
            noindex=choosing.unlisted(selection),
            canonical_fields=choosing.canonical(selection),
        )
    )
    response.vary.add("X-Partial")
    return response
