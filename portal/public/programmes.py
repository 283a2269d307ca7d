"""The programmes of the city, and the dialogues each of them gathers."""

from flask import Blueprint, abort, render_template

from portal.publications import programmes
from portal.publications.catalogue import catalogue

blueprint = Blueprint("programmes", __name__)


@blueprint.get("/programmes")
def index() -> str:
    """Every programme that has dialogues to show, or is under way."""
    sizes = programmes.sizes()
    known = catalogue().programmes.values()
    return render_template(
        "public/programmes/index.html",
        programmes=[one for one in known if not one.retired or one.slug in sizes],
        sizes=sizes,
    )


@blueprint.get("/programmes/<slug>")
def show(slug: str) -> str:
    """One programme: what it is, its dialogues, what was said and what was promised."""
    one = catalogue().programmes.get(slug)
    if one is None:
        abort(404)
    found = programmes.gathered(slug)
    if one.retired and not found.dialogues:
        abort(404)
    return render_template(
        "public/programmes/show.html", programme=one, found=found, days=programmes.years(found.dialogues)
    )
