"""The tables of the PostgreSQL index, in a schema of their own, and how they are made and swapped."""

import re

from sqlalchemy import Connection, text

# What holds for a search: a limit in time, and one way to the index, which the planner thinks dearer than it is.
SEARCHING = (
    "SELECT 'limit' AS key, concat(set_config('statement_timeout', :limit, true), set_config('jit', 'off', true),"
    " set_config('enable_seqscan', 'off', true), set_config('random_page_cost', '1.1', true)) AS value"
)
# Taken while tables are made, so that processes that start together do not get in each other's way.
PREPARING = 0x5EA2C401
REBUILDING = 0x5EA2C402
# Taken by whoever changes documents and words: each text is counted once whoever else writes, and changes become
# visible in the order of their serials.
WRITING = 0x5EA2C403
_NAMES = ("document", "stems", "gone", "word")
_COLUMNS = {
    # `n` names a document in sets; `serial` is that of its last change.
    "document": 'n integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE,'
    " version bigint NOT NULL, serial bigint NOT NULL, starts integer, ends integer,"
    ' facets text[] COLLATE "C" NOT NULL',
    # Whoever asks the index reads the rows it names, for `n` alone: they should be few bytes, the vectors beside
    # them. PostgreSQL takes a value out of a row of more than 2 kB only; the filler, compressed away, makes it do so.
    "stems": "n integer PRIMARY KEY, stems tsvector NOT NULL, filler text NOT NULL DEFAULT repeat(' ', 2100)",
    "gone": "n integer PRIMARY KEY, serial bigint NOT NULL",
    "word": 'stem text COLLATE "C" PRIMARY KEY, titles integer NOT NULL, texts integer NOT NULL,'
    " surface text NOT NULL",
}


class Tables:
    """The statements that make, empty and swap the tables of one schema."""

    def __init__(self, schema: str) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,40}", schema):
            raise ValueError(f"not a name for a schema: {schema!r}")
        self.schema = schema
        self.document = f"{schema}.document"
        self.word = f"{schema}.word"
        self.state = f"{schema}.state"
        self.serial = f"{schema}.serial"

    def lock(self, connection: Connection, purpose: int) -> None:
        """Wait until nobody else does the same to this schema; held until the transaction ends."""
        values = {"purpose": purpose, "schema": self.schema}
        connection.execute(text("SELECT pg_advisory_xact_lock(:purpose, hashtext(:schema))"), values)

    def prepare(self, connection: Connection) -> None:
        """Make what is missing; the transaction waits for others that do the same."""
        self.lock(connection, PREPARING)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self.schema}"))
        connection.execute(text(f"CREATE SEQUENCE IF NOT EXISTS {self.serial}"))
        connection.execute(
            text(f"CREATE TABLE IF NOT EXISTS {self.state} (key text PRIMARY KEY, value text NOT NULL)")
        )
        # Tables of an older layout are left as they are: a rebuild replaces them whole.
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": self.document}).scalar() is None:
            self._make(connection)
            self._index(connection)

    def make_next(self, connection: Connection) -> None:
        """Make empty tables beside the living ones."""
        self.drop_next(connection)
        self._make(connection, "_next")

    def finish_next(self, connection: Connection) -> None:
        """Index the filled tables beside the living ones."""
        self._index(connection, "_next")
        connection.execute(text(f"ANALYZE {self.document}_next, {self.schema}.stems_next"))

    def swap(self, connection: Connection) -> None:
        """Put the tables beside in the place of the living ones, in one transaction."""
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        self._drop(connection)
        for name in _NAMES:
            connection.execute(text(f"ALTER TABLE {self.schema}.{name}_next RENAME TO {name}"))
        rows = connection.execute(
            text("SELECT indexname FROM pg_indexes WHERE schemaname = :schema AND indexname LIKE '%\\_next\\_%'"),
            {"schema": self.schema},
        )
        for index in rows.scalars().all():
            connection.execute(text(f"ALTER INDEX {self.schema}.{index} RENAME TO {str(index).replace('_next', '')}"))

    def drop_next(self, connection: Connection) -> None:
        """Forget tables beside the living ones."""
        self._drop(connection, "_next")

    def _drop(self, connection: Connection, suffix: str = "") -> None:
        names = ", ".join(f"{self.schema}.{name}{suffix}" for name in _NAMES)
        connection.execute(text(f"DROP TABLE IF EXISTS {names}"))

    def _make(self, connection: Connection, suffix: str = "") -> None:
        self._drop(connection, suffix)
        for name in _NAMES:
            connection.execute(text(f"CREATE TABLE {self.schema}.{name}{suffix} ({_COLUMNS[name]})"))
        connection.execute(text(f"ALTER TABLE {self.schema}.stems{suffix} SET (toast_tuple_target = 128)"))
        connection.execute(text(f"ALTER TABLE {self.schema}.stems{suffix} ALTER COLUMN stems SET STORAGE EXTERNAL"))

    def _index(self, connection: Connection, suffix: str = "") -> None:
        document, stems = f"document{suffix}", f"stems{suffix}"
        connection.execute(text(f"CREATE INDEX {document}_serial ON {self.schema}.{document} (serial)"))
        connection.execute(
            text(f"CREATE INDEX {stems}_stems ON {self.schema}.{stems} USING gin (stems) WITH (fastupdate = off)")
        )
