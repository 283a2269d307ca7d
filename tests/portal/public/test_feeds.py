"""Calendars show the right hour, and lead back to the portal."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import icalendar
from flask import Flask

from portal.publications.pages import Occasion, OccasionCard
from portal.web import feeds
from tests.make import Make

STARTS = datetime(2026, 12, 3, 17, 0, tzinfo=UTC)


def entry(**facts: object) -> OccasionCard:
    known: dict[str, object] = {
        "uuid": "11111111-2222-3333-4444-555555555555",
        "sequence": 2,
        "starts": STARTS,
        "ends": STARTS + timedelta(hours=2),
        "kind": "physical",
        "state": "planned",
        "place": "Rågsveds bibliotek",
    }
    return OccasionCard(
        occasion=Occasion(**(known | facts)),  # type: ignore[arg-type]
        dialogue="trygg-gangvag",
        title={"sv": "Trygg; gångväg, i Rågsved"},
        summary={"sv": "Var\ngår du?"},
        lead="farsta",
    )


def event_of(app: Flask, one: OccasionCard) -> icalendar.Event:
    with app.test_request_context("/feeds/calendar.ics"):
        answer = feeds.calendar_file([one], name="Dialoger", filename="dialogues.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.data).events[0]


def test_an_occasion_keeps_its_hour_its_identity_and_its_way_back(app: Flask) -> None:
    event = event_of(app, entry())
    assert event.decoded("dtstart") == STARTS
    assert event["uid"] == "11111111-2222-3333-4444-555555555555@dialogportalen"
    assert event["sequence"] == 2
    assert event["summary"] == "Trygg; gångväg, i Rågsved"
    assert event["url"] == "http://127.0.0.1:8000/sv/dialogues/trygg-gangvag"
    assert event["url"] in event["description"]
    assert event["location"] == "Rågsveds bibliotek"


def test_a_cancelled_occasion_is_struck_out_in_calendars(app: Flask) -> None:
    assert event_of(app, entry(state="cancelled"))["status"] == "CANCELLED"


def test_lists_and_dialogues_give_files(app: Flask, make: Make) -> None:
    slug = make.published().slug
    client = app.test_client()
    for address in (
        f"/feeds/dialogues/{slug}.ics",
        "/feeds/calendar.ics?district=farsta",
        "/feeds/dialogues.ics?status=planned",
    ):
        icalendar.Calendar.from_ical(client.get(address).data)
    assert client.get("/feeds/dialogues/unheard-of.ics").status_code == 404
    feed = ElementTree.fromstring(client.get("/feeds/dialogues.atom?language=en").data)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert [one.findtext("{http://www.w3.org/2005/Atom}id") for one in entries] == [
        f"http://127.0.0.1:8000/en/dialogues/{slug}"
    ]
