"""Nothing lost, nothing sent twice, nothing leaked: mail down for a day, a sender killed, strings that tell."""

import re
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

from flask import Flask

from portal.actions import escalating
from portal.db import db, now
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import Role
from portal.letters.delivery import deliver
from portal.mail.models import Mail
from tests.mailbox import Mailbox
from tests.make import Make
from tests.portal.submissions.received import decided, received


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
