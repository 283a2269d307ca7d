"""Nothing lost, nothing sent twice, nothing leaked: mail down for a day, a sender killed, strings that tell."""

import logging
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions import escalating, moderating
from portal.actions.moderating import Ruling
from portal.db import db, now
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind
from portal.letters.delivery import deliver
from portal.mail.models import Mail
from tests.mailbox import Mailbox
from tests.make import Make
from tests.portal.submissions.received import decided, received
from tests.visitor import Visitor


def test_a_mail_server_down_for_a_day_loses_no_letter_and_sends_none_twice(
    app: Flask, box: Mailbox, moderator: Actor
) -> None:
    one = received(email="sara@example.org")
    box.drops = True
    begun = now()
    for hour in range(24):
        deliver(app, moment=begun + timedelta(hours=hour))
    decided(one, Verdict.ASK, message="Which park do you mean?", by=moderator)
    box.drops = False
    for hour in range(25, 40):
        deliver(app, moment=begun + timedelta(hours=hour))
    subjects = [re.sub(r" \(DP.*", "", letter["Subject"]) for letter in box.to("sara@example.org")]
    assert sorted(subjects) == ["We have a question for you", "We have received what you sent"]


def test_a_sender_killed_while_letters_go_out_loses_none(app: Flask, box: Mailbox, database: str) -> None:
    for number in range(24):
        received(title=f"Suggestion {number}", email=f"person{number}@example.org")
    box.delay = 0.05
    for _kill in range(2):
        seen, until = len(box.letters), time.monotonic() + 60
        running = subprocess.Popen([sys.executable, "-m", "tests.portal.registrations.deliverer", database, box.url])
        while len(box.letters) < seen + 8 and time.monotonic() < until:
            time.sleep(0.01)
        running.kill()
        running.wait()
        assert len(box.letters) >= seen + 8
    deliver(app, moment=now() + timedelta(minutes=5))
    got = Counter(letter["To"] for letter in box.letters)
    assert len(got) == 24
    # A letter that was on its way when the sender was killed comes again under its own Message-ID, and only that one.
    twice = [address for address, count in got.items() if count > 1]
    assert len(twice) <= 2
    assert all(len({letter["Message-ID"] for letter in box.to(address)}) == 1 for address in twice)


def test_late_decisions_are_told_to_the_coordinator_once(make: Make, app: Flask) -> None:
    person = make.staff(Role.COORDINATOR)
    received(late_by=1)
    received(title="Another one", late_by=2)
    assert escalating.tell_late(now()) == 1
    assert escalating.tell_late(now() + timedelta(days=1)) == 0
    letter = db.session.query(Mail).filter_by(recipient=person.email).one()
    assert letter.facts == {"number": 2}


PLANTED = {
    "title": "Xylofonrubrik om parken",
    "body": "Xylofontext om parken, skriv till xylofon@example.org eller ring 070-123 45 67.",
    "name": "Xylofonia Ek",
    "email": "xylofonmejl@example.org",
}
EVERYWHERE = (
    "/sv/",
    "/sv/dialogues",
    "/sv/dialogues?q=Xylofon",
    "/sv/findings?q=Xylofon",
    "/sv/findings",
    "/sv/commitments",
    "/sv/districts/enskede-arsta-vantor",
    "/sv/map",
    "/sv/calendar",
    "/sv/documents",
    "/sv/open-data",
    "/feeds/dialogues.atom",
    "/feeds/dialogues.ics",
    "/feeds/calendar.ics",
    "/api/v1/dialogues",
    "/api/v1/dialogues?limit=100",
    "/api/v1/findings",
    "/api/v1/commitments",
    "/api/v1/districts",
    "/sv/statistics",
    "/sv/programmes",
    "/sitemap.xml",
    "/metrics",
)


def test_planted_strings_turn_up_nowhere(
    app: Flask,
    make: Make,
    visitor: Visitor,
    moderator: Actor,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    dialogue = make.reported()
    suggestion = received(**PLANTED)
    comment = received(
        kind=SubmissionKind.COMMENT_ON_RESULTS, about=dialogue.slug, area=None, **(PLANTED | {"show_name": True})
    )
    refused = received(kind=SubmissionKind.COMMENT_ON_RESULTS, about=dialogue.slug, area=None, **PLANTED)
    shown = {"title": "Om parken", "body": "Om parken, och bara det."}
    moderating.redact(comment.id, **shown, actor=moderator, revision=comment.revision)
    decided(comment, Verdict.APPROVE, by=moderator)
    no = {"reason": DeclineReason.PERSONAL_DATA, "message": "Den nämner en person."}
    decided(refused, Verdict.DECLINE, by=moderator, **no)
    decided(suggestion, Verdict.APPROVE, by=moderator)
    another = received(**PLANTED)
    moderating.decide(another.id, Ruling(verdict=Verdict.ASK), actor=moderator, revision=another.revision)

    secrets = ["ylofon", "070-123 45 67", *(one.code for one in (suggestion, comment, refused))]
    page = f"/sv/dialogues/{dialogue.slug}"
    client = app.test_client()
    for address in (*EVERYWHERE, page, f"/api/v1/dialogues/{dialogue.slug}"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.get_data(as_text=True).replace("q=Xylofon", "").replace('value="Xylofon"', "")
        text = re.sub(r"[“”\"»«]Xylofon[“”\"»«]|>\s*Xylofon\s*<", "", text)
        assert not [one for one in secrets if one in text], address
    assert "Om parken, och bara det." in visitor.get(page)

    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("a fault nobody foresaw")

    monkeypatch.setattr("portal.public.submissions.queries.receipt", broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.config, "TESTING", False)
    answer = client.get(f"/sv/submissions/{suggestion.code}")
    assert answer.status_code == 500
    logged = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    logged += caplog.text
    for one in secrets:
        assert one not in answer.get_data(as_text=True).replace(f"/submissions/{suggestion.code}", "")
        assert one not in logged, one
