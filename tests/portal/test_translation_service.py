"""A machine may be asked to translate: it gets what residents read and no more, and never has the last word."""

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from portal.actions import by_machine
from portal.db import db
from portal.dialogues.models import DialogueText
from portal.domain.errors import NotPossible
from portal.domain.wording import How
from portal.domain.words import Role
from portal.translated import translators
from portal.translated.models import Translation
from portal.translated.translators import LibreTranslate, Unavailable
from tests.make import Make
from tests.portal.test_worker import run_jobs
from tests.visitor import Visitor


class Machine(ThreadingHTTPServer):
    """A translation service on this machine: it says each text in capitals, after the language."""

    daemon_threads = True
    asked: list[dict[str, Any]]
    answer: Any = None
    status = 200


class Handler(BaseHTTPRequestHandler):
    server: Machine

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked | {"path": self.path})
        told = {"translatedText": [f"{asked['target']} {one.upper()}" for one in asked["q"]]}
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(told if self.server.answer is None else self.server.answer).encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def machine() -> Iterator[Machine]:
    with Machine(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def address(machine: Machine) -> str:
    return f"http://127.0.0.1:{machine.server_address[1]}"


@pytest.fixture
def plugged_in(app: Flask, machine: Machine) -> Iterator[Machine]:
    settings = app.config["PORTAL"]
    app.config["PORTAL"] = replace(settings, translation_url=address(machine), translation_key="a key")
    yield machine
    app.config["PORTAL"] = settings


def reword(dialogue_id: int, **texts: str) -> None:
    db.session.execute(update(DialogueText).where(DialogueText.dialogue_id == dialogue_id).values(**texts))
    db.session.commit()


def translations(dialogue_id: int) -> dict[str, Translation]:
    db.session.rollback()
    rows = db.session.scalars(select(Translation).where(Translation.dialogue_id == dialogue_id))
    return {row.part: row for row in rows}


def test_it_is_off_unless_an_operator_plugs_it_in(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)
    browser, beside = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/plan/texts/en"
    page = browser.get(beside)
    assert "Låt en maskin" not in page
    browser.post(f"{beside}/machine", {"csrf_token": page.form_values()["csrf_token"][0]}, status=404)
    with pytest.raises(Unavailable):
        by_machine.do(dialogue.id, "en", translators.service_of(app.config["PORTAL"]))


def test_what_it_writes_is_marked_until_a_person_has_checked_it(app: Flask, make: Make, plugged_in: Machine) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk, internal_note="Ring Birgitta först.")
    browser, visitor = make.signed_in(app, clerk), Visitor(app)
    beside, public = f"/desk/dialogues/{dialogue.id}/plan/texts/en", f"/en/dialogues/{dialogue.slug}"
    browser.fill_in(beside, title="Safer footpaths in Rågsved")
    browser.post(f"{beside}/machine", {"csrf_token": browser.get(beside).form_values()["csrf_token"][0]})
    run_jobs(app)

    assert {one["path"] for one in plugged_in.asked} == {"/translate"}
    assert {(one["source"], one["target"], one["api_key"]) for one in plugged_in.asked} == {("sv", "en", "a key")}
    sent = " ".join(words for one in plugged_in.asked for words in one["q"])
    assert "Trappan vid torget känns mörk." in sent
    assert "Birgitta" not in sent
    assert "@" not in sent
    assert "Tryggare gångvägar i Rågsved" not in sent, "a person has translated that"

    page = visitor.get(public)
    assert "Safer footpaths in Rågsved" in page
    assert "en TRAPPAN VID TORGET KÄNNS MÖRK." in page
    assert "(machine translation, not checked)" in page
    assert "en NY BELYSNING I TRAPPAN." not in page, "a promise is never told by a machine alone"
    made = translations(dialogue.id)
    assert made["title"].how is How.HUMAN
    assert {row.how for part, row in made.items() if part != "title"} == {How.MACHINE}

    before = len(plugged_in.asked)
    assert by_machine.do(dialogue.id, "en", LibreTranslate(address(plugged_in))) == 0
    assert len(plugged_in.asked) == before, "done again it finds nothing to do"


def test_drafts_and_what_looks_personal_never_leave_the_portal(app: Flask, make: Make, machine: Machine) -> None:
    clerk = make.staff(Role.EDITOR)
    draft = make.dialogue(actor=clerk)
    with pytest.raises(NotPossible):
        by_machine.ask(draft.id, "en", actor=clerk)
    there = LibreTranslate(address(machine))
    assert by_machine.do(draft.id, "en", there) == 0
    dialogue = make.closed(actor=clerk)
    reword(dialogue.id, frame_out="Ring 08-508 26 000.")
    assert by_machine.do(dialogue.id, "en", there) > 0
    assert not any("508" in words for one in machine.asked for words in one["q"])
    assert "frame_out" not in translations(dialogue.id)


@pytest.mark.parametrize(
    ("status", "answer"),
    [(500, None), (302, None), (200, {"translatedText": ["one"]}), (200, {"error": "no"}), (200, []), (200, "text")],
)
def test_an_answer_of_another_kind_changes_nothing(make: Make, machine: Machine, status: int, answer: Any) -> None:
    dialogue = make.published()
    machine.status, machine.answer = status, answer
    with pytest.raises(Unavailable):
        by_machine.do(dialogue.id, "en", LibreTranslate(address(machine)))
    assert translations(dialogue.id) == {}


def test_a_service_that_is_silent_is_given_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translators, "PATIENCE", 0.2)
    with pytest.raises(Unavailable), ThreadingHTTPServer(("127.0.0.1", 0), Handler) as silent:
        LibreTranslate(f"http://127.0.0.1:{silent.server_address[1]}").translate(["Hej"], to="en")


def test_what_a_person_writes_while_the_machine_works_is_kept(make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)

    class Slow:
        def translate(self, texts: Any, *, to: str) -> list[str]:
            db.session.add(Translation(dialogue_id=number, part="title", language=to, text="By hand", follows=""))
            reword(number, purpose="Något annat.")
            return [f"Machine {one}" for one in texts]

    number = dialogue.id
    by_machine.do(number, "en", Slow())
    made = translations(number)
    assert made["title"].text == "By hand"
    assert "purpose" not in made, "of words that have changed meanwhile nothing is kept"
    assert made["summary"].how is How.MACHINE


def test_a_job_that_was_killed_goes_on_where_it_stopped(
    make: Make, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_machine, "AT_ONCE", 4)
    dialogue = make.published()

    class Killed(LibreTranslate):
        def translate(self, texts: Any, *, to: str) -> list[str]:
            if machine.asked:
                raise SystemExit
            return super().translate(texts, to=to)

    with pytest.raises(SystemExit):
        by_machine.do(dialogue.id, "en", Killed(address(machine)))
    assert len(translations(dialogue.id)) == 4
    by_machine.do(dialogue.id, "en", LibreTranslate(address(machine)))
    sent = [words for one in machine.asked for words in one["q"]]
    assert len(sent) == len(translations(dialogue.id)), "nothing is asked for twice"


def test_who_asked_sees_that_the_machine_works_that_it_failed_and_asks_again(
    app: Flask, make: Make, plugged_in: Machine
) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)
    browser, beside = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/plan/texts/en"
    plugged_in.status = 500
    token = {"csrf_token": browser.get(beside).form_values()["csrf_token"][0]}
    browser.post(f"{beside}/machine", token)
    browser.post(f"{beside}/machine", token)
    page = browser.get(beside)
    assert "En maskin översätter det som saknas." in page
    assert "Översättning, engelska" in page
    assert "Låt en maskin" not in page, "it is asked already"

    db.session.execute(text("UPDATE procrastinate_jobs SET attempts = 5 WHERE task_name = 'translate_by_machine'"))
    db.session.commit()
    run_jobs(app)
    assert len(plugged_in.asked) == 1, "two clicks are one request"
    page = browser.get(beside)
    assert "Maskinen kunde inte översätta" in page
    assert "Maskinen kunde inte översätta" not in browser.get(beside.replace("/en", "/fi"))

    plugged_in.status = 200
    browser.post(f"{beside}/machine", token)
    run_jobs(app)
    page = browser.get(beside)
    assert "Maskinen kunde inte översätta" not in page
    assert "översätter det som saknas." not in page
    assert translations(dialogue.id)["title"].text.startswith("en ")


def test_what_would_not_fit_its_field_is_left_to_people(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk)

    class Wordy:
        def translate(self, texts: Any, *, to: str) -> list[str]:
            return [f"{to} {one}" + " and so on" * 12 for one in texts]

    by_machine.do(dialogue.id, "en", Wordy())
    assert "title" not in translations(dialogue.id)
    browser, beside = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/plan/texts/en"
    browser.fill_in(beside, title="Safer footpaths in Rågsved")
    assert translations(dialogue.id)["title"].how is How.HUMAN
