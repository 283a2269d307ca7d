"""What lacks which language: what residents can read, by how likely it is that somebody needs it."""

from flask import Blueprint, render_template, request

from portal.domain.errors import NotAllowed
from portal.domain.rights import Act
from portal.places import queries as places
from portal.publications.catalogue import catalogue
from portal.publications.lacking import LOOKED_AT, Lack, lacking
from portal.web.access import me

blueprint = Blueprint("languages", __name__)

SIZE = 25


@blueprint.get("/languages")
def index() -> str:
    """What the dialogues one may read lack; a line leads to the texts for those who may translate them."""
    actor = me()
    if not actor.may(Act.SEE_DRAFT):
        raise NotAllowed
    every = lacking(actor.where(Act.SEE_DRAFT))
    there = sorted({one.language for one in every})
    chosen = request.args.get("language", "")
    rows = [one for one in every if chosen not in there or one.language == chosen]
    pages = max(1, -(-len(rows) // SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    known, mine = catalogue().organisations, actor.where(Act.PUBLISH)

    def may_translate(one: Lack) -> bool:
        return mine is None or any(slug in known and known[slug].id in mine for slug in one.organisers)

    return render_template(
        "desk/languages/index.html",
        rows=rows[(page - 1) * SIZE : page * SIZE],
        total=len(rows),
        page=page,
        pages=pages,
        chosen=chosen if chosen in there else "",
        languages=there,
        may_translate=may_translate,
        set_up=bool(every) or bool(places.languages()),
        most=LOOKED_AT,
    )
