"""What residents send in is an official document: handed out whole, kept as decided, taken away on time."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions import answering, disposal, senders
from portal.audit import AuditEntry
from portal.db import db, now
from portal.domain.errors import NotAllowed, NotPossible
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, decided, received
from tests.visitor import Visitor

RECORDS = "/desk/records"


@pytest.fixture
def registrar(make: Make) -> Actor:
    return make.staff(Role.REGISTRAR)


@pytest.fixture
def desk(make: Make, app: Flask, registrar: Actor) -> Visitor:
    return make.signed_in(app, registrar)


def closed(moderator: Actor, *, days_ago: int, **changes: object) -> Submission:
    one = received(**({"name": "Sara", "email": "sara@example.org"} | changes))
    no = {"reason": DeclineReason.OUTSIDE_CITY, "message": "The region decides about buses."}
    one = decided(one, Verdict.DECLINE, by=moderator, **no)
    one.closed_at = now() - timedelta(days_ago)
    db.session.commit()
    return one


def handed_out(desk: Visitor, reference: str, **more: str) -> dict[str, object]:
    form = desk.get(RECORDS).form_values() | {"reference": reference.lower()} | more
    answer = desk.post(f"{RECORDS}/case", form, status=200).answer
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        found: dict[str, object] = json.loads(packed.read("case.json"))
    return found


def test_one_case_is_handed_out_with_history_and_original(desk: Visitor, moderator: Actor, registrar: Actor) -> None:
    one = closed(moderator, days_ago=1)
    case = handed_out(desk, one.reference)
    assert case["sent"] == {"title": one.title, "body": one.body}
    assert [step["step"] for step in case["steps"]] == ["received", "taken", "declined"]  # type: ignore[attr-defined]
    assert [step["by"] for step in case["steps"]] == [None, "Karin Lund", "Karin Lund"]  # type: ignore[attr-defined]
    assert one.code not in json.dumps(case)
    assert case["sender"] == {
        "name": "Sara",
        "email": "sara@example.org",
        "name_may_be_shown": False,
        "name_approved": False,
    }
    assert handed_out(desk, one.reference, secrecy="y")["sender"] is None
    entry = db.session.query(AuditEntry).filter_by(act="export_case").first()
    assert entry is not None
    assert (entry.staff_id, entry.key) == (registrar.id, one.reference)


def test_another_district_s_case_is_not_found(make: Make, app: Flask) -> None:
    one = received()
    desk = make.signed_in(app, make.staff(Role.REGISTRAR, organisation="farsta"))
    form = desk.get(RECORDS).form_values() | {"reference": one.reference}
    assert "Det finns inget sådant ärende" in desk.post(f"{RECORDS}/case", form, status=422)


def test_the_page_says_what_would_go_and_nothing_goes_by_looking(desk: Visitor, moderator: Actor) -> None:
    one = closed(moderator, days_ago=400)
    due = {one.kind: one.contacts for one in disposal.due(now())}
    assert due[SubmissionKind.SUGGESTION] == 1
    desk.get(RECORDS)
    assert again(one.code).name == "Sara"


RULE = {"kind": "suggestion", "contact_months": "12", "text_months": "24", "decision": "SSK 2026/117"}


@pytest.fixture
def archive(make: Make, app: Flask) -> Visitor:
    """The desk of somebody who keeps records for the whole city."""
    return make.signed_in(app, make.staff(Role.REGISTRAR, organisation=None))


def test_text_goes_only_where_that_was_decided_and_each_removal_is_logged(
    archive: Visitor, moderator: Actor, visitor: Visitor
) -> None:
    one = closed(moderator, days_ago=800)
    assert disposal.dispose(now()) == 0
    archive.post(f"{RECORDS}/rule", archive.get(RECORDS).form_values() | RULE)
    assert "SSK 2026/117" in archive.get(RECORDS)
    assert disposal.dispose(now()) == 1
    assert disposal.dispose(now()) == 0
    one = again(one.code)
    assert (one.title, one.body, one.name, one.email) == ("", "", "", "")
    page = visitor.get(f"/en/submissions/{one.code}")
    assert "The region decides" not in page
    assert "again" not in page.text.partition("<main")[2]
    with pytest.raises(NotPossible):
        senders.ask_again(one.code, message="Please look once more at it.")
    entry = db.session.query(AuditEntry).filter_by(key=one.reference).order_by(AuditEntry.id.desc()).first()
    assert entry is not None
    assert (entry.act, entry.note) == ("dispose", "SSK 2026/117")


def test_a_rule_is_tried_before_it_is_saved(archive: Visitor, moderator: Actor) -> None:
    one = closed(moderator, days_ago=200)
    form = archive.get(RECORDS).form_values() | RULE | {"contact_months": "3", "text_months": "6", "look": "1"}
    page = archive.post(f"{RECORDS}/rule", form, status=200)
    assert "Namn och adress 1 Text och filer 1 Ingenting har ändrats än." in page
    assert page.form_values()["contact_months"] == ["3"]
    assert (disposal.blank_contacts(now()), disposal.dispose(now())) == (0, 0)
    archive.post(f"{RECORDS}/rule", {name: value for name, value in page.form_values().items() if name != "look"})
    assert (disposal.blank_contacts(now()), disposal.dispose(now())) == (1, 1)
    assert again(one.code).body == ""


def test_names_may_go_sooner_while_the_text_is_kept_for_ever(archive: Visitor, moderator: Actor) -> None:
    one = closed(moderator, days_ago=4000)
    form = archive.get(RECORDS).form_values() | RULE | {"contact_months": "1", "text_months": ""}
    archive.post(f"{RECORDS}/rule", form)
    assert (disposal.blank_contacts(now()), disposal.dispose(now())) == (1, 0)
    assert again(one.code).body == one.body


def test_nobody_disposes_of_what_other_organisations_received(desk: Visitor) -> None:
    page = desk.get(RECORDS)
    assert "hela staden" in page
    assert "contact_months" not in page.form_values()
    desk.post(f"{RECORDS}/rule", page.form_values() | RULE, status=403)
    assert disposal.rules()[0].text_months is None


def test_a_name_that_everybody_could_read_goes_from_the_page_when_its_time_is_over(
    make: Make, moderator: Actor, visitor: Visitor
) -> None:
    dialogue = make.reported()
    about = {"kind": SubmissionKind.COMMENT_ON_RESULTS, "about": dialogue.slug, "area": None}
    one = received(name="Xylofonia Ek", show_name=True, **about)
    one = decided(one, Verdict.APPROVE, by=moderator, name_approved=True)
    answering.answer(one.id, text="Tack för det.", actor=moderator, revision=one.revision, moment=now())
    assert "Xylofonia" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    answering.close_answered(now() + timedelta(31))
    assert disposal.blank_contacts(now() + timedelta(360)) == 0
    assert disposal.blank_contacts(now() + timedelta(370)) == 1
    page = visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "Xylofonia" not in page
    assert one.body in page


def test_a_rule_that_keeps_names_longer_than_texts_is_refused(archive: Visitor, moderator: Actor) -> None:
    form = archive.get(RECORDS).form_values() | RULE | {"contact_months": "24", "text_months": "12"}
    assert "minst lika länge" in archive.post(f"{RECORDS}/rule", form, status=422)
    form = archive.get(RECORDS).form_values() | RULE | {"decision": ""}
    assert "Skriv beslutets diarienummer" in archive.post(f"{RECORDS}/rule", form, status=422)
    rule = disposal.Rule(SubmissionKind.TIP, 1, 2, "SSK 2026/117")
    with pytest.raises(NotAllowed):
        disposal.set_rule(rule, actor=moderator)
