"""Compare a row of the PostgreSQL index with what it should be."""

# ruff: noqa: S608 - the name of the table comes from a checked schema name; every value is bound

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, text

from search.analyser import Analyser
from search.document import Document
from search.fields import fields, problem
from search.postgres_rows import as_row


def differing(
    connection: Connection, table: str, documents: Iterable[Document], *, analyser: Analyser
) -> Iterator[str]:
    """The ids of those documents that the table lacks or holds otherwise; those it cannot take are passed over."""
    for document in documents:
        if problem(document) is None and not _same(connection, table, as_row(document, fields(document, analyser))):
            yield document.id


def _same(connection: Connection, table: str, row: Mapping[str, object]) -> bool:
    """Whether the table holds exactly this row."""
    found = connection.execute(
        text(
            f"SELECT EXISTS (SELECT FROM {table} WHERE id = :id AND version = :version"
            " AND starts IS NOT DISTINCT FROM CAST(:starts AS integer)"
            " AND ends IS NOT DISTINCT FROM CAST(:ends AS integer)"
            " AND facets = CAST(:facets AS text[]) AND near = CAST(:near AS tsvector)"
            " AND every = CAST(:every AS tsvector))"
        ),
        dict(row),
    )
    return bool(found.scalar())
