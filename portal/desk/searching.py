"""Search over the drafts and dialogues that the person signed in may open."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from portal.domain.words import Status
from portal.indexing.find_in_desk import FACETS, find
from portal.publications.catalogue import catalogue
from portal.web import names
from portal.web.access import me
from portal.web.forms import tidy
from portal.web.language import code
from portal.web.words import word

blueprint = Blueprint("searching", __name__)

SIZE = 25
DEEPEST_PAGE = 40
"""The engines order a thousand hits; whoever looks further says more."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose one value from; `options` are (value, label with how many there are)."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@blueprint.get("/search")
def index() -> str:
    """What the words and the filters find; all that one may open when there are none."""
    words = (tidy(request.args.get("q")) or "")[:200]
    known = _known()
    chosen = {name: value for name in FACETS if (value := request.args.get(name, "")) in known[name]}
    page = min(max(1, request.args.get("page", 1, type=int)), DEEPEST_PAGE)
    found = find(
        words,
        {name: (value,) for name, value in chosen.items()},
        actor=me(),
        language=code(),
        engine=current_app.extensions["search"].desk(),
        page=page,
        size=SIZE,
    )
    return render_template(
        "desk/searching/index.html",
        words=words,
        found=found,
        filters=[_filter(name, known[name], found.counts.get(name, {}), chosen.get(name, "")) for name in FACETS],
        page=page,
        pages=min(DEEPEST_PAGE, max(1, -(-found.total // SIZE))),
    )


def _known() -> dict[str, dict[str, str]]:
    """Every value of each filter with its name, in the order in which it is shown."""
    there = catalogue()
    return {
        "status": {one.value: str(word("status", one.value)) for one in Status},
        "district": {one.slug: one.name for one in there.districts()},
        "theme": {slug: names.theme(slug) for slug in there.themes},
        "organiser": {slug: names.organisation(slug) for slug in there.organisations},
    }


def _filter(name: str, known: Mapping[str, str], counts: Mapping[str, int], chosen: str) -> Filter:
    titles = {"status": _("Status"), "district": _("District"), "theme": _("Theme"), "organiser": _("Organiser")}
    options = tuple(
        (value, f"{label} ({counts.get(value, 0)})")
        for value, label in known.items()
        if counts.get(value) or value == chosen
    )
    return Filter(name, titles[name], options, chosen)
