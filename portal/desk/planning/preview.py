"""The dialogue as residents will see it, before they do."""

from flask import Blueprint, abort, render_template

from portal.desk.seeing import seen
from portal.leaders import queries as leaders
from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.publications.preview import page_of_plan
from portal.translated.queries import Book, of_dialogue
from portal.venues import queries as venues
from portal.web import language
from portal.web.dates import now, today
from portal.web.progress import over

blueprint = Blueprint("preview", __name__)


@blueprint.get("/dialogues/<int(max=2147483647):dialogue_id>/preview/<spoken>")
def show(dialogue_id: int, spoken: str) -> str:
    """The public page of a dialogue in one language, marked as a preview; never kept by anybody."""
    record = seen(dialogue_id)
    if spoken not in language.offered():
        abort(404)
    page = queries.page(record.slug) if record.published_at else None
    if page is None:
        chosen = venues.by_ids({one.venue_id for one in record.occasions if one.venue_id})
        named = leaders.by_ids({one for one in (record.process_leader_id, record.facilitator_id) if one})
        book = Book(of_dialogue(record.id))
        page = page_of_plan(record, catalogue(), venues=chosen, leaders=named, book=book, today=today(), now=now())
    language.use(spoken)
    card = page.card
    shared = {other for occasion in card.occasions for other in occasion.shared_with}
    return render_template(
        "desk/planning/preview.html",
        record=record,
        page=page,
        card=card,
        ahead=[one for one in card.occasions if not over(one)],
        past=[one for one in card.occasions if over(one)],
        shared=queries.cards(shared) if shared else {},
        noindex=True,
    )
