"""What people have said in dialogues, as short statements that can be found and used again."""

from flask import Blueprint, Response

from portal.public import choosing, find, listing
from portal.publications import queries

blueprint = Blueprint("findings", __name__)

FILTERS = ("district", "theme", "group", "organiser")


@blueprint.get("/findings")
def index() -> Response:
    """Findings as the reader has chosen, the best first when words are searched for, else the newest."""
    selection = choosing.read(statuses=())
    found = find.found("finding", selection, size=20)
    return listing.shown(
        "finding",
        selection,
        folder="findings",
        plain={},
        found=found,
        listing=found.listing if found else queries.findings(selection),
        filters=FILTERS,
    )
