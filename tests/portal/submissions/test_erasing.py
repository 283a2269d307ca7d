"""What is held about somebody is told whole, erased as far as the law allows, and what stays is said beforehand."""

import io
import json
import signal
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from portal.actions import answering, attaching, erasing, gathering, moderating, persons, senders, showing
from portal.actions.moderating import Ruling
from portal.actions.submissions import SentFile
from portal.audit import AuditEntry
from portal.cli import main
from portal.db import db, now
from portal.domain.errors import NotAllowed, NotPossible
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind, SubmissionState
from portal.files import store
from portal.files.opening import open_here
from portal.indexing import tell
from portal.indexing.engines import Engines
from portal.jobs import defer
from portal.laptop import meili as meilisearch
from portal.submissions import queue
from portal.submissions.models import Submission
from portal.web import downloads
from search import Query
from tests.make import Make
from tests.portal.everywhere import in_files, in_the_database
from tests.portal.files import made
from tests.portal.submissions.received import again, decided, received
from tests.portal.test_worker import run_jobs
from tests.visitor import Visitor

ADDRESS = "xylofonmejl@example.org"
DECISION = "SSK 2026/117"
MARK = "ylofon"


@dataclass(frozen=True)
class Sent:
    """A published comment with everything in it, one that waits for a second person, and where the first is shown."""

    comment: Submission
    waiting: Submission
    slug: str


@pytest.fixture
def sent(app: Flask, make: Make, moderator: Actor) -> Sent:
    """Everything that a person and those who handle it can write somewhere, each with its own marked word."""
    dialogue = make.reported()
    about = {"kind": SubmissionKind.COMMENT_ON_RESULTS, "about": dialogue.slug, "area": None, "email": ADDRESS}
    comment = received(
        title="Xylofonrubrik om parken",
        body="Xylofontext om parken och stigarna i den.",
        name="Xylofonia Ek",
        show_name=True,
        files=(file("Xylofonfil", "Xylofonplan.pdf"), file("En andra Xylofonfil", "Mer.pdf")),
        **about,
    )
    shown = {"title": "Visad xylofonrubrik", "body": "Visad xylofontext om parken."}
    moderating.redact(comment.id, **shown, actor=moderator, revision=comment.revision)
    yes = {"message": "Xylofonbesked.", "note": "Xylofonnotis.", "name_approved": True}
    comment = decided(again(comment.code), Verdict.APPROVE, by=moderator, **yes)
    answering.answer(
        comment.id, text="Ett xylofonsvar till dig.", actor=moderator, revision=comment.revision, moment=now()
    )
    waiting = received(title="Xylofonen igen", body="En annan xylofontext helt.", **about)
    no = Ruling(
        verdict=Verdict.DECLINE, reason=DeclineReason.SECRECY, message="Xylofonnej.", note="Om xylofonen, internt."
    )
    moderating.decide(waiting.id, no, actor=moderator, revision=waiting.revision)
    return Sent(again(comment.code), again(waiting.code), dialogue.slug)


def file(words: str, name: str) -> SentFile:
    return attaching.keep(open_here(made.pdf(words)), name=name, folder=downloads.folder())


def kept_files() -> bytes:
    return in_files(downloads.folder() / "files")


def test_with_a_decision_nothing_remains_in_any_table_file_index_page_or_feed(
    app: Flask, sent: Sent, visitor: Visitor, meili: meilisearch.Running
) -> None:
    engines = Engines(replace(app.config["PORTAL"], meili_url=meili.url, meili_key=meili.key)).telling()
    addresses = (f"/sv/dialogues/{sent.slug}", f"/api/v1/dialogues/{sent.slug}", "/feeds/dialogues.atom")
    tell.tell_all(engines)
    before = in_the_database()
    planted = ("rubrik", "text", "ia Ek", "mejl", "plan.pdf", "besked", "notis", "svar", "nej", "en, internt", "fil")
    assert [one for one in planted if f"{MARK}{one}" not in before] == []
    assert b"Xylofonfil" in kept_files()
    assert "Visad xylofontext" in visitor.get(addresses[0])
    assert "Xylofonia Ek" in visitor.get(addresses[0])

    assert erasing.erase(ADDRESS, decision=DECISION)["submission"] == 2
    client = app.test_client()
    # Before any job has been done: pages, feeds and everything a cache kept follow the transaction itself.
    for address in addresses:
        assert MARK not in client.get(address).get_data(as_text=True), address
    run_jobs(app)
    tell.tell_all(engines)
    assert [line for line in in_the_database().splitlines() if MARK in line] == []
    # Other tests may have left files of their own.
    assert b"Xylofonfil" not in kept_files()
    assert engines.search(Query("xylofon")).total == 0
    assert tell.differences(engines) == []
    assert persons.held(ADDRESS) == []


def test_what_stays_is_the_frame_and_who_did_what(sent: Sent, visitor: Visitor) -> None:
    erasing.erase(ADDRESS, decision=DECISION)
    one, other = again(sent.comment.code), again(sent.waiting.code)
    assert (one.state, other.state) == (SubmissionState.TAKEN_DOWN, SubmissionState.WITHDRAWN)
    assert one.events[-1].reason is DeclineReason.ON_REQUEST
    assert other.decision is None
    assert [step.action for step in one.events][-2:] == ["answered", "taken_down"]
    log = in_the_database()
    assert log.count(DECISION) == 3
    assert "Xylofon" not in visitor.get(f"/sv/submissions/{one.code}")


def test_without_a_decision_the_document_stays_and_nobody_else_can_read_it(
    app: Flask, sent: Sent, visitor: Visitor
) -> None:
    erasing.erase(ADDRESS)
    run_jobs(app)
    one, other = again(sent.comment.code), again(sent.waiting.code)
    assert (one.body, one.name, one.email) == ("Xylofontext om parken och stigarna i den.", "", "")
    assert (len(one.attachments), one.state) == (2, SubmissionState.TAKEN_DOWN)
    assert (other.state, other.decision is not None) == (SubmissionState.UNDER_REVIEW, True)
    assert "ylofon" not in visitor.get(f"/sv/dialogues/{sent.slug}")
    left = in_the_database()
    assert "Xylofonia" not in left
    assert ADDRESS not in left


def test_files_go_also_when_the_worker_is_killed_between_two_of_them(app: Flask, sent: Sent, database: str) -> None:
    folder = downloads.folder()
    there = [one.sha256 for one in sent.comment.attachments]
    erasing.erase(ADDRESS, decision=DECISION)
    db.session.execute(text("DELETE FROM procrastinate_jobs WHERE task_name <> :kept"), {"kept": store.REMOVE})
    db.session.commit()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.portal.submissions.remover", database, str(folder)], check=False, timeout=180
    )
    assert killed.returncode == -signal.SIGKILL
    assert sum(one.encode() in kept_files() for one in there) == 1
    db.session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"))
    defer("take_over_stalled", timestamp=0)
    db.session.commit()
    run_jobs(app)
    assert not any(one.encode() in kept_files() for one in there)


def test_a_file_that_somebody_else_sent_too_stays(app: Flask, sent: Sent) -> None:
    other = received(files=(file("Xylofonfil", "the same.pdf"),))
    erasing.erase(ADDRESS, decision=DECISION)
    run_jobs(app)
    (kept,) = again(other.code).attachments
    assert kept.sha256.encode() in kept_files()


def test_everything_held_is_told_with_messages_answers_and_files_and_without_notes(sent: Sent) -> None:
    with zipfile.ZipFile(io.BytesIO(persons.export(ADDRESS, folder=downloads.folder()))) as packed:
        told = json.loads(packed.read("held.json"))
        names = set(packed.namelist())
        assert b"Xylofonfil" in packed.read(f"{sent.comment.reference}-1.pdf")
    assert names == {"held.json", *(f"{sent.comment.reference}-{number}.pdf" for number in (1, 2))}
    assert {one["kind"] for one in told} == {"letter", "submission"}
    first = next(one["facts"] for one in told if one["facts"].get("reference") == sent.comment.reference)
    assert first["answer"] == "Ett xylofonsvar till dig."
    assert "Xylofonbesked." in [step["message"] for step in first["steps"]]
    assert first["shown_to_everybody"]["body"] == "Visad xylofontext om parken."
    assert [one["name"] for one in first["files"]] == ["Xylofonplan.pdf", "Mer.pdf"]
    assert "notis" not in json.dumps(told)
    assert sent.comment.code not in json.dumps(told)


def test_staff_are_told_the_truth_before_they_erase(app: Flask, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.cli.the_app", lambda: app)

    def typed(*words: str, answer: str) -> str:
        return CliRunner().invoke(main, ["person", "erase", ADDRESS, *words], input=answer).output

    said = typed(answer="n\n")
    assert f"{sent.comment.reference} (answered): erased: name, address. Kept: text, messages, 2 file(s)." in said
    assert "it is taken from the public at once" in said
    assert "official document" in said
    said = typed("--decision", DECISION, answer="n\n")
    assert "erased: name, address, text, answers, messages, notes, 2 file(s)." in said
    assert "It is still open, and ends" in said
    assert "Backups hold it" in said
    assert again(sent.comment.code).email == ADDRESS
    assert "submission: 2" in typed("--decision", DECISION, answer="y\n")
    assert "Nothing is held about this address." in typed(answer="")


PERSON = "/desk/records/person"


def test_in_the_desk_one_reads_what_goes_before_it_goes(sent: Sent, make: Make, app: Flask) -> None:
    archive = make.staff(Role.REGISTRAR, organisation=None)
    desk = make.signed_in(app, archive)
    form = desk.get(PERSON).form_values() | {"who": ADDRESS, "decision": ""}
    page = desk.post(PERSON, form, status=200)
    assert "Raderas: namn och adress. Bevaras: text, meddelanden och filer." in page
    assert "Det slutar visas genast." in page
    values = page.form_values()
    saved = desk.post(PERSON, values | {"save": "1"}, status=200).answer
    with zipfile.ZipFile(io.BytesIO(saved.data)) as packed:
        assert f"{sent.comment.reference}-1.pdf" in packed.namelist()
    # Not without having read it, and not what was not shown.
    assert "Kryssa i att du har läst det." in desk.post(PERSON, values | {"erase": "1"}, status=422)
    yes = {"erase": "1", "sure": "y"}
    page = desk.post(PERSON, values | yes | {"decision": DECISION}, status=422)
    assert "Det har ändrats sedan du tittade." in page
    assert "avslutas" in page
    assert again(sent.comment.code).email == ADDRESS
    desk.post(PERSON, page.form_values() | yes)
    assert "Raderat." in desk.get(PERSON)
    assert again(sent.comment.code).body == ""
    log = db.session.query(AuditEntry).filter_by(kind="person").order_by(AuditEntry.id)
    assert [(one.staff_id, one.act) for one in log] == [(archive.id, "export_person"), (archive.id, "erase")]
    gone = desk.post(PERSON, desk.get(PERSON).form_values() | {"who": ADDRESS}, status=200)
    assert "Det finns ingenting om den här adressen eller referensen." in gone


def test_others_do_not_go_with_what_they_were_gathered_under(moderator: Actor, app: Flask) -> None:
    head, asked = received(email=ADDRESS), received(title="The same, asked again")
    erased, waits = received(title="Yet another one", email=ADDRESS), received(title="And one more of it")
    for one, under in ((asked, head), (waits, erased)):
        gathering.gather(one.id, under=under.reference, actor=moderator, revision=again(one.code).revision)
    senders.withdraw(head.code)
    erasing.erase(ADDRESS, decision=DECISION)
    left = [row.reference for row in queue.queue(organisations=None).rows]
    assert sorted(left) == sorted([asked.reference, waits.reference])


def test_an_emptied_case_is_still_found_and_named(
    sent: Sent, make: Make, app: Flask, visitor: Visitor, moderator: Actor
) -> None:
    erasing.erase(ADDRESS, decision=DECISION)
    desk = make.signed_in(app, make.staff(Role.MODERATOR))
    assert sent.comment.reference in desk.get("/desk/moderation?view=decided")
    page = desk.get(f"/desk/moderation/{sent.comment.reference}")
    assert page.heading == sent.comment.reference
    assert "Texten är borttagen. Vad som har gjorts finns kvar." in page
    one = again(sent.comment.code)
    with pytest.raises(NotPossible):
        showing.put_back(one.id, message="", actor=moderator, revision=one.revision)
    assert "The text has been taken away." in visitor.get(f"/en/submissions/{sent.comment.code}")


def test_who_gave_no_address_is_found_by_the_reference(app: Flask) -> None:
    one = received(name="Xylofonia Ek", body="Xylofontext utan någon adress.")
    other = received(title="A wholly different one", name="Anna Berg")
    assert erasing.erase(one.reference.lower(), decision=DECISION)["submission"] == 1
    assert MARK not in in_the_database()
    assert again(other.code).name == "Anna Berg"


def test_only_who_keeps_records_for_the_whole_city_reaches_what_all_hold(sent: Sent, make: Make, app: Flask) -> None:
    district = make.staff(Role.REGISTRAR)
    desk = make.signed_in(app, district)
    desk.get(PERSON, status=403)
    assert PERSON not in desk.get("/desk/records").links()
    with pytest.raises(NotAllowed):
        erasing.erase(ADDRESS, actor=district)
    assert again(sent.comment.code).email == ADDRESS
