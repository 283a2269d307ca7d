"""What the filters of the moderators' queue ask for."""

from flask import request

from portal.domain.words import SubmissionKind
from portal.settings import KNOWN
from portal.submissions.queue import Wish
from portal.web import names
from portal.web.access import me


def district() -> str:
    """The district chosen, or nothing."""
    chosen = request.args.get("district", "")
    return chosen if chosen in {area.slug for area in names.known().districts()} else ""


def wish() -> Wish:
    """What the filters ask for; what nobody knows is passed over."""
    fields = request.args
    place, kind, language = district(), fields.get("kind", ""), fields.get("language", "")
    parts = tuple(one.slug for one in names.neighbourhoods(place)) if place else ()
    return Wish(
        kind=kind if kind in set(SubmissionKind) else "",
        language=language if language in KNOWN else "",
        areas=(place, *parts) if place else (),
        words=" ".join(fields.get("q", "").replace("\x00", "").split())[:80],
        assigned_to=me().id if fields.get("mine") == "1" else None,
        older_than_days=7 if fields.get("age") == "7" else 0,
        spam=fields.get("spam") == "1",
        flood=fields.get("flood") == "1",
    )
