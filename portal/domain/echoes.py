"""Sentences that come in again and again within a day: what a flood of differing texts is put together from."""

import re
from collections.abc import Collection

from portal.domain.submissions import fingerprint

SHORTEST = 20
"""Letters below which a sentence is anybody's: thanks, greetings, "it is dark here"."""
MOST_SENTENCES = 40
OFTEN = 5
"""So often in others' texts a sentence, or the whole text, may come within a day before it counts as an echo."""
MANY_AT_ONCE = 60
"""More than so many to one reader within an hour come from no ordinary day."""

_END = re.compile(r"[.!?…:;؟۔\n]+\s*")


def sentences(text: str) -> tuple[str, ...]:
    """A mark for each longer sentence of a text, in a fixed order; alike but for case, digits and signs."""
    long = (one for one in _END.split(text) if sum(letter.isalpha() for letter in one) >= SHORTEST)
    return tuple(sorted({fingerprint(one) for one in list(long)[:MOST_SENTENCES]}))


def is_echo(times: Collection[int]) -> bool:
    """Whether at least half of a text's sentences came often, told by how many times each has come with this one."""
    return bool(times) and 2 * sum(count > OFTEN for count in times) >= len(times)
