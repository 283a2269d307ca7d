"""However many come at once and whatever is killed meanwhile, no seat is given twice and no letter is lost."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions.registrations import Wish, sign_up
from portal.db import db, now
from portal.domain.registrations import RegistrationState
from portal.letters.delivery import deliver
from portal.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.portal.registrations.conftest import Evening


def crowd(database: str, uuid: str, *, processes: int = 2, people: int = 200) -> int:
    """So many people sign up from several processes at once; how many got a seat or a waiting place."""
    share = people // processes
    program = [sys.executable, "-m", "tests.portal.registrations.crowd", database, uuid]
    running = [
        subprocess.Popen([*program, str(share * one), str(share * (one + 1))], stdout=subprocess.PIPE, text=True)
        for one in range(processes)
    ]
    return sum(int(one.communicate(timeout=120)[0]) for one in running)


def test_two_hundred_at_once_share_twenty_seats_and_thirty_waiting_places(
    app: Flask, database: str, evening: Callable[..., Evening], box: Mailbox
) -> None:
    here = evening(seats=20, waiting=30)
    assert crowd(database, here.uuid) == 50
    states = Counter(one.state for one in db.session.query(Registration))
    assert states == {RegistrationState.SEATED: 20, RegistrationState.WAITING: 30}
    seated = [one.id for one in db.session.query(Registration).filter_by(state=RegistrationState.SEATED)]
    waiting = [one.id for one in db.session.query(Registration).filter_by(state=RegistrationState.WAITING)]
    assert max(seated) < min(waiting)
    deliver(app, moment=now())
    deliver(app, moment=now())
    addresses = Counter(letter["To"] for letter in box.letters)
    assert len(addresses) == 50
    assert set(addresses.values()) == {1}


def test_letters_survive_a_server_that_refuses_and_breaks_off_again_and_again(
    app: Flask, evening: Callable[..., Evening], box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = evening(seats=20, waiting=0)
    for guest in range(20):
        sign_up(here.uuid, Wish(email=f"guest{guest}@example.org", people=1, language="sv"))
    moment = now()
    answers = ("451 Busy", "421 Closing down", None, "452 Full", None)
    for turn in range(30):
        box.answer = answers[turn % len(answers)] if turn < 10 else None
        url = "smtp://127.0.0.1:9" if turn in (3, 7) else box.url
        monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], smtp_url=url))
        deliver(app, moment=moment)
        moment += timedelta(minutes=20)
    addresses = Counter(letter["To"] for letter in box.letters)
    assert len(addresses) == 20
    assert set(addresses.values()) == {1}


def test_workers_killed_in_the_middle_of_sending_lose_no_letter(
    evening: Callable[..., Evening], box: Mailbox, database: str
) -> None:
    here = evening(seats=60)
    for guest in range(60):
        sign_up(here.uuid, Wish(email=f"guest{guest}@example.org", people=1, language="sv"))
    box.delay = 0.05
    kills = 0
    while len({letter["To"] for letter in box.letters}) < 60 and kills < 8:
        before = len(box.letters)
        running = subprocess.Popen([sys.executable, "-m", "tests.portal.registrations.deliverer", database, box.url])
        until = time.monotonic() + 60
        while len(box.letters) < before + 20 and time.monotonic() < until:
            if len({letter["To"] for letter in box.letters}) == 60:
                break
            time.sleep(0.01)
        running.kill()
        running.wait()
        kills += 1
    addresses = Counter(letter["To"] for letter in box.letters)
    assert len(addresses) == 60
    assert kills > 1
    # Killed between the server's yes and its own note, a worker sends that one letter again, as the same message.
    twice = [address for address, count in addresses.items() if count > 1]
    assert len(twice) <= kills
    assert all(len({letter["Message-ID"] for letter in box.to(address)}) == 1 for address in twice)
