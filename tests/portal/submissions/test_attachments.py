"""Files come along with what people send: checked, stripped, and never the reason why something typed is lost."""

import io
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from portal.db import db, now
from portal.files import opening, store
from portal.files.models import StoredFile
from portal.submissions.models import Attachment, Submission
from portal.web import downloads
from tests.portal.files import made
from tests.portal.files.disks import from_memory, full_disk
from tests.visitor import Page, Visitor

FORM = "/en/suggest"
ANSWERS = {
    "kind": "suggestion",
    "title": "A walk through the park",
    "body": "Please ask those who live here which paths feel unsafe in the evening.",
    "area": "ragsved",
}


def file(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def send(visitor: Visitor, *files: tuple[io.BytesIO, str], status: int = 303, **changes: Any) -> Page:
    answers = visitor.get(FORM).form_values() | ANSWERS | changes
    return visitor.post(FORM, answers | {"files": list(files)}, status=status)


def large() -> FileStorage:
    """A file larger than what a web framework keeps in memory by itself."""
    return FileStorage(io.BytesIO(made.noise(800_000)), "stor karta.png")


def attached() -> list[str]:
    db.session.expire_all()
    return [one.name for one in db.session.query(Attachment).order_by(Attachment.id)]


def test_three_files_come_along_stripped_of_who_made_them(visitor: Visitor, app: Flask) -> None:
    photo = made.jpeg(turned=True)
    send(visitor, file(photo, "park.jpg"), file(made.pdf(), "maps/map.pdf"), file(made.docx(), "list.docx"))
    assert attached() == ["park.jpg", "map.pdf", "list.docx"]
    first = db.session.query(Attachment).order_by(Attachment.id).first()
    assert first is not None
    with app.app_context():
        kept = store.path_of(downloads.folder(), first.sha256).read_bytes()
    assert b"Exif" in photo
    assert b"Exif" not in kept


def test_a_file_that_is_not_what_it_says_is_refused_kindly_and_all_else_is_kept(visitor: Visitor) -> None:
    page = send(visitor, file(made.png(), "park.png"), file(b"MZ\x90\x00 a program", "park.pdf"), status=422)
    assert "park.pdf: Only PDF, Word (docx), JPEG and PNG can be added." in page
    assert 'href="#files"' in page.text
    assert page.form_values()["body"] == [ANSWERS["body"]]
    assert len(page.form_values()["kept"]) == 1
    assert "park.png" in page
    visitor.post(FORM, page.form_values())
    assert attached() == ["park.png"]


def test_a_file_accepted_while_a_heading_was_missing_stays_chosen_and_can_be_left_out(visitor: Visitor) -> None:
    page = send(visitor, file(made.png(), "one.png"), file(made.jpeg(), "two.jpg"), status=422, title="")
    kept = page.form_values()["kept"]
    assert len(kept) == 2
    visitor.post(FORM, page.form_values() | {"title": ANSWERS["title"], "kept": kept[1:]})
    assert attached() == ["two.jpg"]


def test_a_fourth_file_and_a_large_one_are_said_plainly(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    four = [file(made.pdf(f"Page {number}"), f"{number}.pdf") for number in range(4)]
    page = send(visitor, *four, status=422)
    assert "At most 3 files can be added." in page
    assert len(page.form_values()["kept"]) == 3
    monkeypatch.setattr(opening, "LARGEST", 1000)
    page = send(visitor, file(made.png() + b"0" * 1000, "big.png"), status=422)
    assert "at most 10 megabytes" in page


def test_a_forged_mark_brings_nothing_along(visitor: Visitor) -> None:
    visitor.post(FORM, visitor.get(FORM).form_values() | ANSWERS | {"kept": ["made up", "0" * 64]})
    assert attached() == []


def test_a_full_disk_is_said_kindly_and_loses_nothing(
    visitor: Visitor, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    before = send(visitor, file(made.png(), "park.png"), status=422, title="")
    typed = before.form_values() | {"title": ANSWERS["title"], "name": "Sara", "email": "sara@example.org"}
    with full_disk(room=200_000):
        page = from_memory(visitor, FORM, typed | {"files": large()}, status=422)
    assert "stor karta.png" not in page.form_values().get("kept", [])
    assert "The file could not be saved just now, and that is our fault." in page
    held = page.form_values()
    assert {name: held[name] for name in ("title", "body", "name", "email")} == {
        name: [value] if isinstance(value, str) else value
        for name, value in typed.items()
        if name in ("title", "body", "name", "email")
    }
    assert len(held["kept"]) == 1
    assert "File too large" in caplog.text
    assert "stor karta" not in caplog.text
    assert len(list((downloads.folder() / "files").glob("*/.unfinished-*"))) == 0
    assert db.session.query(StoredFile).count() == 1
    from_memory(visitor, FORM, held | {"files": large()})
    assert attached() == ["park.png", "stor karta.png"]


def test_a_full_disk_does_not_keep_anybody_from_sending_without_the_file(visitor: Visitor, app: Flask) -> None:
    typed = visitor.get(FORM).form_values() | ANSWERS
    with full_disk(room=200_000):
        page = from_memory(visitor, FORM, typed | {"files": large()}, status=422)
        visitor.post(FORM, page.form_values())
    assert db.session.query(Submission).one().body == ANSWERS["body"]
    assert attached() == []


def test_files_nobody_sent_in_are_forgotten_after_a_day_and_the_others_stay(visitor: Visitor, app: Flask) -> None:
    send(visitor, file(made.png(), "one.png"), status=422, title="")
    send(visitor, file(made.jpeg(), "two.jpg"))
    there = {one.sha256 for one in db.session.query(StoredFile)}
    assert len(there) == 2
    with app.app_context():
        store.clean(downloads.folder(), moment=now())
        assert all(store.path_of(downloads.folder(), one).exists() for one in there)
        store.clean(downloads.folder(), moment=now() + 2 * store.KEPT_UNUSED)
        left = [one for one in there if store.path_of(downloads.folder(), one).exists()]
    assert left == [one.sha256 for one in db.session.query(Attachment)]
    assert attached() == ["two.jpg"]
