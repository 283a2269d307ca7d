"""Calendar and news files are read by other programs as they are meant: two calendar libraries and a news reader."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest
import vobject
from flask import Flask

from portal.domain.calendar import moment
from portal.publications.pages import Occasion, OccasionCard
from portal.web import feeds
from tests.make import Make
from tests.visitor import Visitor

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TITLE = "Torg; gator, och \\ parker: " + "vad tycker du om stadsdelens långa trappor? " * 3


def entry(day: date, *, state: str = "planned", sequence: int = 0) -> OccasionCard:
    starts = moment(day, time(18))
    return OccasionCard(
        occasion=Occasion(
            uuid="9b2f6c1e-0000-4000-8000-000000000001",
            sequence=sequence,
            starts=starts,
            ends=starts + timedelta(hours=2),
            kind="physical",
            state=state,
            place="Folkets hus, lilla salen; plan 2",
            registration="required",
        ),
        dialogue="torg-och-gator",
        title={"sv": TITLE},
        summary={"sv": "En rad.\nEn rad till, med komma."},
        lead="trafikkontoret",
    )


def read_twice(app: Flask, entries: list[OccasionCard], *, method: str = "PUBLISH") -> list[dict[str, Any]]:
    """What each library understands of the first event of a file."""
    with app.test_request_context("/sv/"):
        content = feeds.calendar_bytes(entries, name="Dialoger", method=method)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    whole = icalendar.Calendar.from_ical(content)
    one = whole.walk("VEVENT")[0]
    other = vobject.readOne(content.decode())
    event = other.vevent
    return [
        {
            "method": str(whole["METHOD"]),
            "uid": str(one["UID"]),
            "sequence": int(one["SEQUENCE"]),
            "status": str(one["STATUS"]),
            "starts": one.decoded("DTSTART"),
            "summary": str(one["SUMMARY"]),
            "location": str(one["LOCATION"]),
        },
        {
            "method": other.method.value,
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "starts": event.dtstart.value,
            "summary": event.summary.value,
            "location": event.location.value,
        },
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)])
def test_six_in_the_evening_is_six_in_the_evening_on_both_sides_of_the_clock_changes(app: Flask, day: date) -> None:
    for read in read_twice(app, [entry(day)]):
        assert read["starts"].astimezone(STOCKHOLM).replace(tzinfo=None) == datetime.combine(day, time(18))


def test_signs_and_long_lines_come_through_as_they_were_written(app: Flask) -> None:
    for read in read_twice(app, [entry(date(2026, 5, 5))]):
        assert read["summary"].strip() == TITLE.strip()
        assert read["location"] == "Folkets hus, lilla salen; plan 2"


def test_a_change_and_a_cancellation_meet_the_same_entry(app: Flask) -> None:
    first, second = read_twice(app, [entry(date(2026, 5, 5))])
    moved = read_twice(app, [entry(date(2026, 5, 6), state="moved", sequence=1)])
    gone = read_twice(app, [entry(date(2026, 5, 6), sequence=2)], method="CANCEL")
    assert first == {**second, "starts": first["starts"]}
    for before, later, last in zip([first, second], moved, gone, strict=True):
        assert before["uid"] == later["uid"] == last["uid"]
        assert before["sequence"] < later["sequence"] < last["sequence"]
        assert later["starts"].astimezone(UTC) - before["starts"].astimezone(UTC) == timedelta(days=1)
        assert (later["status"], last["status"], last["method"]) == ("CONFIRMED", "CANCELLED", "CANCEL")


def test_a_news_reader_finds_nothing_wrong_with_the_feed(make: Make, visitor: Visitor) -> None:
    dialogue = make.published(title="Torg & gator: <vad> tycker du?")
    file = visitor.get("/feeds/dialogues.atom?language=sv&district=enskede-arsta-vantor").answer.data
    read = feedparser.parse(file)
    assert not read.bozo
    assert read.version == "atom10"
    (one,) = read.entries
    assert one.title == "Torg & gator: <vad> tycker du?"
    assert one.link == one.id == f"http://127.0.0.1:8000/sv/dialogues/{dialogue.slug}"
    assert read.feed.updated_parsed
    assert one.updated_parsed
