"""Days and hours in Stockholm."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def moment(day: date, hour: time) -> datetime:
    """The moment (UTC) at which a clock in Stockholm shows this hour on this day; the first of two in autumn."""
    return datetime.combine(day, hour, tzinfo=STOCKHOLM).astimezone(UTC)


def exists(day: date, hour: time) -> bool:
    """Whether a clock in Stockholm ever shows this hour on this day: one hour a year is skipped."""
    return moment(day, hour).astimezone(STOCKHOLM).time().replace(tzinfo=None) == hour


def day_of(instant: datetime) -> date:
    """The day in Stockholm on which a moment falls."""
    return instant.astimezone(STOCKHOLM).date()


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
