"""When a promise or a report back is late, and which moves a promise may make."""

from datetime import date

from portal.domain.words import CommitmentStatus as C

SETTLED = frozenset({C.DONE, C.PARTLY_DONE, C.NOT_DONE})

RUNNING = (C.PROMISED, C.ONGOING, C.CHANGED)
"""Promises that are late once their day has passed."""

MOVES: dict[C, frozenset[C]] = {
    C.PROPOSED: frozenset({C.PROMISED, C.NOT_DONE}),
    C.PROMISED: frozenset({C.ONGOING, C.CHANGED}) | SETTLED,
    C.ONGOING: frozenset({C.ONGOING, C.CHANGED}) | SETTLED,
    C.CHANGED: frozenset({C.ONGOING, C.CHANGED}) | SETTLED,
    C.DONE: frozenset(),
    C.PARTLY_DONE: frozenset({C.ONGOING, C.DONE}),
    C.NOT_DONE: frozenset({C.ONGOING}),
}


def is_late(status: str, due: date | None, today: date) -> bool:
    """Whether a promise is still open after its day."""
    return due is not None and due < today and status not in SETTLED and status != C.PROPOSED


def outcome(status: str, due: date | None, settled: date | None, today: date) -> str:
    """How a promise goes, in one word: kept, kept_late, partly, not_kept, late or open."""
    if status == C.DONE:
        return "kept_late" if due is not None and settled is not None and settled > due else "kept"
    if status == C.PARTLY_DONE:
        return "partly"
    if status == C.NOT_DONE:
        return "not_kept"
    return "late" if is_late(status, due, today) else "open"


def feedback_is_late(due: date | None, given: date | None, today: date) -> bool:
    """Whether residents should have heard the result by now and have not."""
    return due is not None and given is None and due < today
