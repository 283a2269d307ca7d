"""What one can follow, how often one is written to, and when the next letter is due."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from portal.domain.calendar import STOCKHOLM

MORNING = time(7)
"""Weekly letters go out from this hour on Mondays."""

OLDEST_NEWS_DAYS = 60
"""News older than this is not written about any more."""

CEILINGS = (1, 2, 4)
"""The most letters in thirty days that a reader may choose, besides no limit."""

DISTANCES = (1, 2, 5)
"""Kilometres from the middle of a neighbourhood within which something is near."""


class FollowKind(StrEnum):
    """What a reader follows."""

    ALL = "all"
    DIALOGUE = "dialogue"
    DISTRICT = "district"
    NEAR = "near"
    THEME = "theme"
    ORGANISER = "organiser"
    SEARCH = "search"


class Pace(StrEnum):
    """How soon a reader is told."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"


class NewsKind(StrEnum):
    """What has happened to a dialogue that readers are told."""

    PUBLISHED = "published"
    OCCASION = "occasion"
    MOVED = "moved"
    CANCELLED = "cancelled"
    FEEDBACK = "feedback"


def last_monday(moment: datetime) -> datetime:
    """The newest Monday morning that has come by the clock in Stockholm."""
    here = moment.astimezone(STOCKHOLM)
    monday = datetime.combine(here.date() - timedelta(days=here.weekday()), MORNING, tzinfo=STOCKHOLM)
    return monday if monday <= here else monday - timedelta(days=7)


def is_due(pace: Pace, *, last: datetime | None, moment: datetime) -> bool:
    """Whether a reader's next letter may be written; `last` is when the news was last looked through for them."""
    if pace is Pace.AT_ONCE or last is None:
        return True
    return last < last_monday(moment)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance between two points on the earth, as the crow flies."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
