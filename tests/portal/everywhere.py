"""All that is kept anywhere, as text: every table of every schema, and every file in the data folder."""

from pathlib import Path

from sqlalchemy import text

from portal.db import db

_TABLES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""


def in_the_database() -> str:
    """Every row of every table, those of the jobs and of both search indexes too."""
    db.session.rollback()
    return "\n".join(
        f"{table} {row}"
        for table in db.session.scalars(text(_TABLES)).all()
        for row in db.session.scalars(text(f"SELECT t::text FROM {table} t"))
    )


def in_files(folder: Path) -> bytes:
    """Every file below a folder, with its name."""
    return b"\n".join(
        str(path).encode() + b" " + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    )
