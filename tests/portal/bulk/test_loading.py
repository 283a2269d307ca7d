"""What is entered is whole, public where it should be, and entered once however often a file is given."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.audit import AuditEntry
from portal.bulk.models import Origin
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, Version
from portal.domain.words import Role, Status
from portal.publications import versions
from tests.make import Make
from tests.portal.bulk.files import as_csv, as_xlsx, checked, draft, loaded, row
from tests.portal.bulk.test_mistakes import PAST
from tests.visitor import Visitor


def test_a_row_becomes_a_dialogue_with_all_that_it_says(app: Flask, visitor: Visitor) -> None:
    assert loaded(as_xlsx([row(**PAST)])).made == 1
    record = queries.record(db.session.query(Dialogue.id).scalar())
    assert record is not None
    assert record.status is Status.REPORTED
    assert (record.lead, record.areas, record.groups) == ("enskede-arsta-vantor", ("ragsved",), ("parents",))
    assert record.texts["en"].title == "A new playground"
    page = visitor.get(f"/sv/dialogues/{record.slug}")
    for words in ("Ny lekplats vid torget", "Vi bygger en gungställning.", "Barn vill gunga."):
        assert words in page
    assert "A new playground" in visitor.get(f"/en/dialogues/{record.slug}")
    assert "Ny lekplats vid torget" in visitor.get("/sv/dialogues")


def test_drafts_stay_in_the_desk(app: Flask, visitor: Visitor) -> None:
    loaded(as_csv([draft(Titel="En hemlig plan för torget")]))
    assert "hemlig plan" not in visitor.get("/sv/dialogues")
    assert db.session.query(Dialogue.status).scalar() is Status.DRAFT


def test_the_same_file_twice_enters_nothing_twice(app: Flask) -> None:
    content = as_csv([draft(), draft(Titel="En annan titel")])
    assert loaded(content).made == 2
    again = loaded(content)
    assert (again.made, again.known, db.session.query(Dialogue).count()) == (0, 2, 2)
    loaded(as_csv([draft(Referens="X-1")]))
    assert loaded(as_csv([draft(Referens="X-1"), draft(Referens="X-2")])).made == 1


def test_what_one_enters_is_logged_versioned_and_public_at_once(app: Flask) -> None:
    before = versions.current().content
    loaded(as_csv([row(Referens=str(number)) for number in range(20)]))
    db.session.rollback()
    assert versions.current().content == before + 1
    assert db.session.query(Version).count() == 20
    assert db.session.query(AuditEntry).filter_by(act="import", kind="dialogue").count() == 20
    jobs = db.session.execute(text("SELECT task_name FROM procrastinate_jobs")).scalars().all()
    assert sorted(jobs) == ["sum_load", "tell_desk", "tell_search"]


def test_a_clerk_enters_only_for_their_own_organisation(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR, organisation="farsta")
    outside = make.staff(Role.EXTERNAL, organisation="farsta")
    assert checked(as_csv([draft(Arrangör="Bromma")]), actor=clerk).faults[0].problem.rule == "B.not_yours"
    assert checked(as_csv([draft(Arrangör="Farsta")]), actor=clerk).bad == 0
    (fault,) = checked(as_csv([row(Arrangör="Farsta", Var="Farsta")]), actor=outside).faults
    assert fault.problem.rule == "B.may_not_publish"


def test_old_dialogues_may_lack_what_nobody_knows(app: Flask, visitor: Visitor) -> None:
    old = draft(Status="genomförd", Sammanfattning="Vi gick en kväll genom parken och tittade på var det är mörkt.",
                Var="Farsta", Ämnen="Trygghet", Första_dag="2015-04-01", Sista_dag="2015-04-02")  # fmt: skip
    assert checked(as_csv([old])).bad == 1
    assert loaded(as_csv([old]), history=True).made == 1
    assert "Gångvägen genom parken" in visitor.get("/sv/dialogues?status=archived")


@pytest.mark.parametrize("skip_bad", [False, True])
def test_killed_in_the_middle_and_run_again_it_enters_every_row_once(
    app: Flask, database: str, tmp_path: Path, skip_bad: bool
) -> None:
    file = tmp_path / "many.csv"
    file.write_bytes(as_csv([draft(Titel=f"Dialog nummer {number}") for number in range(700)]))
    command = [sys.executable, "-m", "portal.cli", "import", str(file), *(["--skip-bad"] if skip_bad else [])]
    environment = {**os.environ, "PORTAL_DATABASE_URL": database}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while running.poll() is None and time.monotonic() < deadline:
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'INSERT%'"
        there = db.session.execute(text("SELECT count(*) FROM dialogue_origin")).scalar_one()
        if there or (not skip_bad and db.session.execute(text(busy)).scalar_one()):
            break
        db.session.rollback()
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    db.session.rollback()
    there = db.session.query(Origin).count()
    assert there < 700
    assert there == 0 or skip_bad, "nothing is half entered"
    again = loaded(file.read_bytes(), skip_bad=skip_bad)
    assert (again.made, again.known) == (700 - there, there)
    assert db.session.query(Dialogue).count() == db.session.query(Version).count() == 700
