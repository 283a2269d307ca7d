"""What people have said in dialogues, as short statements that can be found and used again."""

from flask import Blueprint, Response, make_response, render_template

from portal.public import choosing
from portal.publications import queries

blueprint = Blueprint("findings", __name__)

FILTERS = ("district", "theme", "group", "organiser")


@blueprint.get("/findings")
def index() -> Response:
    """Findings as the reader has chosen, newest first."""
    selection = choosing.read(statuses=())
    found = queries.findings(selection)
    response = make_response(
        render_template(
            "public/findings/results.html" if choosing.partial() else "public/findings/index.html",
            selection=selection,
            found=found,
            facets=choosing.facets(selection, found.counts, only=FILTERS),
            chips=choosing.chips(selection),
            noindex=choosing.unlisted(selection),
            canonical_fields=choosing.canonical(selection),
        )
    )
    response.vary.add("X-Partial")
    return response
