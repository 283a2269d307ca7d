"""The districts of the city, and what is happening in each of them and in its neighbourhoods."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.publications import queries, statistics
from portal.publications.catalogue import catalogue
from portal.publications.selection import Selection
from portal.web import names
from portal.web.dates import today

blueprint = Blueprint("districts", __name__)


@blueprint.get("/districts")
def index() -> str:
    """The city as a picture, and the same as a list."""
    return render_template(
        "public/districts/index.html", districts=catalogue().districts(), tallies=queries.tallies()
    )


@blueprint.get("/districts/<slug>")
def show(slug: str) -> str | Response:
    """A district, or the district around a neighbourhood; one that was merged away leads to what it became."""
    area = catalogue().areas.get(slug)
    if area is None:
        abort(404)
    home = catalogue().district_of(slug)
    if home is None:
        return redirect(url_for(".index"), 301)
    if area.kind == "district" and home != slug:
        return redirect(url_for(".show", slug=home), 301)
    day = today()
    live = queries.listing(Selection(district=(home,), status=("open", "planned")), size=30)
    coming = queries.occasions(first=day, last=day + timedelta(days=90), district=home, limit=6)
    return render_template(
        "public/districts/show.html",
        area=area,
        district=catalogue().areas[home],
        neighbourhoods=names.neighbourhoods(home),
        tallies=queries.tallies(),
        years=statistics.by_year(home),
        here=[card for card in live.cards if slug in card.areas],
        live=live,
        coming=coming,
        reported=queries.reported(limit=4, district=home),
        findings=queries.findings(Selection(district=(home,)), size=4),
        promises=queries.commitments(Selection(district=(home,)), today=None, size=4),
    )
