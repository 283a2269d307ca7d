"""Moderators open what residents attached: only theirs, only to be saved, never kept by a cache, and it is logged."""

import io
import json
import zipfile
from typing import Any

import pytest
from flask import Flask

from portal.actions import attaching
from portal.actions.submissions import SentFile
from portal.audit import AuditEntry
from portal.db import db
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.files import store
from portal.files.opening import opened
from portal.submissions.models import Submission
from portal.web import downloads
from tests.make import Make
from tests.portal.files import made
from tests.portal.submissions.received import received
from tests.visitor import Visitor

MARKER = "Xylofonmarkering"


@pytest.fixture
def sent(app: Flask) -> Submission:
    """A suggestion with two files, whose sender gave one of them an awkward name."""
    return received(
        files=(
            kept(made.pdf(f"Karta {MARKER}"), 'kartan "över" parken.pdf'),
            kept(made.png(), "../../etc/<script>.png"),
        )
    )


def kept(data: bytes, name: str) -> SentFile:
    return attaching.keep(opened(data), name=name, folder=downloads.folder())


def saved(desk: Visitor, address: str) -> Any:
    answer = desk.get(address).answer
    assert answer.data
    answer.close()
    return answer


def opened_by(make: Make) -> list[tuple[int | None, dict[str, object]]]:
    db.session.rollback()
    return [
        (one.staff_id, one.change)
        for one in db.session.query(AuditEntry).filter_by(act="open_file").order_by(AuditEntry.id)
    ]


def test_a_moderator_saves_what_came_along_and_the_log_says_who_did(
    sent: Submission, moderator: Actor, make: Make, app: Flask
) -> None:
    desk = make.signed_in(app, moderator)
    page = desk.get(f"/desk/moderation/{sent.reference}")
    assert "Filer som följde med" in page
    assert 'kartan "över" parken.pdf PDF, 1 kB' in page
    assert "har tagits bort" in page
    first, second = (one for one in page.links() if "/files/" in one)
    answer = saved(desk, first)
    sha256 = sent.attachments[0].sha256
    assert answer.data == store.path_of(downloads.folder(), sha256).read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert sent.reference.lower() in answer.headers["Content-Disposition"]
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-store")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "ETag" not in answer.headers
    answer = saved(desk, second)
    assert answer.data.startswith(b"\x89PNG")
    awkward = answer.headers["Content-Disposition"]
    assert "/" not in awkward.removeprefix("attachment;")
    assert "<" not in awkward
    assert opened_by(make) == [(moderator.id, {"file": 1}), (moderator.id, {"file": 2})]
    desk.get(f"/desk/moderation/{sent.reference}/files/3", status=404)
    desk.get(f"/desk/moderation/{sent.reference}/files/0", status=404)


def test_who_may_not_see_the_submission_gets_no_file_and_no_trace_of_one(
    sent: Submission, make: Make, app: Flask
) -> None:
    address = f"/desk/moderation/{sent.reference}/files/1"
    elsewhere = make.signed_in(app, make.staff(Role.MODERATOR, organisation="farsta"))
    missing = elsewhere.get("/desk/moderation/DP-2026-AAAAAA/files/1", status=404)
    hidden = elsewhere.get(address, status=404)
    assert hidden.text.replace(sent.reference, "") == missing.text.replace("DP-2026-AAAAAA", "")
    editor = make.signed_in(app, make.staff(Role.EDITOR))
    assert MARKER not in editor.get(address, status=403).text
    signed_out = Visitor(app).get(address, status=302)
    assert "/desk/sign-in" in signed_out.location
    assert MARKER.encode() not in signed_out.answer.data
    assert opened_by(make) == []


def test_the_case_holds_the_files_under_the_same_numbers(sent: Submission, make: Make, app: Flask) -> None:
    desk = make.signed_in(app, make.staff(Role.REGISTRAR))
    form = desk.get("/desk/records").form_values() | {"reference": sent.reference}
    answer = desk.post("/desk/records/case", form, status=200).answer
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert packed.namelist() == ["case.json", "1.pdf", "2.png"]
        told = json.loads(packed.read("case.json"))["files"]
        assert packed.read("1.pdf") == store.path_of(downloads.folder(), told[0]["sha256"]).read_bytes()
    assert [one["name"] for one in told] == ['kartan "över" parken.pdf', "../../etc/<script>.png"]


def test_a_file_that_is_gone_from_the_disk_is_said_in_the_case_and_not_passed_over(
    sent: Submission, make: Make, app: Flask
) -> None:
    store.path_of(downloads.folder(), sent.attachments[0].sha256).unlink()
    desk = make.signed_in(app, make.staff(Role.REGISTRAR))
    form = desk.get("/desk/records").form_values() | {"reference": sent.reference}
    answer = desk.post("/desk/records/case", form, status=200).answer
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert packed.namelist() == ["case.json", "2.png"]
        told = json.loads(packed.read("case.json"))["files"]
    assert [one["in_this_file"] for one in told] == [None, "2.png"]
