"""A letter is recorded with its cause, written in its reader's language and sent once, whatever the server does."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal import paths
from portal.actions import mail as actions
from portal.db import db, now
from portal.domain.errors import NotPossible
from portal.domain.mail import MailState
from portal.domain.words import Role
from portal.letters import server, writing
from portal.letters.delivery import deliver
from portal.letters.trial import send_trial
from portal.mail import queries
from portal.mail.models import Mail
from portal.mail.outbox import SEND, post
from tests.mailbox import Mailbox, mailbox
from tests.make import Make
from tests.portal.test_worker import jobs, run_jobs


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mailbox() as there:
        monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], smtp_url=there.url))
        yield there


def write(key: str = "trial:1", to: str = "amina@example.org", language: str = "sv") -> bool:
    new = post(key=key, to=to, language=language, kind="trial", facts={})
    db.session.commit()
    return new


def only() -> Mail:
    db.session.expire_all()
    return db.session.query(Mail).one()


def test_a_letter_is_sent_by_the_job_that_was_recorded_with_it(app: Flask, box: Mailbox) -> None:
    write()
    assert jobs() == {SEND: 1}
    run_jobs(app)
    (letter,) = box.to("amina@example.org")
    assert letter["Subject"] == "Portalen kan skicka mejl"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert only().state is MailState.SENT


def test_a_cause_that_comes_back_gives_no_second_letter(app: Flask, box: Mailbox) -> None:
    assert write()
    assert not write()
    deliver(app, moment=now())
    deliver(app, moment=now())
    assert len(box.letters) == 1


def test_a_cause_that_is_rolled_back_leaves_no_letter(app: Flask) -> None:
    post(key="trial:1", to="amina@example.org", language="sv", kind="trial", facts={})
    db.session.rollback()
    assert db.session.query(Mail).count() == 0
    assert jobs() == {}


def test_an_arabic_reader_gets_arabic_from_right_to_left(app: Flask, box: Mailbox) -> None:
    write(language="ar")
    deliver(app, moment=now())
    html = box.letters[0].get_body(("html",))
    assert html is not None
    assert '<html lang="ar" dir="rtl">' in html.get_content()


def test_an_address_is_written_plainly_in_text_and_escaped_in_html(app: Flask) -> None:
    mail = Mail(
        key="x", recipient="a@example.org", language="sv", kind="trial", facts={"unsubscribe": "/sv/x?a=1&b=2"}
    )
    letter = writing.write(app, mail)
    assert "/sv/x?a=1&b=2" in letter.text
    assert "/sv/x?a=1&amp;b=2" in letter.html


def test_a_letter_that_the_server_puts_off_is_tried_again_after_growing_pauses(app: Flask, box: Mailbox) -> None:
    write()
    box.answer = "451 Come back later"
    moment = now()
    for minutes in (1, 5, 15):
        deliver(app, moment=moment)
        assert only().next_try_at - moment == timedelta(minutes=minutes)
        assert only().last_error == "451 Come back later"
        moment = only().next_try_at
    box.answer = None
    deliver(app, moment=moment)
    assert len(box.letters) == 1


def test_after_five_days_of_putting_off_the_letter_is_given_up(app: Flask, box: Mailbox) -> None:
    write()
    box.answer = "451 Come back later"
    deliver(app, moment=now() + timedelta(days=6))
    assert only().state is MailState.GIVEN_UP


def test_an_address_that_does_not_exist_is_not_tried_again_and_stops_no_other(app: Flask, box: Mailbox) -> None:
    box.unknown.add("gone@example.org")
    write(key="1", to="gone@example.org")
    write(key="2")
    deliver(app, moment=now())
    assert [letter["To"] for letter in box.letters] == ["amina@example.org"]
    assert queries.counts()[MailState.REFUSED] == 1


def test_while_the_server_is_down_letters_wait_however_long_it_takes(app: Flask, box: Mailbox) -> None:
    app.config["PORTAL"] = replace(app.config["PORTAL"], smtp_url="smtp://127.0.0.1:9")
    write()
    deliver(app, moment=now() + timedelta(days=10))
    assert only().state is MailState.WAITING
    app.config["PORTAL"] = replace(app.config["PORTAL"], smtp_url=box.url)
    deliver(app, moment=now() + timedelta(days=11))
    assert len(box.letters) == 1


def test_a_server_that_breaks_off_in_the_middle_gets_the_letter_when_it_is_back(app: Flask, box: Mailbox) -> None:
    write()
    box.drops = True
    deliver(app, moment=now())
    assert only().state is MailState.WAITING
    assert only().attempts == 0
    box.drops = False
    deliver(app, moment=now() + timedelta(minutes=2))
    assert len(box.letters) == 1


def test_a_server_that_hangs_holds_up_no_worker_and_loses_no_letter(
    app: Flask, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "TIMEOUT_SECONDS", 0.3)
    write()
    box.delay = 1.5
    began = time.monotonic()
    deliver(app, moment=now())
    assert time.monotonic() - began < 1.5
    assert only().state is MailState.WAITING
    time.sleep(2)
    box.delay = 0.0
    deliver(app, moment=now() + timedelta(minutes=2))
    assert only().state is MailState.SENT
    assert len({letter["Message-ID"] for letter in box.letters}) == 1


def test_a_letter_that_cannot_be_written_stops_no_other(app: Flask, box: Mailbox) -> None:
    post(key="1", to="a@example.org", language="sv", kind="no_such_kind", facts={})
    write(key="2")
    deliver(app, moment=now())
    assert len(box.letters) == 1
    assert "while writing it" in queries.unsent()[0].last_error


def test_the_administrator_sees_what_was_refused_without_the_address_and_tries_again(
    app: Flask, make: Make, box: Mailbox
) -> None:
    box.unknown.add("gone@example.org")
    write(to="gone@example.org")
    deliver(app, moment=now())
    desk = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    page = desk.get("/desk/mail")
    assert "g…@example.org" in page.text
    assert "gone@example.org" not in page.text
    box.unknown.clear()
    desk.post(f"/desk/mail/{only().id}/again", page.form_values())
    deliver(app, moment=now())
    assert len(box.letters) == 1
    with pytest.raises(NotPossible):
        actions.try_again(only().id, actor=make.staff(Role.ADMIN, organisation=None))


def test_an_editor_may_not_read_about_letters(app: Flask, make: Make) -> None:
    make.signed_in(app, make.staff(Role.EDITOR)).get("/desk/mail", status=403)


def test_a_month_after_sending_the_address_is_gone_and_the_cause_still_known(app: Flask, box: Mailbox) -> None:
    write()
    deliver(app, moment=now())
    assert actions.forget_sent(now() + timedelta(days=31)) == 1
    assert only().recipient == ""
    assert not write()


def test_an_operator_tries_the_settings(app: Flask, box: Mailbox) -> None:
    send_trial(app, "operator@example.org")
    assert len(box.letters) == 1
    app.config["PORTAL"] = replace(app.config["PORTAL"], smtp_url=None)
    with pytest.raises(ValueError, match="PORTAL_SMTP_URL"):
        send_trial(app, "operator@example.org")


def test_every_kind_of_letter_is_written_both_ways() -> None:
    folder = paths.TEMPLATES / "mail"
    assert {file.stem for file in folder.glob("*.txt")} - {"parts"} == {file.stem for file in folder.glob("*.html")}


def test_a_name_with_signs_is_plain_in_text_and_harmless_in_html(app: Flask) -> None:
    facts = {
        "step": "forwarded",
        "reader": "farsta",
        "due": "2026-12-03",
        "forwarded_to": "Kultur & <b>fritid</b>",
        "reference": "DP-1",
        "code": "abc",
    }
    letter = writing.write(
        app, Mail(key="x", recipient="a@example.org", language="sv", kind="submission", facts=facts)
    )
    assert "Kultur & <b>fritid</b>" in letter.text
    assert "Kultur &amp; &lt;b&gt;fritid&lt;/b&gt;" in letter.html
