"""Which moves a dialogue may make from state to state."""

from datetime import date
from enum import StrEnum

from portal.domain.calendar import add_months
from portal.domain.words import Status

FOLLOW_UP_MONTHS = 12
"""A dialogue is to be evaluated at the latest so many months after it closed."""

EVALUATION_MONTHS = 3
"""Where nothing was promised, it is due so many months after the results were published."""


class Cause(StrEnum):
    """Why time itself moved a dialogue; kept as the reason of the move."""

    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


MOVES: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.COORDINATION}),
    Status.COORDINATION: frozenset({Status.DRAFT, Status.PLANNED, Status.CANCELLED}),
    Status.PLANNED: frozenset({Status.OPEN, Status.CANCELLED}),
    Status.OPEN: frozenset({Status.COMPILING, Status.CANCELLED}),
    Status.COMPILING: frozenset({Status.REPORTED, Status.OPEN}),
    Status.REPORTED: frozenset({Status.FOLLOWED_UP}),
    Status.FOLLOWED_UP: frozenset({Status.ARCHIVED}),
    Status.ARCHIVED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.UNPUBLISHED: frozenset(),
}
"""The ordinary moves. Any state but draft may besides be unpublished, and taken back from there."""

PUBLIC = frozenset(Status) - {Status.DRAFT, Status.COORDINATION, Status.UNPUBLISHED}
"""States that residents may see; a cancelled dialogue is public only if it ever was published."""

COMING = frozenset({Status.PLANNED, Status.OPEN})
CLOSED = frozenset({Status.COMPILING, Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED})
REPORTED = frozenset({Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED})


def may_move(old: Status, new: Status, *, before: Status | None = None) -> bool:
    """Whether the move is allowed; `before` is the state an unpublished dialogue came from."""
    if new is Status.UNPUBLISHED:
        return old not in (Status.DRAFT, Status.UNPUBLISHED)
    if old is Status.UNPUBLISHED:
        return new is before
    return new in MOVES[old]


def follow_up_due(closed: date) -> date:
    """The day by which a dialogue that closed then is to be followed up."""
    return add_months(closed, FOLLOW_UP_MONTHS)


def follow_up_missing(status: Status, closed: date | None, today: date) -> bool:
    """Whether a closed dialogue should have been followed up by now and has not."""
    waits = status in (Status.COMPILING, Status.REPORTED)
    return waits and closed is not None and follow_up_due(closed) <= today


def next_report(*, since: date, months: int) -> date:
    """The day of the next period report, counted from the last one, or from the first day when there is none."""
    return add_months(since, months)
