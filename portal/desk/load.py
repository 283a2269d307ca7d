"""How much residents are asked, with the plans in coordination that the public does not see."""

from flask import Blueprint, abort, render_template

from portal.domain.load import first_of, month_after
from portal.domain.rights import Act
from portal.overlap.behind import behind
from portal.publications import load
from portal.web import load as shown
from portal.web import names
from portal.web.access import needs
from portal.web.dates import today

blueprint = Blueprint("load", __name__)


@blueprint.get("/load")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """A year of the whole city as a table, and who has not been asked."""
    first, group = shown.asked_first(), shown.asked_group()
    found = load.load_map(first, count=shown.MONTHS, group=group, coordination=True)
    silent, unnamed = shown.unasked_words(load.unasked(first_of(today()), coordination=True))
    return render_template(
        "desk/load/index.html",
        found=found,
        rows=shown.rows(found),
        group=group,
        groups=list(names.known().groups),
        earlier=month_after(first, -6),
        later=month_after(first, 6),
        silent=silent,
        unnamed=unnamed,
        level=shown.level,
        asks=shown.asks,
        asks_in_words=shown.asks_in_words,
    )


@blueprint.get("/load/<district>/<month>")
@needs(Act.SEE_COORDINATION)
def cell(district: str, month: str) -> str:
    """The dialogues behind one cell, and what each adds."""
    begins = shown.asked_month(month, usual=first_of(today()))
    if begins.isoformat()[:7] != month or district not in {area.slug for area in names.known().districts()}:
        abort(404)
    group = shown.asked_group()
    found = load.load_map(begins, count=1, group=group, coordination=True)
    return render_template(
        "desk/load/cell.html",
        area=names.known().areas[district],
        month=begins,
        group=group,
        cell=found.cell(district, begins),
        behind=behind(begins, district=district, group=group),
        level=shown.level,
        asks=shown.asks,
        asks_in_words=shown.asks_in_words,
    )
