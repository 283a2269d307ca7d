"""Invented participants for bulk data, protected as real ones are."""

import random

from portal.actions.counting import BANDS
from portal.domain.suppression import shown
from portal.publications.figures import TookPart


def took_part(chance: random.Random) -> TookPart:
    """Who took part in one invented dialogue."""
    women, men, other = chance.randint(8, 90), chance.randint(5, 80), chance.choice((0, 0, 2, 7))
    total = women + men + other
    bands = dict.fromkeys(BANDS, 0)
    for _ in range(total):
        bands[chance.choice(BANDS)] += 1
    told = shown(total, {"gender": {"women": women, "men": men, "other": other}, "age": bands})
    return TookPart(total=total, method="counted", breakdowns=told.breakdowns)
