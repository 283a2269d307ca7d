"""Lessons of the whole city: what worked with a method, and what its organiser would do differently."""

from flask import Blueprint, render_template, request

from portal.domain.rights import Act
from portal.outcomes.lessons import gathered
from portal.publications.catalogue import catalogue
from portal.web.access import needs

blueprint = Blueprint("lessons", __name__)

SIZE = 20
DEEPEST_PAGE = 1000


@blueprint.get("/lessons")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """What others learnt, of one method when it is chosen."""
    methods = catalogue().methods
    chosen = request.args.get("method", "")
    chosen = chosen if chosen in methods else ""
    page = min(max(1, request.args.get("page", 1, type=int)), DEEPEST_PAGE)
    lessons, total = gathered(method=chosen, page=page, size=SIZE)
    return render_template(
        "desk/registers/lessons.html",
        lessons=lessons,
        methods=list(methods),
        chosen=chosen,
        page=page,
        pages=max(1, -(-total // SIZE)),
    )
