"""Hiding small numbers of participants before anything is stored for the public.

Rules (domain knowledge of official statistics): fewer than ten stand without a breakdown; a count of one to four
is hidden; when what is hidden could still be computed from the total, the next smallest is hidden too. And
because a page can be kept and compared with a later one, a correction must not tell what is hidden either.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

SMALL = 5
SMALLEST_TOTAL = 10
SMALLEST_AREA = 1000
"""Residents an area must have to be named in figures about people."""

Cells = Mapping[str, int | None]
"""The counts of one breakdown; None is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Some of those who took part, told apart: how many answered, and the counts, of which some are hidden."""

    answered: int
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the public is told of those who took part: the total, and breakdowns that stand beside one another."""

    total: int
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)


def hide_small(cells: Mapping[str, int], *, also: Collection[str] = ()) -> dict[str, int | None]:
    """A breakdown with unsafe counts replaced by None, `also` these; its sum is known to the public."""
    counts = dict(cells)
    if sum(counts.values()) < SMALLEST_TOTAL:
        return dict.fromkeys(counts)
    hidden = {name for name, count in counts.items() if 0 < count < SMALL or name in also}
    slack = sum(counts[name] for name in hidden)
    # As many persons as hidden counts would mean one person in each.
    while hidden and (len(hidden) < 2 or slack < SMALL or slack <= len(hidden)):
        left = [name for name in counts if name not in hidden and counts[name] > 0]
        if not left:
            return dict.fromkeys(counts)
        smallest = min(counts[name] for name in left)
        # All of the same size together: which of them was chosen would tell something of the others.
        more = {name for name in left if counts[name] == smallest}
        hidden |= more
        slack += smallest * len(more)
    return {name: None if name in hidden else count for name, count in counts.items()}


def hide_part(whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, int | None]:
    """How many of each count of a breakdown are of one sort, beside `hide_small(whole)`; their sum is known too.

    Nothing is told where the rest would be a small number, which anybody could subtract.
    """
    rest = sum(whole.values()) - sum(part.values())
    beside = hide_small(whole)
    if not sum(part.values()):
        return dict.fromkeys(whole, 0)
    if 0 < rest < SMALL or 0 < sum(part.values()) < SMALL:
        return dict.fromkeys(whole)
    also = {name for name, count in beside.items() if count is None or 0 < count - part.get(name, 0) < SMALL}
    return hide_small({name: part.get(name, 0) for name in whole}, also=also)


def shown(total: int, breakdowns: Mapping[str, Mapping[str, int]]) -> Shown:
    """What may be told of true counts, when nothing has been told before."""
    told = {}
    for name, cells in breakdowns.items():
        answered = sum(cells.values())
        safe = hide_small(cells)
        if total >= SMALLEST_TOTAL and answered >= SMALLEST_TOTAL and any(safe.values()):
            told[name] = Breakdown(answered=answered, cells=safe)
    return Shown(total=total, breakdowns=told)


def next_shown(true: Shown, earlier: Iterable[Shown]) -> Shown | None:
    """What may be told after `earlier`, without breakdowns that would reveal something; None when nothing may.

    Any of the earlier publications may have been kept by somebody, so all of them count.
    """
    known = list(earlier)
    if any(_small_step(true.total - one.total) for one in known):
        return None
    return Shown(
        total=true.total,
        breakdowns={
            name: told
            for name, told in true.breakdowns.items()
            if not any(_reveals(true, one, name) for one in known)
        },
    )


def _small_step(change: int) -> bool:
    """Whether a change is itself a count that has to be hidden."""
    return 0 < abs(change) < SMALL


def _reveals(new: Shown, old: Shown, name: str) -> bool:
    """Whether a breakdown beside an earlier one tells of persons that either of them hides."""
    now, then = new.breakdowns[name], old.breakdowns.get(name)
    if then is None:
        # Nothing was told, because there were few: those who came since must be many enough to stand alone.
        return old.total < SMALLEST_TOTAL and abs(new.total - old.total) < SMALLEST_TOTAL
    cells = {*now.cells, *then.cells}
    pairs = [(now.cells.get(cell, 0), then.cells.get(cell, 0)) for cell in cells]
    if any((one is None) != (other is None) for one, other in pairs):
        return True
    steps = [now.answered - then.answered, _hidden(now) - _hidden(then)]
    steps += [one - other for one, other in pairs if one is not None and other is not None]
    return any(_small_step(step) for step in steps)


def _hidden(told: Breakdown) -> int:
    """How many persons the hidden counts hold together, which anybody can compute."""
    return told.answered - sum(count for count in told.cells.values() if count is not None)
