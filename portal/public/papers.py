"""Documents of dialogues: plans, notes, summaries, found by what is written in them."""

from flask import Blueprint, Response

from portal.public import choosing, find, listing
from portal.publications import queries

blueprint = Blueprint("papers", __name__)

FILTERS = ("district", "theme", "organiser", "lang")


@blueprint.get("/documents")
def index() -> Response:
    """Documents as the reader has chosen, those of the newest dialogues first."""
    selection = choosing.read(statuses=())
    found = find.found("document", selection, size=20)
    return listing.shown(
        "document",
        selection,
        folder="papers",
        plain={},
        found=found,
        listing=found.listing if found else queries.documents(selection),
        filters=FILTERS,
    )
