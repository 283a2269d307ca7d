"""Keep files in the data folder by the hash of their content: whole or not at all, and no longer than needed."""

import hashlib
import os
import tempfile
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, false, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from portal.db import Base, db, transaction
from portal.files.models import StoredFile
from portal.files.opening import Opened
from portal.jobs import defer

REMOVE = "remove_files"
"""The job that removes files from the disk of which the record has been taken away."""

LOCK = 715_202_612
"""Advisory lock: shared by those who keep a file, alone for the one who cleans."""

KEPT_UNUSED = timedelta(days=1)
_UNFINISHED = ".unfinished-"


def path_of(folder: Path, sha256: str) -> Path:
    """Where a file lies in the data folder."""
    return folder / "files" / sha256[:2] / sha256


def keep(file: Opened, *, folder: Path) -> str:
    """Write a file that has been opened and record it in the running transaction; returns its SHA-256.

    A transaction that is rolled back leaves a file without a record, which `clean` removes after a day.
    """
    sha256 = hashlib.sha256(file.data).hexdigest()
    db.session.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": LOCK})
    _write(path_of(folder, sha256), file.data)
    row = {"sha256": sha256, "media_type": file.media_type, "size": len(file.data), "text": file.text}
    db.session.execute(
        insert(StoredFile)
        .values(row)
        .on_conflict_do_update(index_elements=["sha256"], set_={"created_at": func.now()})
    )
    return sha256


def _write(path: Path, data: bytes) -> None:
    """Put a file in its place: complete and on the disk before it has its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """What was named or removed in a folder outlasts a loss of power."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def forget(sha256s: Collection[str]) -> None:
    """Take away the records of files that nothing refers to any longer, and record the job that removes the files.

    Part of the running transaction: the files go if and only if it commits, however often the worker is killed.
    """
    db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    gone = db.session.scalars(
        delete(StoredFile).where(StoredFile.sha256.in_(sha256s), _unused()).returning(StoredFile.sha256)
    ).all()
    if gone:
        defer(REMOVE, sha256s=sorted(gone))


def remove(folder: Path, sha256s: Collection[str]) -> None:
    """Remove files without a record from the disk; what has been sent in again meanwhile stays."""
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        known = set(db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(sha256s))))
        for path in (path_of(folder, one) for one in sha256s if one not in known):
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                _sync(path.parent)


def clean(folder: Path, *, moment: datetime) -> int:
    """Remove files that no record has referred to for a day; returns how many went."""
    limit = moment - KEPT_UNUSED
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        db.session.execute(delete(StoredFile).where(StoredFile.created_at < limit, _unused()))
        known = set(db.session.scalars(select(StoredFile.sha256)))
        gone = [
            path
            for path in (folder / "files").glob("*/*")
            if path.name not in known and path.stat().st_mtime < limit.timestamp()
        ]
        for path in gone:
            path.unlink(missing_ok=True)
    return len(gone)


def _unused() -> ColumnElement[bool]:
    """Whether no record refers to a kept file."""
    return ~or_(false(), *(exists().where(column == StoredFile.sha256) for column in _referring()))


def _referring() -> list[Any]:
    """Every column of every table that refers to a kept file."""
    target = StoredFile.__table__.c.sha256
    return [
        key.parent for table in Base.metadata.tables.values() for key in table.foreign_keys if key.column is target
    ]
