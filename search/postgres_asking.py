"""One attempt asked of PostgreSQL: a page of hits, the total, the counts."""

# ruff: noqa: S608 - the name of the table comes from a checked schema name; every value is bound

from sqlalchemy import Connection, text

from search.attempts import Answer, Attempt
from search.postgres_query import Statement
from search.query import Hit, Query

# One statement, one way to the database. The planner thinks reading all vectors cheaper than asking the index.
SEARCHING = text(
    "SELECT set_config('statement_timeout', '900', true), set_config('jit', 'off', true),"
    " set_config('enable_seqscan', 'off', true), set_config('random_page_cost', '1.1', true)"
)


def ask_once(
    connection: Connection,
    table: str,
    query: Query,
    attempt: Attempt,
    without: tuple[str, ...],
    offset: int,
    limit: int,
) -> Answer:
    """One page of what an attempt finds, with totals and counts over all of it."""
    statement = Statement(attempt, query)
    where, score = statement.where(), statement.score
    left_out = f" AND id <> ALL(CAST({statement.bind(list(without))} AS text[]))" if without else ""
    page = f" OFFSET {max(0, min(offset, 1_000_000))} LIMIT {max(0, min(limit, 1000))}"
    order = {"date": "starts ASC NULLS LAST, id", "-date": "starts DESC NULLS LAST, id"}.get(
        query.sort, "score DESC, starts DESC NULLS LAST, id" if attempt.groups else "starts DESC NULLS LAST, id"
    )
    hits = connection.execute(
        text(f"SELECT id, version, {score} AS score FROM {table} WHERE {where}{left_out} ORDER BY {order}{page}"),
        statement.values,
    )
    found = tuple(Hit(row.id, row.version, float(row.score)) for row in hits)
    total, counts = _count(connection, table, query, statement)
    return Answer(found, total, counts)


def _count(
    connection: Connection, table: str, query: Query, statement: Statement
) -> tuple[int, dict[str, dict[str, int]]]:
    """The number of matches, and of those the number per value of each wanted facet, its own filter left out."""
    counts: dict[str, dict[str, int]] = {name: {} for name in query.facets}
    own = [name for name in query.facets if name in statement.filtered()]
    pieces = [f"SELECT '' AS value, count(*) AS number FROM {table} WHERE {statement.where()}"]
    if len(own) < len(query.facets):
        pieces.append(
            f"SELECT value, count(*) FROM {table}, unnest(facets) AS value WHERE {statement.where()} GROUP BY value"
        )
    for name in own:
        prefix = statement.bind(f"{name}:")
        pieces.append(
            f"SELECT value, count(*) FROM {table}, unnest(facets) AS value WHERE {statement.where(without=name)}"
            f" AND starts_with(value, {prefix}) GROUP BY value"
        )
    total = 0
    # The pieces come in this order, so a facet's own count replaces the narrower one of all facets together.
    for row in connection.execute(text(" UNION ALL ".join(f"({piece})" for piece in pieces)), statement.values):
        name, _, value = row.value.partition(":")
        if not row.value:
            total = row.number
        elif name in counts:
            counts[name][value] = max(row.number, counts[name].get(value, 0))
    return total, counts
