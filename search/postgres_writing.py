"""Write documents and the words they hold to the PostgreSQL index, both in one transaction."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError

from search.analyser import Analyser
from search.document import Document, Rejected
from search.fields import Fields, fields, problem
from search.postgres_query import PART
from search.postgres_rows import as_row
from search.vocabulary import Counter


def put_rows(
    connection: Connection, table: str, batch: Sequence[Document], counter: Counter, *, analyser: Analyser
) -> list[Rejected]:
    """Add or replace documents; what they held and hold now is counted. Gives those that could not be taken."""
    newest = sorted({document.id: document for document in batch}.values(), key=lambda one: one.id)
    rejected = [Rejected(one.id, reason) for one in newest if (reason := problem(one))]
    refused = {one.id for one in rejected}
    read = [(one, fields(one, analyser)) for one in newest if one.id not in refused]
    take_back(connection, table, [one.id for one, _ in read], counter)
    return rejected + _store(connection, table, read, counter)


def drop_rows(connection: Connection, table: str, ids: Sequence[str], counter: Counter) -> None:
    """Forget documents; their words are counted no more."""
    take_back(connection, table, ids, counter)
    connection.execute(text(f"DELETE FROM {table} WHERE id = ANY(:ids)"), {"ids": list(ids)})


def take_back(connection: Connection, table: str, ids: Sequence[str], counter: Counter) -> None:
    """Count the words of documents no more, and keep others from changing them until the transaction ends."""
    rows = connection.execute(
        text(
            f"SELECT tsvector_to_array(near) AS near, tsvector_to_array(every) AS every FROM {table}"
            " WHERE id = ANY(:ids) ORDER BY id FOR UPDATE"
        ),
        {"ids": list(ids)},
    )
    for row in rows:
        counter.take((one.removeprefix(PART) for one in row.near), (one.removeprefix(PART) for one in row.every))


def _store(
    connection: Connection, table: str, read: Sequence[tuple[Document, Fields]], counter: Counter
) -> list[Rejected]:
    """Store a batch; when a row is refused it is halved until that one stands alone, and keeps its older version."""
    if not read:
        return []
    rows: list[dict[str, Any]] = [as_row(document, found) for document, found in read]
    try:
        with connection.begin_nested():
            connection.execute(
                text(
                    f"INSERT INTO {table} (id, version, starts, ends, facets, near, every) VALUES"
                    " (:id, :version, :starts, :ends, :facets, CAST(:near AS tsvector), CAST(:every AS tsvector))"
                    " ON CONFLICT (id) DO UPDATE SET version = excluded.version, starts = excluded.starts,"
                    " ends = excluded.ends, facets = excluded.facets, near = excluded.near, every = excluded.every"
                ),
                rows,
            )
    except DataError as error:
        if len(read) == 1:
            return [Rejected(read[0][0].id, f"PostgreSQL: {str(error.orig).strip().split(chr(10))[0]}")]
        half = len(read) // 2
        return _store(connection, table, read[:half], counter) + _store(connection, table, read[half:], counter)
    for _, found in read:
        counter.add(found.near, found.bodies, found.surfaces)
    return []
