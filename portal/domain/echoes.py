"""Sentences and phrases that come in again and again within a day: what a flood of differing texts is made of."""

import re
import unicodedata
from collections.abc import Collection
from itertools import islice

from portal.domain.submissions import LINK, fingerprint

SHORTEST = 20
"""Letters below which a sentence is anybody's: thanks, greetings, "it is dark here"."""
MOST_SENTENCES = 40
OFTEN = 5
"""So often in others' texts a sentence, or the whole text, may come within a day before it counts as an echo."""
WORDS_IN_PHRASE = 3
MOST_PHRASES = 80
PATTERN_SHARE = 0.25
"""From this share of known phrases on a text follows a pattern: measured on floods, and on days of honest texts."""
MANY_AT_ONCE = 60
"""More than so many to one reader within an hour come from no ordinary day."""

_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?…:;؟۔\n]+\s*")


def sentences(text: str) -> tuple[str, ...]:
    """A mark for each longer sentence of a text, in a fixed order; alike but for case, digits and signs."""
    long = (one for one in _END.split(text) if sum(letter.isalpha() for letter in one) >= SHORTEST)
    return tuple(sorted({fingerprint(one) for one in list(long)[:MOST_SENTENCES]}))


def is_echo(times: Collection[int]) -> bool:
    """Whether at least half of a text's sentences came often, told by how many times each has come with this one."""
    return bool(times) and 2 * sum(count > OFTEN for count in times) >= len(times)


def phrases(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words in a row of a text, as far as its first eighty; a shorter text is one phrase."""
    plain = LINK.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    words = [found[0] for found in islice(_WORD.finditer(plain), MOST_PHRASES + WORDS_IN_PHRASE - 1)]
    last = max(1, len(words) - WORDS_IN_PHRASE + 1)
    return frozenset(tuple(words[at : at + WORDS_IN_PHRASE]) for at in range(last))


def is_pattern(times: Collection[int], *, among: int) -> bool:
    """Whether a text's phrases came too often, told by how many times each came `among` so many texts.

    The more come in a day, the more often people say the same three words without knowing of one another.
    """
    often = max(OFTEN, among // 400)
    return bool(times) and sum(count > often for count in times) >= PATTERN_SHARE * len(times)
