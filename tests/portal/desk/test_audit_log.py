"""An administrator reads who did what; the log is searched, paged, saved as a file, and shown to nobody else."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from portal import audit
from portal.actions import accounts, dialogues
from portal.audit import AuditEntry
from portal.db import db, transaction
from portal.desk.admin.audit_words import ACTS, KINDS
from portal.domain.deciding import NoteKind, ProposalState
from portal.domain.rights import Actor
from portal.domain.submissions import Step
from portal.domain.words import Role
from portal.web.dates import now, today
from tests.make import Make

LOG = "/desk/admin/audit"


@pytest.fixture
def boss(make: Make) -> Actor:
    return make.staff(Role.ADMIN, organisation=None, name="Birgitta")


def test_a_change_is_found_by_who_made_it_and_by_what_it_concerns(app: Flask, make: Make, boss: Actor) -> None:
    karin = make.staff(Role.EDITOR, name="Karin Ek")
    mine = make.dialogue(actor=karin, title="Belysning vid torget")
    dialogues.to_coordination(mine.id, actor=karin, today=today())
    accounts.grant(karin.id, role=Role.MODERATOR, organisation="farsta", actor=boss)
    admin = make.signed_in(app, boss)
    page = admin.get(LOG)
    for words in ("Karin Ek", "skickade till samordning", mine.slug, "gav en roll", "organisation: farsta"):
        assert words in page
    only = admin.get(f"{LOG}?who=karin+ek&kind=dialogue&key={mine.slug}")
    assert "skickade till samordning" in only
    assert "gav en roll" not in only
    assert "Skillnad" in only
    assert "Ingenting hittades" in admin.get(f"{LOG}?last={today() - timedelta(1)}")


def test_what_differs_is_told_before_and_after(app: Flask, make: Make, boss: Actor) -> None:
    with transaction():
        audit.record(staff_id=boss.id, act="change_weights", kind="weights", key=2, change={"near_km": [2.0, 3.5]})
    assert "near_km: 2.0 → 3.5" in make.signed_in(app, boss).get(LOG)


def test_many_entries_are_paged_by_key_without_gap_or_repetition(app: Flask, make: Make, boss: Actor) -> None:
    with transaction():
        for number in range(120):
            audit.record(staff_id=None, act="time", kind="occasion", key=f"nr-{number}")
    with transaction():
        db.session.execute(update(AuditEntry).values(at=now()))
    admin = make.signed_in(app, boss)
    address, seen = f"{LOG}?kind=occasion", []
    while address:
        page = admin.get(address)
        seen += re.findall(r"nr-\d+", page.text)
        address = next((link for link in page.links() if "before=" in link), "")
    assert seen == [f"nr-{number}" for number in reversed(range(120))]


def test_the_file_is_safe_to_open_in_a_spreadsheet_program(app: Flask, make: Make, boss: Actor) -> None:
    with transaction():
        audit.record(staff_id=boss.id, act="edit", kind="dialogue", key="torget", note="=1+1")
    text = make.signed_in(app, boss).get(f"{LOG}/audit.csv?key=torget").answer.text.lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][-1] == "'=1+1"
    assert rows[1][1] == "Birgitta"


def test_addresses_that_make_no_sense_are_passed_over(app: Flask, make: Make, boss: Actor) -> None:
    admin = make.signed_in(app, boss)
    for odd in (
        "before=x~y",
        "before=2026-01-01~1",
        "first=9999-99-99",
        "kind=nonsense",
        "who=%00%25",
        "last=0001-01-01",
    ):
        assert admin.get(f"{LOG}?{odd}")


def test_nobody_else_reads_it(app: Flask, make: Make) -> None:
    for role in (Role.COORDINATOR, Role.REGISTRAR, Role.EDITOR):
        make.signed_in(app, make.staff(role)).get(LOG, status=403)


def test_every_act_has_words(checkout: Path) -> None:
    code = "\n".join(file.read_text("utf-8") for file in (checkout / "portal").rglob("*.py"))
    assert set(re.findall(r'\bact="([a-z_]+)"', code)) <= set(ACTS)
    assert set(re.findall(r'_(?:note|settle)\(actor, "([a-z_]+)"', code)) <= {*ACTS, "organisation"}
    assert {step.value for step in Step} <= set(ACTS)
    assert {f"overlap_{kind.value}" for kind in NoteKind} <= set(ACTS)
    assert {f"together_{state.value}" for state in ProposalState} <= set(ACTS)
    assert {"dialogue", "staff", "submission"} <= set(KINDS)
