"""What planning and search draw on: programmes, venues, leaders, lessons, ways to reach people, synonyms."""

from flask import Blueprint, render_template

from portal.desk.registers import leaders, lessons, programmes, reach, synonyms, venues
from portal.domain.rights import Act
from portal.web.access import needs

blueprint = Blueprint("registers", __name__, url_prefix="/registers")

for _page in (programmes, venues, leaders, lessons, reach, synonyms):
    blueprint.register_blueprint(_page.blueprint)


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Which registers there are."""
    return render_template("desk/registers/index.html")
