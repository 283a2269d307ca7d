"""Files are kept by their content, whole or not at all, and go when nothing needs them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.actions import documents
from portal.db import db, now, transaction
from portal.domain.words import DocumentKind
from portal.files import store
from portal.files.opening import Opened
from tests.make import Make

FILE = Opened("application/pdf", b"%PDF-1.4 a page", "a page")
DRAFT = documents.DocumentDraft(title="Rapport", kind=DocumentKind.REPORT)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "files").glob("*/*"))


def aged(folder: Path, *, days: int) -> None:
    """As if everything had been sent in some days ago."""
    then = (now() - timedelta(days)).timestamp()
    for path in (folder / "files").glob("*/*"):
        os.utime(path, (then, then))
    db.session.execute(
        text("UPDATE stored_file SET created_at = now() - make_interval(days => :days)"), {"days": days}
    )
    db.session.commit()


def test_the_same_content_is_kept_once(make: Make, tmp_path: Path) -> None:
    clerk = make.staff()
    plan = make.published(actor=clerk)
    first = documents.add_file(plan.id, DRAFT, file=FILE, folder=tmp_path, actor=clerk)
    second = documents.add_file(plan.id, DRAFT, file=FILE, folder=tmp_path, actor=clerk)
    assert files(tmp_path) == [first.sha256] == [second.sha256]
    assert store.path_of(tmp_path, first.sha256 or "").read_bytes() == FILE.data


def test_what_was_never_committed_leaves_no_record_and_is_removed_after_a_day(make: Make, tmp_path: Path) -> None:
    with transaction():
        store.keep(FILE, folder=tmp_path)
        db.session.rollback()
    assert db.session.scalar(text("SELECT count(*) FROM stored_file")) == 0
    assert store.clean(tmp_path, moment=now()) == 0
    aged(tmp_path, days=2)
    assert store.clean(tmp_path, moment=now()) == 1
    assert files(tmp_path) == []


def test_a_file_in_use_stays_however_old_even_when_withdrawn(make: Make, tmp_path: Path) -> None:
    clerk = make.staff()
    plan = make.published(actor=clerk)
    row = documents.add_file(plan.id, DRAFT, file=FILE, folder=tmp_path, actor=clerk)
    documents.withdraw(plan.id, row.id, actor=clerk)
    aged(tmp_path, days=400)
    assert store.clean(tmp_path, moment=now()) == 0
    assert files(tmp_path) == [row.sha256]


def test_a_disk_that_refuses_leaves_nothing_half_written(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    clerk = make.staff()
    plan = make.published(actor=clerk)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        documents.add_file(plan.id, DRAFT, file=FILE, folder=tmp_path, actor=clerk)
    assert files(tmp_path) == []
    assert db.session.scalar(text("SELECT count(*) FROM document")) == 0
