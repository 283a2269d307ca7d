"""Write documents and the words they hold to the PostgreSQL index, both in one transaction."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

import json
from collections.abc import Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError

from search.analyser import Analyser
from search.document import Document, Rejected
from search.fields import Fields, fields, problem
from search.postgres_rows import as_row, near_and_far
from search.postgres_tables import Tables
from search.vocabulary import Counter


class Writing:
    """One transaction that changes documents, in the living tables or in those beside."""

    def __init__(
        self, connection: Connection, tables: Tables, *, beside: bool = False, counter: Counter | None = None
    ) -> None:
        self._connection = connection
        suffix = "_next" if beside else ""
        self._names = {
            "document": f"{tables.document}{suffix}",
            "stems": f"{tables.schema}.stems{suffix}",
            "gone": f"{tables.schema}.gone{suffix}",
        }
        self.serial = int(
            connection.execute(text("SELECT nextval(CAST(:name AS regclass))"), {"name": tables.serial}).scalar_one()
        )
        self.counter = counter or Counter()

    def put(self, batch: Sequence[Document], analyser: Analyser) -> list[Rejected]:
        """Add or replace documents; what they held and hold now is counted. Gives those that could not be taken."""
        newest = sorted({document.id: document for document in batch}.values(), key=lambda one: one.id)
        rejected = [Rejected(one.id, reason) for one in newest if (reason := problem(one))]
        refused = {one.id for one in rejected}
        read = [(one, fields(one, analyser)) for one in newest if one.id not in refused]
        return rejected + self._store(read)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget documents; their words are counted no more."""
        self._take_back(self._held(ids))
        self._connection.execute(
            text(
                "WITH dropped AS (DELETE FROM {document} WHERE id = ANY(:ids) RETURNING n),"
                " bare AS (DELETE FROM {stems} AS s USING dropped WHERE s.n = dropped.n)"
                " INSERT INTO {gone} (n, serial) SELECT n, :serial FROM dropped".format(**self._names)
            ),
            {"ids": list(ids), "serial": self.serial},
        )

    def _held(self, ids: Sequence[str]) -> list[list[str]]:
        """The lexemes of those documents that are there."""
        rows = self._connection.execute(
            text(
                "SELECT tsvector_to_array(stems) AS lexemes FROM {document} JOIN {stems} USING (n)"
                " WHERE id = ANY(:ids)".format(**self._names)
            ),
            {"ids": list(ids)},
        )
        return [row.lexemes for row in rows]

    def _take_back(self, held: Sequence[Sequence[str]]) -> None:
        """Count the words of documents no more."""
        for lexemes in held:
            self.counter.take(*near_and_far(lexemes))

    def _store(self, read: Sequence[tuple[Document, Fields]]) -> list[Rejected]:
        """Store a batch; a refused one is halved until the bad row stands alone, which keeps its older version."""
        if not read:
            return []
        rows = [as_row(document, found) for document, found in read]
        statement = (
            "WITH given AS (SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given"
            " (id text, version bigint, starts integer, ends integer, facets text[], stems text)),"
            " kept AS (INSERT INTO {document} (id, version, serial, starts, ends, facets)"
            " SELECT id, version, :serial, starts, ends, facets FROM given ON CONFLICT (id) DO UPDATE"
            " SET version = excluded.version, serial = excluded.serial, starts = excluded.starts,"
            " ends = excluded.ends, facets = excluded.facets RETURNING n, id)"
            " INSERT INTO {stems} (n, stems) SELECT n, CAST(given.stems AS tsvector) FROM kept JOIN given"
            ' ON given.id = kept.id COLLATE "C" ON CONFLICT (n) DO UPDATE SET stems = excluded.stems'
        ).format(**self._names)
        try:
            with self._connection.begin_nested():
                held = self._held([document.id for document, _ in read])
                self._connection.execute(
                    text(statement), {"rows": json.dumps(rows, ensure_ascii=False), "serial": self.serial}
                )
        except DataError as error:
            if len(read) == 1:
                return [Rejected(read[0][0].id, f"PostgreSQL: {str(error.orig).strip().splitlines()[0]}")]
            half = len(read) // 2
            return self._store(read[:half]) + self._store(read[half:])
        self._take_back(held)
        for _, found in read:
            self.counter.add(found.near, found.bodies, found.surfaces)
        return []
