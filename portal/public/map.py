"""Where in the city something is happening."""

from datetime import timedelta

from flask import Blueprint, current_app, render_template

from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.web.dates import today

blueprint = Blueprint("map", __name__)


@blueprint.get("/map")
def index() -> str:
    """The districts as a picture, and the places of coming occasions on a map when there is one."""
    coming = queries.occasions(first=today(), last=today() + timedelta(days=120), limit=200)
    return render_template(
        "public/map/index.html",
        areas=catalogue().areas,
        tallies=queries.tallies(),
        coming=[entry for entry in coming if entry.occasion.state != "cancelled"],
        tiles=current_app.config.get("TILE_URL"),
    )
