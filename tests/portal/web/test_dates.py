"""Days and times are written as the reader writes them, by Stockholm's clock."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from portal.web import dates
from portal.web.load import asks_in_words

WINTER = datetime(2026, 12, 3, 17, 0, tzinfo=UTC)
SUMMER = datetime(2026, 6, 3, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("sv", "3 december 2026", "december 2026"),
        ("en", "3 December 2026", "December 2026"),
        ("ar", "3 ديسمبر 2026", "ديسمبر 2026"),
    ],
)
def test_a_day_is_written_in_the_readers_way(bare: Flask, code: str, day: str, month: str) -> None:
    with bare.test_request_context(f"/{code}/"):
        assert (dates.day(WINTER), dates.month(WINTER)) == (day, month)


def test_the_clock_follows_summer_time(bare: Flask) -> None:
    with bare.test_request_context("/sv/"):
        assert (dates.clock(WINTER), dates.clock(SUMMER)) == ("18:00", "19:00")
        assert dates.iso(WINTER) == "2026-12-03T18:00+01:00"


def test_late_in_the_evening_it_is_already_tomorrow_in_stockholm() -> None:
    assert dates.as_day(datetime(2026, 12, 3, 23, 30, tzinfo=UTC)) == date(2026, 12, 4)


def test_a_period_may_be_open_at_either_end(bare: Flask) -> None:
    first, last = date(2026, 12, 3), date(2026, 12, 21)
    with bare.test_request_context("/sv/"):
        assert dates.period(first, last) == "3–21 dec. 2026"
        assert dates.period(first, first) == "3 december 2026"
        assert "3 december 2026" in dates.period(first, None)
        assert "21 december 2026" in dates.period(None, last)
        assert dates.period(None, None)


def test_time_needed_is_told_in_minutes_then_in_hours(bare: Flask) -> None:
    with bare.test_request_context("/en/"):
        told = [dates.minutes_in_words(minutes) for minutes in (1, 10, 60, 90, 120, 150, 600)]
    assert told == ["1 minute", "10 minutes", "1 hour", "90 minutes", "2 hours", "2 h 30 min", "10 hours"]


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("sv", 0.9, "0,9 frågor"),
        ("sv", 1.04, "1 fråga"),
        ("sv", 2.0, "2 frågor"),
        ("en", 0.5, "0.5 asks"),
        ("ar", 2.5, "2.5 طلب"),
        ("ar", 3.0, "3 طلبات"),
        ("ar", 11.0, "11 طلبًا"),
    ],
)
def test_a_noun_is_bent_as_its_number_wants_also_when_that_has_decimals(
    bare: Flask, code: str, value: float, words: str
) -> None:
    with bare.test_request_context(f"/{code}/"):
        assert asks_in_words(value) == words
