"""Hours are those of a clock in Stockholm, in summer and in winter."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.calendar import STOCKHOLM, day_of, exists, moment

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 1, 15), 17), (date(2026, 7, 15), 16), (date(2026, 3, 28), 17), (SPRING, 16), (AUTUMN, 17)],
)
def test_a_meeting_at_six_in_the_evening_is_an_hour_earlier_by_utc_in_summer(day: date, hour: int) -> None:
    assert moment(day, time(18)) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_the_hour_that_is_skipped_in_spring_does_not_exist() -> None:
    assert not exists(SPRING, time(2, 30))
    assert exists(SPRING, time(1, 59))
    assert exists(SPRING, time(3))
    assert exists(AUTUMN, time(2, 30))


def test_the_hour_that_comes_twice_in_autumn_is_the_first() -> None:
    assert moment(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_late_in_the_evening_by_utc_it_is_tomorrow_in_stockholm() -> None:
    assert day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert day_of(datetime(2026, 1, 1, 22, 30, tzinfo=UTC)) == date(2026, 1, 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times())
def test_what_a_clock_shows_comes_back_the_same(day: date, hour: time) -> None:
    if exists(day, hour):
        back = moment(day, hour).astimezone(STOCKHOLM)
        assert (back.date(), back.time()) == (day, hour)
        assert day_of(moment(day, hour)) == day
    else:
        assert (
            moment(day, hour).astimezone(STOCKHOLM).time()
            == (datetime.combine(day, hour) + timedelta(hours=1)).time()
        )
