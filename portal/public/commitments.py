"""What was promised after dialogues, who keeps it, and what is late."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from portal.public import choosing, find, listing
from portal.publications import queries
from portal.web import words
from portal.web.dates import today

blueprint = Blueprint("commitments", __name__)

FILTERS = ("status", "district", "theme", "organiser")


@blueprint.get("/commitments")
def index() -> Response:
    """Promises as the reader has chosen, the late ones first, and how each organiser keeps its own."""
    selection = choosing.read(statuses=words.WORDS["commitment_status"])
    found = find.found("commitment", selection, size=20)
    return listing.shown(
        "commitment",
        selection,
        folder="commitments",
        plain={"organisers": {} if choosing.partial() else queries.promises_by_organisation(today())},
        found=found,
        listing=found.listing if found else queries.commitments(selection, today=today()),
        filters=FILTERS,
        status="commitment_status",
        status_title=_("How it goes"),
    )
