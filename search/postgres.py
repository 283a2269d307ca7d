"""The PostgreSQL engine: its own tables, a GIN index over stems, and the facets of all documents kept in memory."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import Lock

from sqlalchemy import Connection, text
from sqlalchemy import Engine as Database
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from search.analyser import Analyser
from search.attempts import Answer, Attempt, ask_groups, ask_in_turn
from search.document import Document, Rejected
from search.engine import Behind, EngineError
from search.places import Gazetteer
from search.plan import understand
from search.postgres_asking import Asking
from search.postgres_checking import differing
from search.postgres_columns import Columns, read
from search.postgres_tables import REBUILDING, SEARCHING, WRITING, Tables
from search.postgres_words import count_words, read_words
from search.postgres_writing import Writing
from search.query import Best, Query, Results
from search.tokens import storable
from search.vocabulary import Counter, Vocabulary, empty

_LAYOUT = "5"  # raised when tables or weights change
_BATCH = 500
_LONGEST_WAIT = 0.9  # seconds


class Postgres:
    """An engine over a database that others may use too; see `search.engine.Engine` for what it promises."""

    name = "postgresql"

    def __init__(
        self,
        database: Database,
        *,
        analyser: Analyser,
        gazetteer: Gazetteer,
        schema: str = "search",
        edition: str = "",
    ) -> None:
        self._database = database
        self._analyser = analyser
        self._gazetteer = gazetteer
        self._tables = Tables(schema)
        self._hash = "-".join(part for part in (analyser.hash, _LAYOUT, edition) if part)
        self._vocabulary = empty()
        self._vocabulary_stamp = ""
        self._look_again = 0.0
        self._reading = Lock()
        self._kept = Columns()
        self._keeping = Lock()

    @property
    def settings_hash(self) -> str:
        """Names the analyser and the layout of the tables."""
        return self._hash

    @property
    def applied(self) -> int:
        """How far the index has been told; 0 before there is one."""
        with self._session() as connection:
            return int(self._state(connection, "applied") or 0)

    def set_applied(self, version: int) -> None:
        """Remember how far the index has been told."""
        with self._session() as connection:
            self._set_state(connection, "applied", str(version))

    def prepare(self) -> None:
        """Make schema and tables where they are missing."""
        with self._session() as connection:
            self._tables.prepare(connection)
            empty_index = connection.execute(
                text(f"SELECT NOT EXISTS (SELECT FROM {self._tables.document})")
            ).scalar()
            if empty_index and self._state(connection, "hash") is None:
                self._set_state(connection, "hash", self.settings_hash)
                self._set_state(connection, "built", str(time.time_ns()))

    def put(self, documents: Iterable[Document]) -> tuple[Rejected, ...]:
        """Add or replace documents, a batch per transaction; a document that is refused does not stop the others."""
        rejected: list[Rejected] = []
        source = iter(documents)
        while batch := list(islice(source, _BATCH)):
            with self._writing() as writing:
                rejected += writing.put(batch, self._analyser)
        return tuple(rejected)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget documents, and in the same transaction the words that no other holds."""
        with self._writing() as writing:
            writing.drop([storable(id_) for id_ in ids])

    def search(self, query: Query) -> Results:
        """Answer a query; a database that takes longer than 0.9 s is given up."""
        with self._session() as connection:
            state = self._states(connection)
            if int(state.get("applied", 0)) < query.at_least:
                raise Behind("The index in PostgreSQL has not been told of the newest changes yet.")
            columns = self._columns(connection, state)
            vocabulary = self._words(connection, f"{state.get('built')} {columns.serial}")
            plan = understand(
                query.text, query.language, analyser=self._analyser, vocabulary=vocabulary, gazetteer=self._gazetteer
            )
            asking = Asking(connection, self._tables.schema, columns)

            def ask(attempt: Attempt, without: tuple[str, ...], offset: int, limit: int) -> Answer:
                return asking.ask(query, attempt, without, offset=offset, limit=limit)

            def ask_each(attempt: Attempt, queries: tuple[Query, ...]) -> list[Best]:
                answers = [asking.ask(one, attempt, offset=0, limit=one.limit) for one in queries]
                return [Best(answer.hits, answer.total) for answer in answers]

            answer, loose = ask_in_turn(plan, query, ask)
            groups = ask_groups(plan, query, ask_each)
        return Results(
            hits=answer.hits,
            total=answer.total,
            facets=answer.facets,
            engine=self.name,
            suggestion=plan.suggestion,
            place=plan.place.slug if plan.place else None,
            loosened=loose,
            groups=groups,
        )

    def rebuild(self, documents: Iterable[Document], *, applied: int = 0) -> tuple[Rejected, ...]:
        """Build tables beside the living ones and swap them; others that rebuild wait their turn."""
        rejected: list[Rejected] = []
        counter = Counter()
        with self._session() as guard:  # its transaction stays open, and the lock is given back however it ends
            self._tables.lock(guard, REBUILDING)
            with self._session() as connection:
                self._tables.prepare(connection)
                self._tables.make_next(connection)
            source = iter(documents)
            while batch := list(islice(source, _BATCH)):
                with self._session() as connection:
                    writing = Writing(connection, self._tables, beside=True, counter=counter)
                    rejected += writing.put(batch, self._analyser)
            with self._session() as connection:
                count_words(connection, f"{self._tables.word}_next", counter.changes())
                self._tables.finish_next(connection)
            with self._session() as connection:
                self._tables.lock(connection, WRITING)
                self._tables.swap(connection)
                self._set_state(connection, "applied", str(applied))
                self._set_state(connection, "hash", self.settings_hash)
                self._set_state(connection, "built", str(time.time_ns()))
                self._set_state(connection, "serial", str(Writing(connection, self._tables).serial))
        self._look_again = 0.0
        return tuple(rejected)

    def versions(self) -> Iterator[tuple[str, int]]:
        """Every document in the index with its version."""
        with self._session() as connection:
            rows = connection.execution_options(yield_per=5000).execute(
                text(f"SELECT id, version FROM {self._tables.document}")
            )
            for row in rows:
                yield row.id, row.version

    def differing(self, documents: Iterable[Document]) -> Iterator[str]:
        """The ids of documents that the index holds otherwise than it would now, or not at all."""
        with self._session() as connection:
            yield from differing(connection, self._tables.schema, documents, analyser=self._analyser)

    def healthy(self) -> str | None:
        """None, or why PostgreSQL cannot answer."""
        try:
            with self._session() as connection:
                connection.execute(text(f"SELECT 1 FROM {self._tables.document} LIMIT 1"))
        except EngineError as error:
            return str(error)
        return None

    def needs_rebuild(self) -> bool:
        """Whether there is no index, or one built by another analyser."""
        with self._session() as connection:
            exists = connection.execute(text("SELECT to_regclass(:name)"), {"name": self._tables.document}).scalar()
            return exists is None or self._state(connection, "hash") != self.settings_hash

    # ---- inside ------------------------------------------------------------------------------------

    @contextmanager
    def _session(self) -> Iterator[Connection]:
        """A transaction whose errors are an engine's errors."""
        try:
            with self._database.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise EngineError(f"PostgreSQL: {_first_line(error)}") from error
        except SQLAlchemyError as error:
            raise EngineError(f"PostgreSQL: {error}") from error

    def _state(self, connection: Connection, key: str) -> str | None:
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": self._tables.state}).scalar() is None:
            return None
        found = connection.execute(text(f"SELECT value FROM {self._tables.state} WHERE key = :key"), {"key": key})
        value: str | None = found.scalar()
        return value

    def _set_state(self, connection: Connection, key: str, value: str) -> None:
        connection.execute(
            text(
                f"INSERT INTO {self._tables.state} (key, value) VALUES (:key, :value)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
            ),
            {"key": key, "value": value},
        )

    @contextmanager
    def _writing(self) -> Iterator[Writing]:
        """A transaction that changes documents; the words counted in it are stored with them."""
        with self._session() as connection:
            self._tables.lock(connection, WRITING)
            writing = Writing(connection, self._tables)
            yield writing
            count_words(connection, self._tables.word, writing.counter.changes())
            self._set_state(connection, "serial", str(writing.serial))
        self._look_again = 0.0

    def _states(self, connection: Connection) -> dict[str, str]:
        """All that the index remembers about itself; from here the transaction is a search, limited in time."""
        # The first search of a process reads all of the index, which may take its time when it is large.
        limit = {"limit": "900" if self._kept.size > 1 else "0"}
        rows = connection.execute(text(f"SELECT key, value FROM {self._tables.state} UNION ALL {SEARCHING}"), limit)
        return {row.key: row.value for row in rows}

    def _columns(self, connection: Connection, state: dict[str, str]) -> Columns:
        """What is kept of the index, in step with it; one thread reads what is new and the others wait for it."""
        built, serial = state.get("built", ""), int(state.get("serial", 0))
        kept = self._kept
        if (kept.built, kept.serial) == (built, serial):
            return kept
        if not self._keeping.acquire(timeout=_LONGEST_WAIT):
            raise EngineError("PostgreSQL: the index is being read for the first time; ask again in a moment.")
        try:
            if self._kept.built != built or self._kept.serial < serial:
                known, self._kept = self._kept, Columns()  # a reading that fails is begun anew, without a limit
                self._kept = read(connection, self._tables.schema, known, built=built, serial=serial)
            return self._kept
        finally:
            self._keeping.release()

    def _words(self, connection: Connection, stamp: str) -> Vocabulary:
        """The vocabulary, read again when it has changed, and never more often than reading it is worth."""
        if (
            stamp == self._vocabulary_stamp
            or time.monotonic() < self._look_again
            or not self._reading.acquire(blocking=not len(self._vocabulary))
        ):
            return self._vocabulary
        try:
            began = time.monotonic()
            self._vocabulary, self._vocabulary_stamp = read_words(connection, self._tables.word), stamp
            self._look_again = time.monotonic() + max(2.0, 50 * (time.monotonic() - began))
        finally:
            self._reading.release()
        return self._vocabulary


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().split("\n")[0]
