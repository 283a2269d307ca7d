"""The life of what residents send in: allowed moves, when an answer is due, and signs that it may be spam."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.domain.calendar import day_of, moment
from portal.domain.words import SubmissionKind
from portal.domain.words import SubmissionState as S

DECISION_DAYS = 3
"""Working days within which the sender gets a first decision."""

MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.UNDER_REVIEW, S.WITHDRAWN}),
    S.UNDER_REVIEW: frozenset({S.NEEDS_MORE, S.APPROVED, S.DECLINED, S.FORWARDED, S.WITHDRAWN}),
    S.NEEDS_MORE: frozenset({S.UNDER_REVIEW, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.PUBLISHED, S.ANSWERED, S.CLOSED}),
    S.PUBLISHED: frozenset({S.ANSWERED, S.CLOSED, S.TAKEN_DOWN}),
    S.ANSWERED: frozenset({S.CLOSED, S.TAKEN_DOWN}),
    # The sender may ask once for another look.
    S.DECLINED: frozenset({S.UNDER_REVIEW, S.CLOSED}),
    S.FORWARDED: frozenset({S.CLOSED}),
    S.TAKEN_DOWN: frozenset({S.CLOSED}),
    S.WITHDRAWN: frozenset(),
    S.CLOSED: frozenset(),
}

TO_DECIDE = frozenset({S.RECEIVED, S.UNDER_REVIEW})
UNDECIDED = TO_DECIDE | {S.NEEDS_MORE}
"""States in which the sender may still withdraw, and a moderator still has to decide."""

SETTLED = frozenset({S.DECLINED, S.FORWARDED, S.WITHDRAWN, S.CLOSED, S.TAKEN_DOWN})
"""States in which nothing more happens unless somebody asks."""


BECOMES_DRAFT = frozenset({SubmissionKind.SUGGESTION, SubmissionKind.TIP, SubmissionKind.OWN_DIALOGUE})
"""Kinds that turn into a draft of a dialogue when they are approved."""


class Step(StrEnum):
    """One thing that was done with a submission."""

    RECEIVED = "received"
    TAKEN = "taken"
    ASKED = "asked"
    REPLIED = "replied"
    APPROVED = "approved"
    DECLINED = "declined"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"


class Sign(StrEnum):
    """Something about a submission that a moderator should know before reading it."""

    HIDDEN_FIELD = "hidden_field"
    TOO_FAST = "too_fast"
    MANY_LINKS = "many_links"
    PERSONAL_DATA = "personal_data"


POINTS: dict[Sign, int] = {Sign.HIDDEN_FIELD: 60, Sign.TOO_FAST: 30, Sign.MANY_LINKS: 25, Sign.PERSONAL_DATA: 0}
"""What each sign adds to the spam score; the score only sorts, people decide."""


def may_move(old: S, new: S) -> bool:
    """Whether the move is allowed."""
    return new in MOVES[old]


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` days from Monday to Friday after another."""
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def due(received: datetime) -> datetime:
    """When a first decision is due: the end, in Stockholm, of the third working day after this moment."""
    return moment(working_days_after(day_of(received), DECISION_DAYS), time(23, 59))


def spam_score(signs: Iterable[Sign]) -> int:
    """How much looks like spam, from 0 to 100."""
    return min(100, sum(POINTS[sign] for sign in set(signs)))


def spam_level(score: int) -> str:
    """The score in one word: none, some or strong."""
    if score >= 60:
        return "strong"
    return "some" if score > 0 else "none"


def has_many_links(text: str) -> bool:
    """Whether a text holds more than two web addresses."""
    return text.lower().count("http://") + text.lower().count("https://") + text.lower().count("www.") > 2
