"""Dates, times and numbers as the reader's language writes them, by the clock in Stockholm."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, dates, numbers
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.local import LocalProxy

from portal.web.language import once_per_language

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def _locale() -> Locale:
    # English as it is written in Europe: 3 December, not December 3.
    locale = get_locale() or Locale("sv")
    return Locale("en", "GB") if locale.language == "en" else locale


def now() -> datetime:
    """This moment, in Stockholm."""
    return datetime.now(STOCKHOLM)


def today() -> date:
    """The day it is in Stockholm."""
    return now().date()


def local(value: datetime) -> datetime:
    """The same moment with Stockholm's clock."""
    return value.astimezone(STOCKHOLM)


def as_day(value: date | datetime) -> date:
    """The day in Stockholm on which something happens."""
    return local(value).date() if isinstance(value, datetime) else value


@once_per_language
def day(value: date | datetime) -> str:
    """A day in full, as in 3 December 2026."""
    return dates.format_date(as_day(value), "long", locale=_locale())


@once_per_language
def short_day(value: date | datetime) -> str:
    """A day without its year, as in 3 Dec."""
    return dates.format_skeleton("MMMd", as_day(value), locale=_locale())


@once_per_language
def weekday(value: date | datetime) -> str:
    """A day with its name, as in Thursday 3 December."""
    name = dates.format_date(as_day(value), "EEEE", locale=_locale())
    return f"{name} {dates.format_skeleton('MMMMd', as_day(value), locale=_locale())}"


@once_per_language
def month(value: date | datetime) -> str:
    """A month with its year, as in December 2026."""
    return dates.format_skeleton("yMMMM", as_day(value), locale=_locale())


@once_per_language
def month_name(value: date | datetime) -> str:
    """The short name of a month standing alone, as in Dec."""
    return dates.format_date(as_day(value), "LLL", locale=_locale()).rstrip(".")


@once_per_language
def clock(value: datetime) -> str:
    """The time of day, as in 18:00."""
    return dates.format_time(local(value), "HH:mm", locale=_locale())


@once_per_language
def moment(value: datetime) -> str:
    """A day with its name and the time, as in Thursday 3 December 18:00."""
    return f"{weekday(value)} {clock(value)}"


def iso(value: date | datetime) -> str:
    """The form that machines read."""
    return local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


@once_per_language
def period(starts: date | None, ends: date | None) -> str:
    """A stretch of days in words; either end may be open."""
    if starts and ends and starts != ends:
        return dates.format_interval(starts, ends, "yMMMd", locale=_locale())
    if starts and ends:
        return day(starts)
    if starts:
        return str(_("From %(day)s", day=day(starts)))
    if ends:
        return str(_("Until %(day)s", day=day(ends)))
    return str(_("No dates yet"))


@once_per_language
def number(value: float) -> str:
    """A number with the separators of the reader's language."""
    return numbers.format_decimal(value, locale=_locale())


@once_per_language
def bent_as(value: float) -> int:
    """A whole number whose noun has the form that the language wants after this one, which may have decimals."""
    kind = _locale().plural_form
    alike = (whole for whole in (int(value), 2, 0, 100) if kind(whole) == kind(value))
    return next(alike, 2)


@once_per_language
def percent(share: float) -> str:
    """A share between 0 and 1 as whole per cent, in the reader's language."""
    return numbers.format_percent(share, locale=_locale())


@once_per_language
def minutes_in_words(minutes: int) -> str:
    """How long something takes: minutes below two hours, else hours and what is left in minutes."""
    if minutes < 120 and minutes != 60:
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    hours, rest = divmod(minutes, 60)
    if rest:
        return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def install(app: Flask) -> None:
    """Let templates write dates and numbers."""
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        weekday=weekday,
        month=month,
        month_name=month_name,
        clock=clock,
        moment=moment,
        iso=iso,
        from_iso=datetime.fromisoformat,
        day_from_iso=date.fromisoformat,
        as_day=as_day,
        number=number,
        percent=percent,
        minutes_in_words=minutes_in_words,
    )
    app.jinja_env.globals.update(today=LocalProxy(today), period=period, from_iso=datetime.fromisoformat)
