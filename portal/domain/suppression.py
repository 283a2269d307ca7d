"""Hiding small numbers of participants before anything is stored for the public.

Rules (domain knowledge of official statistics): a total under ten stands alone; a count of one to four
is hidden; when what is hidden could still be computed from the total, the next smallest is hidden too.
"""

from collections.abc import Mapping

SMALL = 5
SMALLEST_TOTAL = 10


def hide_small(cells: Mapping[str, int], *, total: int, complete: bool) -> dict[str, int | None]:
    """A breakdown of `total` with unsafe counts replaced by None.

    `complete` says that the cells sum to the total, which is public: then a single hidden cell could be
    computed, and another is hidden with it. When they do not, the rest acts as an unseen cell of its own.
    """
    if total < SMALLEST_TOTAL:
        return dict.fromkeys(cells)
    counts = dict(cells)
    rest = total - sum(counts.values())
    hidden = {name for name, count in counts.items() if 0 < count < SMALL}
    slack = sum(counts[name] for name in hidden) + (0 if complete else rest)
    unseen = len(hidden) + (0 if complete or rest == 0 else 1)
    # As many persons as hidden counts would mean one person in each.
    while hidden and (unseen < 2 or slack < SMALL or slack <= len(hidden)):
        left = [name for name in counts if name not in hidden and counts[name] > 0]
        if not left:
            break
        smallest = min(counts[name] for name in left)
        # All of the same size together: which of them was chosen would tell something of the others.
        more = {name for name in left if counts[name] == smallest}
        hidden |= more
        slack += smallest * len(more)
        unseen += len(more)
    return {name: None if name in hidden else count for name, count in counts.items()}
