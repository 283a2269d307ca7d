"""Keep files that come with a submission, from the moment they are accepted."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import select

from portal.actions.submissions import SentFile
from portal.db import db, transaction
from portal.files import store
from portal.files.models import StoredFile
from portal.files.opening import Opened


def keep(file: Opened, *, name: str, folder: Path) -> SentFile:
    """Keep an opened and stripped file; one that no submission refers to within a day is removed.

    Raises OSError when it cannot be written, for instance because the disk is full.
    """
    with transaction():
        return SentFile(sha256=store.keep(file, folder=folder), name=name)


def still_kept(files: Collection[SentFile]) -> list[SentFile]:
    """Those files that are still there, in their order."""
    there = set(
        db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_([one.sha256 for one in files])))
    )
    return [one for one in files if one.sha256 in there]
