"""Administration of the portal: behind the guard of the desk, and for administrators of the whole city alone."""

from flask import Blueprint, render_template

from portal.actions.accounts import allow
from portal.desk.admin import areas, audit, organisations, staff, terms
from portal.web.access import me

blueprint = Blueprint("admin", __name__, url_prefix="/admin")

for _page in (staff, organisations, areas, terms, audit):
    blueprint.register_blueprint(_page.blueprint)


@blueprint.before_request
def guard() -> None:
    """Nobody else comes in; the actions check again."""
    allow(me())


@blueprint.get("")
def index() -> str:
    """What there is to look after."""
    return render_template("desk/admin/index.html")
