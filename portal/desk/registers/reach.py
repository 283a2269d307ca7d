"""What each way of reaching people gave, in the whole city: so that one can choose better next time."""

from flask import Blueprint, render_template

from portal.domain.rights import Act
from portal.outcomes.reach import ways
from portal.web.access import needs

blueprint = Blueprint("reach", __name__)


@blueprint.get("/reach")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """The ways beside one another."""
    return render_template("desk/registers/reach.html", ways=ways())
