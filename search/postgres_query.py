"""An attempt as SQL: what must match, how it is ranked, what is counted."""

import math
from typing import Any

from search.analyser import Phrase
from search.attempts import Attempt, Group
from search.query import Query, allowed_filters

# What a word counts for in summaries, labels and titles (C, B, A); what only a long text holds comes last.
WEIGHTS = "'{0.0, 0.3, 0.4, 1.0}'"
PART = "~"  # marks a stem found inside a compound
_PART_COUNTS = 0.55
_OTHER_COUNTS = 0.6


class Statement:
    """The pieces of one search, and the values bound in them."""

    def __init__(self, attempt: Attempt, query: Query) -> None:
        self.values: dict[str, Any] = {}
        self._query = query
        self._always = [*self._matching(attempt), *self._where(attempt.place), *self._when()]
        self._filters = self._facet_filters()
        self.score = self._scores(attempt.groups)

    def where(self, *, without: str | None = None) -> str:
        """The condition, leaving out the filter of one facet."""
        kept = [clause for name, clause in self._filters.items() if name != without]
        return " AND ".join([*self._always, *kept]) or "true"

    def filtered(self) -> tuple[str, ...]:
        """The facets that are filtered by."""
        return tuple(self._filters)

    def bind(self, value: Any) -> str:
        """A placeholder for a value."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _matching(self, attempt: Attempt) -> list[str]:
        if not attempt.groups:
            return []
        needed = attempt.groups[:1] if attempt.need == "first" else attempt.groups
        joined = (" | " if attempt.need == "any" else " & ").join(f"({_all(group)})" for group in needed)
        return [f"every @@ CAST({self.bind(joined)} AS tsquery)"]

    def _where(self, place: str | None) -> list[str]:
        if place is None:
            return []
        return [f"facets && CAST({self.bind([f'area:{place}', f'district:{place}'])} AS text[])"]

    def _when(self) -> list[str]:
        clauses = []
        if self._query.starts_from is not None:
            clauses.append(f"COALESCE(ends, starts) >= {self.bind(_day(self._query.starts_from))}")
        if self._query.starts_to is not None:
            clauses.append(f"COALESCE(starts, ends) <= {self.bind(_day(self._query.starts_to))}")
        return clauses

    def _facet_filters(self) -> dict[str, str]:
        return {
            name: f"facets && CAST({self.bind([f'{name}:{value}' for value in values])} AS text[])"
            for name, values in allowed_filters(self._query.filters).items()
        }

    def _scores(self, groups: tuple[Group, ...]) -> str:
        scores = []
        for group in groups:
            # A word that few documents name weighs more.
            weight = 1.0 + 2.0 / (1.0 + math.log1p(group.titles))
            kinds = (
                (1.0, [_lexeme(p, prefix=False) for p in group.stems]),
                (_PART_COUNTS, [_lexeme(p, mark=PART, prefix=False) for p in group.stems if len(p) == 1]),
                (_OTHER_COUNTS, [_lexeme(p, prefix=False) for p in group.others]),
                (_OTHER_COUNTS, [_lexeme(p, prefix=True) for p in group.stems] if group.prefix else []),
            )
            best = " + ".join(self._rank(share, lexemes) for share, lexemes in kinds if lexemes)
            # Logarithms: a word in a long text cannot be outweighed by another in the title.
            scores.append(f"{weight:.3f} * ln(0.01 + {best})")
        return " + ".join(scores) or "0.0"

    def _rank(self, share: float, lexemes: list[str]) -> str:
        # ts_rank divides by the number of lexemes; other words for a thing should not weaken it.
        factor = round(share * len(lexemes), 3)
        return f"{factor} * ts_rank({WEIGHTS}, near, CAST({self.bind(' | '.join(lexemes))} AS tsquery))"


def _day(day: int) -> int:
    return max(-2_000_000_000, min(2_000_000_000, day))


def _all(group: Group) -> str:
    found = [_lexeme(p, prefix=group.prefix) for p in group.stems]
    found += [_lexeme(p, mark=PART, prefix=group.prefix) for p in group.stems if len(p) == 1]
    found += [_lexeme(p, prefix=False) for p in group.others]
    found += [_lexeme(p, mark=PART, prefix=False) for p in group.others if len(p) == 1]
    return " | ".join(dict.fromkeys(found))


def _lexeme(phrase: Phrase, *, mark: str = "", prefix: bool) -> str:
    if len(phrase) == 1:
        return quoted(mark + phrase[0]) + (":*" if prefix and len(phrase[0]) > 1 else "")
    # The parts of an expression may stand as words or inside a compound.
    return "(" + " & ".join(f"({quoted(stem)} | {quoted(PART + stem)})" for stem in phrase) + ")"


def quoted(lexeme: str) -> str:
    """A lexeme as tsvector and tsquery read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
