"""The front page: what this is, and what is happening near the reader."""

from datetime import timedelta

from flask import Blueprint, render_template

from portal.domain.calendar import day_of
from portal.publications import queries
from portal.publications.selection import Selection
from portal.web.dates import today

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """Search, the city by district, what comes next, fresh results and promises."""
    day = today()
    coming = queries.occasions(first=day, last=day + timedelta(days=60), limit=40)
    # A survey that has been open for weeks is not what comes next.
    standing = [
        entry for entry in coming if entry.occasion.state != "cancelled" and day_of(entry.occasion.starts) >= day
    ]
    return render_template(
        "public/home/index.html",
        tallies=queries.tallies(),
        coming=standing[:6],
        reported=queries.reported(limit=4),
        promises=queries.commitments(Selection(), today=day, size=3),
    )
