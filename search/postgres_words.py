"""Keep the vocabulary of the PostgreSQL index: every stem with how often it occurs and one way it is written."""

# ruff: noqa: S608 - names of tables come from a checked schema name; every value is bound

from sqlalchemy import Connection, text

from search.vocabulary import Counter


def add_words(connection: Connection, table: str, counter: Counter, *, only_new: bool) -> None:
    """Add counted words to a table of words; `only_new` leaves the counts of known ones as they are."""
    rows = [
        {"stem": stem, "titles": titles, "texts": texts, "surface": surface}
        for stem, titles, texts, surface in sorted(counter.rows())  # sorted: two writers must not lock crosswise
    ]
    if not rows:
        return
    then = (
        "NOTHING" if only_new else "UPDATE SET titles = w.titles + excluded.titles, texts = w.texts + excluded.texts"
    )
    connection.execute(
        text(
            f"INSERT INTO {table} AS w (stem, titles, texts, surface) VALUES (:stem, :titles, :texts, :surface)"
            f" ON CONFLICT (stem) DO {then}"
        ),
        rows,
    )
