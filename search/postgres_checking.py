"""Compare what the PostgreSQL index holds of a document with what it should hold."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, text

from search.analyser import Analyser
from search.document import Document
from search.fields import fields, problem
from search.postgres_rows import as_row


def differing(
    connection: Connection, schema: str, documents: Iterable[Document], *, analyser: Analyser
) -> Iterator[str]:
    """The ids of those documents that the index lacks or holds otherwise; those it cannot take are passed over."""
    for document in documents:
        if problem(document) is None and not _same(connection, schema, as_row(document, fields(document, analyser))):
            yield document.id


def _same(connection: Connection, schema: str, row: Mapping[str, object]) -> bool:
    """Whether the tables hold exactly this."""
    found = connection.execute(
        text(
            f"SELECT EXISTS (SELECT FROM {schema}.document JOIN {schema}.stems USING (n)"
            " WHERE id = :id AND version = :version"
            " AND starts IS NOT DISTINCT FROM CAST(:starts AS integer)"
            " AND ends IS NOT DISTINCT FROM CAST(:ends AS integer)"
            " AND facets = CAST(:facets AS text[]) AND stems = CAST(:stems AS tsvector))"
        ),
        dict(row),
    )
    return bool(found.scalar())
