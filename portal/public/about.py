"""What the portal is, whom it is for, and how it treats its visitors."""

from datetime import date

from flask import Blueprint, render_template

from portal.domain import retention
from portal.public.api.views import A_MINUTE, LICENCE
from portal.public.downloads import MOST

blueprint = Blueprint("about", __name__)

REVIEWED = date(2026, 11, 26)
"""The day on which somebody last held the accessibility statement against the portal."""


@blueprint.get("/about")
def about() -> str:
    """How the portal works, and what residents may expect."""
    return render_template("public/about/about.html")


@blueprint.get("/accessibility")
def accessibility() -> str:
    """How accessible the portal is, and how to tell that it is not."""
    return render_template("public/about/accessibility.html", reviewed=REVIEWED)


@blueprint.get("/privacy")
def privacy() -> str:
    """Which personal data the portal handles, and for how long."""
    return render_template("public/about/privacy.html", kept=retention)


@blueprint.get("/open-data")
def open_data() -> str:
    """How others may use what the portal publishes."""
    return render_template("public/about/open_data.html", a_minute=A_MINUTE, rows=MOST, licence=LICENCE)
