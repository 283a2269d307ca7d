"""Who took part, against who lives there: shares, what they mean in words, and how sure they are."""

from math import sqrt

FEWEST = 20
"""Participants below which shares are not compared: chance would decide."""

LOWEST_ANSWER_RATE = 0.5
FEWER, MORE = 0.8, 1.25
"""Below and above these, a share counts as different from that of the residents."""

NORMAL_95 = 1.959963984540054


def index(part: int, whole: int, residents: int, all_residents: int) -> float | None:
    """The share of participants over the share of residents (1 is the same); None when nobody lives there."""
    if not whole or not residents or not all_residents:
        return None
    return (part / whole) / (residents / all_residents)


def word(value: float) -> str:
    """What an index means: `fewer`, `about` or `more` than their share."""
    return "fewer" if value < FEWER else "more" if value > MORE else "about"


def may_compare(*, answered: int, total: int) -> bool:
    """Whether so many answers among so many participants say anything about the rest."""
    return answered >= FEWEST and answered >= LOWEST_ANSWER_RATE * total


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The Wilson 95 % interval of a share, between 0 and 1; all of it when nobody was asked."""
    if whole <= 0:
        return 0.0, 1.0
    share, z2 = part / whole, NORMAL_95**2
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = NORMAL_95 / (1 + z2 / whole) * sqrt(share * (1 - share) / whole + z2 / (4 * whole**2))
    return max(0.0, middle - half), min(1.0, middle + half)
