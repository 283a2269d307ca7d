"""Attempts asked of PostgreSQL: its index names the documents of each word, and sets of them do the rest."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from collections.abc import Sequence

from sqlalchemy import Connection, text

from search import bits
from search.attempts import Answer, Attempt, Group
from search.postgres_columns import Columns
from search.postgres_query import CODE, classes, quoted, score
from search.query import Hit, Query, allowed_filters
from search.tokens import storable

_MOST_KEPT = 32_000_000  # bytes of answers of the index that a process keeps
_MOST_PIECES = 200
Scored = list[tuple[float, int]]  # sets of documents with what they score


class Asking:
    """One search: a connection, and the state of the index it looks at."""

    def __init__(self, connection: Connection, schema: str, columns: Columns) -> None:
        self._connection = connection
        self._schema = schema
        self._columns = columns
        self._numbers: dict[str, int] = {}  # of what was found so far
        self._held: dict[str, int] = {}

    def ask(self, query: Query, attempt: Attempt, without: Sequence[str] = (), *, offset: int, limit: int) -> Answer:
        """One page of what an attempt finds, with totals and counts over all of it."""
        scored, matching = self._matching(attempt)
        matching &= self._allowed(query, attempt)
        narrow = {name: self._columns.having(name, of) for name, of in allowed_filters(query.filters).items()}
        found = _narrowed(matching, narrow)
        counts = {name: self._columns.counts(name, _narrowed(matching, narrow, but=name)) for name in query.facets}
        left = found & ~bits.from_numbers((self._numbers[id_] for id_ in without), self._columns.size)
        offset = max(0, offset)
        wanted = offset + max(0, min(limit, 1000))
        if query.sort == "relevance":
            ranked = self._best(scored, attempt.groups, left, wanted)
        else:
            days = self._columns.starts.first(left, wanted, ascending=query.sort == "date")
            ranked = [(0.0, number) for number in days]
        return Answer(
            self._hits(ranked[offset:wanted]),
            found.bit_count(),
            counts,
            barren=not _narrowed(self._columns.live, narrow),
        )

    def _allowed(self, query: Query, attempt: Attempt) -> int:
        """The documents of the place of an attempt, and of the code and the days of a query."""
        found = self._columns.live
        if attempt.place is not None:
            place = [attempt.place]
            found &= self._columns.having("area", place) | self._columns.having("district", place)
        if query.starts_from is not None:
            found &= self._columns.ends.on_or_after(query.starts_from)
        if query.starts_to is not None:
            found &= self._columns.starts.on_or_before(query.starts_to)
        if query.code:
            expression = quoted(CODE + storable(query.code))
            self._fetch([expression])
            found &= self._held[expression]
        return found

    def _matching(self, attempt: Attempt) -> tuple[list[Scored], int]:
        """For each word the documents that hold it, by what it counts there; and all that the attempt finds."""
        asked = [classes(group) for group in attempt.groups]
        self._fetch([expression for each in asked for _, expression in each])
        scored: list[Scored] = []
        held: list[int] = []
        for each in asked:
            seen = 0
            pieces: Scored = []
            for counts, expression in each:
                if fresh := self._held[expression] & ~seen:
                    pieces.append((counts, fresh))
                    seen |= fresh
            scored.append(pieces)
            held.append(seen)
        if not held:
            return [], self._columns.live
        found = held[0]
        if attempt.need != "first":
            for one in held[1:]:
                found = found | one if attempt.need == "any" else found & one
        return scored, found

    def _fetch(self, expressions: Sequence[str]) -> None:
        """Ask the index for every expression that has not been asked in this state of it."""
        known = self._columns.asked
        self._held |= {one: known[one] for one in expressions if one in known}
        missing = list(dict.fromkeys(one for one in expressions if one not in self._held))
        if not missing:
            return
        rows = self._connection.execute(
            text(
                "SELECT asked.number, found.packed FROM unnest(CAST(:asked AS tsquery[])) WITH ORDINALITY"
                " AS asked (expression, number) CROSS JOIN LATERAL"
                " (SELECT string_agg(int4send(n), ''::bytea) AS packed"
                f" FROM {self._schema}.stems WHERE stems @@ asked.expression) AS found"
            ),
            {"asked": missing},
        )
        if len(known) * self._columns.size // 8 > _MOST_KEPT:
            known.clear()
        for number, packed in rows:
            found = bits.from_numbers(bits.unpacked(packed), self._columns.size)
            known[missing[number - 1]] = self._held[missing[number - 1]] = found

    def _best(self, scored: list[Scored], groups: tuple[Group, ...], found: int, wanted: int) -> Scored:
        """The first documents by score, the newest first among those that score alike."""
        pieces: Scored = [(0.0, found)]
        # The word that weighs most divides first: what is cut off below is then worth least.
        for group, each in sorted(zip(groups, scored, strict=True), key=lambda one: one[0].titles):
            pieces = _divided(pieces, group, each)
        ranked: Scored = []
        for total, piece in pieces:
            if len(ranked) >= wanted:
                break
            newest = self._columns.starts.first(piece, wanted - len(ranked), ascending=False)
            ranked += [(total, number) for number in newest]
        return ranked

    def _hits(self, ranked: Scored) -> tuple[Hit, ...]:
        if not ranked:
            return ()
        rows = self._connection.execute(
            text(f"SELECT n, id, version FROM {self._schema}.document WHERE n = ANY(:numbers)"),
            {"numbers": [number for _, number in ranked]},
        )
        named = {row.n: row for row in rows}
        self._numbers |= {row.id: number for number, row in named.items()}
        # What was withdrawn a moment ago is not there any more.
        return tuple(Hit(named[n].id, named[n].version, total) for total, n in ranked if n in named)


def _narrowed(found: int, narrow: dict[str, int], *, but: str | None = None) -> int:
    for name, allowed in narrow.items():
        if name != but:
            found &= allowed
    return found


def _divided(pieces: Scored, group: Group, scored: Scored) -> Scored:
    """Sets of documents divided by what one more word adds to their score, the highest first."""
    divided: Scored = []
    for before, piece in pieces:
        left = piece
        for counts, having in scored:
            if fresh := left & having:
                divided.append((before + score(group, counts), fresh))
                left ^= fresh
                if not left:
                    break
        if left:
            divided.append((before + score(group, 0.0), left))
    divided.sort(key=lambda one: -one[0])
    if len(divided) > _MOST_PIECES:
        rest = 0
        for _, piece in divided[_MOST_PIECES:]:
            rest |= piece
        divided = [*divided[:_MOST_PIECES], (divided[_MOST_PIECES][0], rest)]
    return divided
