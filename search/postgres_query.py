"""An attempt as questions to the PostgreSQL index: where each word may stand, and what it counts for there."""

import math
from collections.abc import Iterable

from search.analyser import Phrase
from search.attempts import Group

# Every stem is stored under a letter that says where it stands; the small ones are parts of compounds.
TITLE, TITLE_PART, LABEL, SUMMARY, SUMMARY_PART, BODY = "T", "t", "L", "S", "s", "B"
CODE = "C"  # a code of the document, whole; no word of it
_COUNTS = ((TITLE, 1.0), (TITLE_PART, 0.55), (LABEL, 0.4), (SUMMARY, 0.3), (SUMMARY_PART, 0.17), (BODY, 0.0))
_NEAR = (TITLE, TITLE_PART, LABEL, SUMMARY, SUMMARY_PART)
_OTHER_COUNTS = 0.6
_PHRASE_COUNTS = (((TITLE, TITLE_PART), 0.9), (_NEAR, 0.3), ((*_NEAR, BODY), 0.0))


def classes(group: Group) -> list[tuple[float, str]]:
    """What a document scores for a word of a query, highest first, and the expression that finds those documents.

    A document belongs to the first class whose expression finds it; one that none finds does not hold the word.
    """
    found: dict[float, list[str]] = {}
    for phrases, share, prefix in (
        (group.stems, 1.0, False),
        (group.others, _OTHER_COUNTS, False),
        (group.stems if group.prefix else (), _OTHER_COUNTS, True),
    ):
        single = [phrase[0] for phrase in phrases if len(phrase) == 1]
        for letter, counts in _COUNTS if single else ():
            found.setdefault(round(share * counts, 3), []).extend(
                quoted(letter + stem) + (":*" if prefix and len(stem) > 1 else "") for stem in single
            )
        several = [phrase for phrase in phrases if len(phrase) > 1]
        for letters, counts in _PHRASE_COUNTS if several else ():
            found.setdefault(round(share * counts, 3), []).extend(_all(phrase, letters) for phrase in several)
    return [(counts, " | ".join(dict.fromkeys(found[counts]))) for counts in sorted(found, reverse=True)]


def score(group: Group, counts: float) -> float:
    """What a word adds to the score of a document; a word that few documents name weighs more.

    Logarithms: a word in a long text cannot be outweighed by another in the title.
    """
    weight = 1.0 + 2.0 / (1.0 + math.log1p(group.titles))
    return weight * math.log(0.01 + 0.6 * counts)


def _all(phrase: Phrase, letters: Iterable[str]) -> str:
    """The words of an expression, each of which may stand as a word or inside a compound."""
    return "(" + " & ".join(f"({' | '.join(quoted(letter + stem) for letter in letters)})" for stem in phrase) + ")"


def quoted(lexeme: str) -> str:
    """A lexeme as tsvector and tsquery read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
