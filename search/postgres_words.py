"""Keep the vocabulary of the PostgreSQL index: every stem with how often it occurs and one way it is written."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from collections.abc import Sequence

from sqlalchemy import Connection, text

from search.vocabulary import LARGEST, Vocabulary


def count_words(connection: Connection, table: str, changes: Sequence[tuple[str, int, int, str]]) -> None:
    """Add to the counts of words; a word that no document holds any more is forgotten.

    The words come by stem, so that writers lock them in one order.
    """
    if not changes:
        return
    stems, titles, texts, surfaces = (list(column) for column in zip(*changes, strict=True))
    connection.execute(
        text(
            f"INSERT INTO {table} AS w (stem, titles, texts, surface) SELECT * FROM unnest(CAST(:stems AS text[]),"
            " CAST(:titles AS integer[]), CAST(:texts AS integer[]), CAST(:surfaces AS text[]))"
            " ON CONFLICT (stem) DO UPDATE"
            " SET titles = greatest(0, w.titles + excluded.titles), texts = w.texts + excluded.texts"
        ),
        {"stems": stems, "titles": titles, "texts": texts, "surfaces": surfaces},
    )
    connection.execute(text(f"DELETE FROM {table} WHERE stem = ANY(:stems) AND texts <= 0"), {"stems": stems})


def read_words(connection: Connection, table: str) -> Vocabulary:
    """The most telling words of the index."""
    rows = connection.execute(
        text(f"SELECT stem, titles, texts, surface FROM {table} ORDER BY titles DESC, texts DESC LIMIT :most"),
        {"most": LARGEST},
    )
    return Vocabulary((row.stem, row.titles, row.texts, row.surface) for row in rows)
