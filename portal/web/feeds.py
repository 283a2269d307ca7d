"""Occasions and dialogues as calendar and news files that other programs subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from xml.etree import ElementTree

from flask import Response, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event, vText, vUri

from portal.publications import versions
from portal.publications.pages import Card, OccasionCard
from portal.web import names, words
from portal.web.dates import STOCKHOLM, now
from portal.web.language import absolute, code, said

MOST_KEPT = 1000
"""Events kept as they are written, each less than a kilobyte."""

_STATES = {"cancelled": "CANCELLED", "planned": "CONFIRMED", "moved": "CONFIRMED", "held": "CONFIRMED"}
_ATOM = "http://www.w3.org/2005/Atom"


def address_of(slug: str) -> str:
    """The complete address of a dialogue's page."""
    return absolute(url_for("public.dialogues.show", slug=slug, language=code()))


def _event(entry: OccasionCard, stamp: datetime, *, gone: bool = False) -> Event:
    one, title, address = entry.occasion, said(entry.title), address_of(entry.dialogue)
    place = ", ".join(part for part in (one.place, one.address) if part)
    lines = [
        said(entry.summary).text,
        words.word("registration", one.registration),
        *([_("Take part online: %(address)s", address=one.online_url)] if one.online_url else []),
        _("Organiser: %(name)s", name=names.organisation(entry.lead)),
        _("Read more: %(address)s", address=address),
    ]
    event = Event()
    event.add("uid", f"{one.uuid}@dialogportalen")
    event.add("dtstamp", stamp)
    event.add("sequence", one.sequence)
    # In UTC: every calendar program shows the right hour, also those that do not read time zones from the file.
    event.add("dtstart", one.starts.astimezone(UTC))
    event.add("dtend", one.ends.astimezone(UTC))
    event.add("summary", vText(title.text, params={"LANGUAGE": title.lang}))
    event.add("description", "\n\n".join(line for line in lines if line))
    event.add("status", "CANCELLED" if gone else _STATES.get(one.state, "CONFIRMED"))
    event.add("url", vUri(address))
    if place or one.online_url:
        event.add("location", place or one.online_url)
    if one.lat is not None and one.lon is not None:
        event.add("geo", (one.lat, one.lon))
    return event


def calendar_file(entries: Iterable[OccasionCard], *, name: str, filename: str) -> Response:
    """Occasions as an iCalendar file; cancelled ones stay in it, so that calendars strike them out."""
    response = Response(calendar_bytes(entries, name=name), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def calendar_bytes(entries: Iterable[OccasionCard], *, name: str, method: str = "PUBLISH") -> bytes:
    """Occasions as iCalendar; with the method CANCEL they are taken out of the reader's calendar."""
    frame: bytes = _calendar(name, method=method).to_ical()
    stamp, reference, gone = _midnight(), versions.current().reference, method == "CANCEL"
    end = frame.rindex(b"END:VCALENDAR")
    return b"".join(
        (frame[:end], *(_written(code(), reference, entry, stamp, gone) for entry in entries), frame[end:])
    )


@lru_cache(maxsize=MOST_KEPT)
def _written(_language: str, _reference: int, entry: OccasionCard, stamp: datetime, gone: bool) -> bytes:
    """The lines of an event, which take long to fold; kept as long as the language, the names and the day stand."""
    lines: bytes = _event(entry, stamp, gone=gone).to_ical()
    return lines


def _calendar(name: str, *, method: str = "PUBLISH") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Dialogportalen//Dialogportalen//SV")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(STOCKHOLM))
    calendar.add("refresh-interval;value=duration", "PT6H")
    calendar.add("x-published-ttl", "PT6H")
    return calendar


def _midnight() -> datetime:
    return now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A dialogue as an entry of whole days in a colleague's calendar; `ends` is its last day."""

    uid: str
    title: str
    lines: tuple[str, ...]
    address: str
    starts: date
    ends: date
    certain: bool
    cancelled: bool
    place: str


def plan_file(plans: Iterable[Plan], *, name: str) -> Response:
    """Dialogues and drafts as an iCalendar file that nobody else may keep."""
    calendar, stamp = _calendar(name), _midnight()
    for one in plans:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", one.starts)
        event.add("dtend", one.ends + timedelta(1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", one.title)
        event.add("description", "\n".join((*one.lines, one.address)))
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED" if one.certain else "TENTATIVE")
        event.add("url", vUri(one.address))
        if one.place:
            event.add("location", one.place)
        calendar.add_component(event)
    response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = text
    return child


def news_file(cards: Iterable[Card], *, title: str, address: str, itself: str) -> Response:
    """Dialogues as an Atom file, dated by the day something last happened in them."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": code()})
    _add(feed, "id", absolute(itself))
    _add(feed, "title", title)
    _add(feed, "link", rel="self", href=absolute(itself))
    _add(feed, "link", rel="alternate", href=absolute(address))
    _add(_add(feed, "author"), "name", _("City of Stockholm"))
    dated = [(_changed(card), card) for card in cards]
    _add(feed, "updated", max((day for day, _card in dated), default=f"{now():%Y-%m-%d}T00:00:00Z"))
    for day, card in dated:
        entry = _add(feed, "entry")
        _add(entry, "id", address_of(card.slug))
        _add(entry, "title", said(card.title).text)
        _add(entry, "link", rel="alternate", href=address_of(card.slug))
        _add(entry, "updated", day)
        _add(entry, "summary", said(card.summary).text)
        _add(entry, "category", term=card.status, label=words.word("status", card.status))
    return Response(
        ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True),
        content_type="application/atom+xml; charset=utf-8",
    )


def _changed(card: Card) -> str:
    """The last day that has come on which something happened in a dialogue."""
    today = now().date()
    days = [day for day in (card.starts, card.closed, card.feedback_given) if day and day <= today]
    return f"{max(days, default=today).isoformat()}T00:00:00Z"
