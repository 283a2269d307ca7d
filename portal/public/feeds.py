"""Calendar and news files of dialogues, to subscribe to or to put in one's own calendar."""

from datetime import timedelta

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _

from portal.public import choosing, find
from portal.public.dialogues import STATUSES
from portal.publications import queries
from portal.publications.pages import Card, Occasion, OccasionCard
from portal.web import feeds, names, paging
from portal.web.dates import today
from portal.web.language import said, use

blueprint = Blueprint("feeds", __name__)

LONGEST = 200
"""So many entries a file holds at most."""


@blueprint.before_request
def read_language() -> None:
    """Files speak the language asked for with `?language=`, else Swedish."""
    use(request.args.get("language", "sv"))


def _entry(card: Card, occasion: Occasion) -> OccasionCard:
    return OccasionCard(
        occasion=occasion,
        dialogue=card.slug,
        title=card.title,
        summary=card.summary,
        lead=card.lead,
        areas=card.areas,
        statutory=card.statutory,
        example=card.example,
    )


def _listed(size: int) -> tuple[Card, ...]:
    """The dialogues of the list with the same fields, words included, newest change first."""
    fields = request.args.copy()
    fields.setlist("sort", ["updated"])
    fields.poplist("page")
    selection = choosing.read(statuses=STATUSES, fields=fields, by_case=True)
    searched = find.found("dialogue", selection, size=size)
    if searched and not searched.engine:
        abort(503)  # a reader of feeds tries again later; the list without the words is not what it asked for
    return (searched.listing if searched else queries.listing(selection, size=size)).cards


@blueprint.get("/dialogues/<slug>.ics")
def dialogue_calendar(slug: str) -> Response:
    """All occasions of one dialogue, or the one given as `?occasion=`."""
    page = queries.page(slug)
    if page is None:
        abort(404)
    wanted = request.args.get("occasion")
    occasions = [one for one in page.card.occasions if wanted in (None, "", one.uuid)]
    if wanted and not occasions:
        abort(404)
    return feeds.calendar_file(
        [_entry(page.card, one) for one in occasions], name=said(page.card.title).text, filename=f"{slug}.ics"
    )


@blueprint.get("/calendar.ics")
def calendar() -> Response:
    """Occasions of the last month and the year to come, for a district, theme or organiser if so chosen."""
    selection = choosing.read(statuses=())
    chosen = {name: next(iter(selection.values(name)), None) for name in ("district", "theme", "organiser")}
    entries = queries.occasions(
        first=today() - timedelta(days=31), last=today() + timedelta(days=366), limit=LONGEST, **chosen
    )
    name = _("Dialogues in Stockholm")
    if chosen["district"]:
        name = _("Dialogues in %(area)s", area=names.area(chosen["district"]))
    return feeds.calendar_file(entries, name=name, filename="dialogues.ics")


@blueprint.get("/dialogues.ics")
def list_calendar() -> Response:
    """The occasions of the dialogues that a list shows, with the same fields as the list."""
    entries = [_entry(card, occasion) for card in _listed(LONGEST) for occasion in card.occasions]
    entries.sort(key=lambda entry: entry.occasion.starts)
    return feeds.calendar_file(entries, name=_("Dialogues in Stockholm"), filename="dialogues.ics")


@blueprint.get("/dialogues.atom")
def list_news() -> Response:
    """The dialogues that a list shows, newest change first, with the same fields as the list."""
    return feeds.news_file(
        _listed(50),
        title=_("Dialogues in Stockholm"),
        address=paging.carried("public.dialogues.index"),
        itself=paging.carried("public.feeds.list_news"),
    )
