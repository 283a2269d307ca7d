"""Which moves a dialogue may make from state to state."""

from portal.domain.words import Status

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
