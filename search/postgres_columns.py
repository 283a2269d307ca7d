"""What a process keeps of the PostgreSQL index: the facets and days of all documents, as sets of their numbers."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from search import bits
from search.postgres_days import NO_DAY, Days


@dataclass(frozen=True, slots=True)
class Columns:
    """The documents of one state of the index, by number.

    `built` names the tables and `serial` the last change to them: together they name the state. `facets` holds the
    set of documents of each value, `live` all documents, and `asked` what the index has answered in this state, so
    that a word asked again costs nothing.
    """

    built: str = ""
    serial: int = 0
    size: int = 1
    live: int = 0
    starts: Days = field(default_factory=Days)
    ends: Days = field(default_factory=Days)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def having(self, facet: str, values: Iterable[str]) -> int:
        """The documents with any of the values of a facet."""
        known = self.facets.get(facet, {})
        found = 0
        for value in values:
            found |= known.get(value, 0)
        return found

    def counts(self, facet: str, found: int) -> dict[str, int]:
        """How many of a set have each value of a facet."""
        values = self.facets.get(facet, {})
        return {value: number for value, having in values.items() if (number := (having & found).bit_count())}


def read(connection: Connection, schema: str, known: Columns, *, built: str, serial: int) -> Columns:
    """The columns after a change, read from those before it: what has changed since is all that is asked for."""
    if known.built != built or known.serial > serial:
        known = Columns()
    found = connection.execute(
        text(
            f"WITH changed AS (SELECT n, starts, ends, facets FROM {schema}.document"
            " WHERE serial > :since AND serial <= :upto)"
            " SELECT 'day' AS what, '' AS value, string_agg(int4send(n) || int4send(COALESCE(starts, ends, :no_day))"
            " || int4send(COALESCE(ends, starts, :no_day)), ''::bytea) AS packed FROM changed"
            f" UNION ALL SELECT 'gone', '', string_agg(int4send(n), ''::bytea) FROM {schema}.gone"
            " WHERE serial > :since AND serial <= :upto"
            " UNION ALL SELECT 'facet', value, string_agg(int4send(n), ''::bytea)"
            " FROM changed, unnest(facets) AS value GROUP BY value"
        ),
        {"since": known.serial, "upto": serial, "no_day": NO_DAY},
    ).all()
    days = next(bits.unpacked(packed) for what, _, packed in found if what == "day")
    gone = next(bits.unpacked(packed) for what, _, packed in found if what == "gone")
    numbers, starts, ends = days[0::3], days[1::3], days[2::3]
    size = max(known.size, max(numbers, default=0) + 1)
    fresh = bits.from_numbers(numbers, size)
    old = (fresh | bits.from_numbers(gone, size)) & known.live
    facets = {name: {value: having & ~old for value, having in of.items()} for name, of in known.facets.items()}
    for what, full, packed in found:
        if what != "facet":
            continue
        name, _, value = full.partition(":")
        of = facets.setdefault(name, {})
        of[value] = of.get(value, 0) | bits.from_numbers(bits.unpacked(packed), size)
    return Columns(
        built=built,
        serial=serial,
        size=size,
        live=(known.live & ~old) | fresh,
        starts=known.starts.changed(old, zip(numbers, starts, strict=True), size),
        ends=known.ends.changed(old, zip(numbers, ends, strict=True), size),
        facets=facets,
    )
