"""The tables of the PostgreSQL index, in a schema of their own, and how they are made and swapped."""

import re

from sqlalchemy import Connection, text

# Taken while tables are made, so that processes that start together do not get in each other's way.
PREPARING = 0x5EA2C401
REBUILDING = 0x5EA2C402
# Taken by whoever changes documents and words, so that each text is counted once whoever else writes.
WRITING = 0x5EA2C403


class Tables:
    """The statements that make, empty and swap the tables of one schema."""

    def __init__(self, schema: str) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,40}", schema):
            raise ValueError(f"not a name for a schema: {schema!r}")
        self.schema = schema
        self.document = f"{schema}.document"
        self.word = f"{schema}.word"
        self.state = f"{schema}.state"

    def lock(self, connection: Connection, purpose: int) -> None:
        """Wait until nobody else does the same to this schema; held until the transaction ends."""
        values = {"purpose": purpose, "schema": self.schema}
        connection.execute(text("SELECT pg_advisory_xact_lock(:purpose, hashtext(:schema))"), values)

    def prepare(self, connection: Connection) -> None:
        """Make what is missing; the transaction waits for others that do the same."""
        self.lock(connection, PREPARING)
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self.schema}"))
        connection.execute(
            text(f"CREATE TABLE IF NOT EXISTS {self.state} (key text PRIMARY KEY, value text NOT NULL)")
        )
        # Tables of an older layout are left as they are: a rebuild replaces them whole.
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": self.document}).scalar() is None:
            connection.execute(text(f"DROP TABLE IF EXISTS {self.word}"))
            self._make(connection, "document", "word")
            self._index(connection, "document")

    def make_next(self, connection: Connection) -> None:
        """Make empty tables beside the living ones."""
        self.drop_next(connection)
        self._make(connection, "document_next", "word_next")

    def finish_next(self, connection: Connection) -> None:
        """Index the filled tables beside the living ones."""
        self._index(connection, "document_next")
        connection.execute(text(f"ANALYZE {self.document}_next"))

    def swap(self, connection: Connection) -> None:
        """Put the tables beside in the place of the living ones, in one transaction."""
        connection.execute(text("SET LOCAL lock_timeout = '20s'"))
        connection.execute(text(f"DROP TABLE IF EXISTS {self.document}, {self.word}"))
        for name in ("document", "word"):
            connection.execute(text(f"ALTER TABLE {self.schema}.{name}_next RENAME TO {name}"))
            connection.execute(text(f"ALTER INDEX {self.schema}.{name}_next_pkey RENAME TO {name}_pkey"))
        for name in ("every", "facets", "starts"):
            connection.execute(text(f"ALTER INDEX {self.schema}.document_next_{name} RENAME TO document_{name}"))

    def drop_next(self, connection: Connection) -> None:
        """Forget tables beside the living ones."""
        connection.execute(text(f"DROP TABLE IF EXISTS {self.document}_next, {self.word}_next"))

    def _make(self, connection: Connection, document: str, word: str) -> None:
        connection.execute(
            text(
                f"CREATE TABLE {self.schema}.{document} ("
                ' id text COLLATE "C", version bigint NOT NULL, starts integer, ends integer,'
                # `every` holds all stems and decides what matches; `near`, small, ranks it without being unpacked.
                ' facets text[] COLLATE "C" NOT NULL, near tsvector NOT NULL, every tsvector NOT NULL,'
                f" CONSTRAINT {document}_pkey PRIMARY KEY (id))"
            )
        )
        connection.execute(text(f"ALTER TABLE {self.schema}.{document} ALTER COLUMN every SET STORAGE EXTERNAL"))
        connection.execute(
            text(
                f'CREATE TABLE {self.schema}.{word} (stem text COLLATE "C", titles integer NOT NULL,'
                f" texts integer NOT NULL, surface text NOT NULL, CONSTRAINT {word}_pkey PRIMARY KEY (stem))"
            )
        )

    def _index(self, connection: Connection, document: str) -> None:
        table = f"{self.schema}.{document}"
        connection.execute(
            text(f"CREATE INDEX {document}_every ON {table} USING gin (every) WITH (fastupdate = off)")
        )
        connection.execute(text(f"CREATE INDEX {document}_facets ON {table} USING gin (facets)"))
        connection.execute(text(f"CREATE INDEX {document}_starts ON {table} (starts DESC NULLS LAST, id)"))
