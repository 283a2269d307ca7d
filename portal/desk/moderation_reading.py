"""What helps a moderator to read one submission: personal details marked, and dialogues about the same."""

from collections.abc import Iterator

from flask import current_app
from flask_babel import lazy_gettext as _l

from portal.domain.privacy import everything
from portal.indexing.find import find
from portal.publications.pages import Card
from portal.publications.selection import Selection
from portal.submissions.queries import Item
from portal.web.dates import today

MOST_DIALOGUES = 5

TRACES = {
    "personal_number": _l("personal identity number"),
    "email": _l("e-mail address"),
    "telephone": _l("telephone number"),
    "address": _l("address"),
}


def dialogues_about(item: Item) -> tuple[Card, ...]:
    """The public dialogues that a search for the heading finds first; none while no engine answers."""
    engine = current_app.extensions["search"].asking()
    wanted = Selection(q=item.title)
    found = find(wanted, item.language, engine=engine, size=MOST_DIALOGUES, today=today(), alone=False)
    return found.listing.items if found.engine else ()


def marked(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the kind of personal detail it looks like, or an empty string."""
    end = 0
    for trace in everything(text):
        if trace.start >= end:
            yield text[end : trace.start], ""
            yield text[trace.start : trace.end], trace.kind
            end = trace.end
    yield text[end:], ""
