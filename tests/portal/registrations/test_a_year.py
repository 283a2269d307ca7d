"""A year passes, with a worker that once stood still for three days: everything happens once, and on time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask

from portal.actions import following, letters_to_guests, mail, registrations, retention
from portal.actions.registrations import Wish
from portal.db import db, now
from portal.domain.following import FollowKind
from portal.domain.registrations import RegistrationState
from portal.following.models import Reader
from portal.letters.delivery import deliver
from portal.letters.news import tell_readers
from portal.mail.models import Mail
from portal.occasions.models import Occasion
from portal.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.portal.registrations.conftest import Evening, of


def worker(app: Flask, moment: datetime) -> None:
    """What the timetable does in a day."""
    registrations.move_up(moment=moment)
    letters_to_guests.tell_changes(moment=moment)
    letters_to_guests.remind(moment=moment)
    letters_to_guests.tell_results(moment=moment)
    tell_readers(app, moment=moment)
    deliver(app, moment=moment)
    retention.forget_guests(moment)
    following.forget_unconfirmed(moment=moment)
    mail.forget_sent(moment)


def test_a_year_of_life(app: Flask, evening: Callable[..., Evening], box: Mailbox) -> None:
    following.follow(following.Wish(email="reader@example.org", language="sv", kind=FollowKind.ALL))
    following.confirm(db.session.query(Reader).one().token)
    following.follow(following.Wish(email="careless@example.org", language="sv", kind=FollowKind.ALL))
    here = evening(seats=1, in_days=180)
    for name, tell_result in (("amina", False), ("bo", True), ("cia", False)):
        registrations.sign_up(
            here.uuid, Wish(email=f"{name}@example.org", people=1, language="sv", tell_result=tell_result)
        )
        registrations.confirm(of(f"{name}@example.org").code)
    starts = db.session.get_one(Occasion, here.id).starts
    begin = now().replace(hour=8)
    seen: dict[str, int] = {}
    for day in range(400):
        moment = begin + timedelta(days=day)
        if day == 100:
            registrations.cancel(of("amina@example.org").code, moment=moment)
        if day == 101:
            registrations.confirm(of("bo@example.org").code, moment=moment - timedelta(hours=2))
        if day == 220:
            db.session.execute(db.text("UPDATE dialogue SET status = 'reported'"))
            db.session.commit()
        if day not in (102, 103, 104):
            worker(app, moment)
        for letter in box.letters[sum(seen.values()) :]:
            name = f"{letter['To'].split('@')[0]} {letter['Subject'].split(':')[0]}"
            assert seen.setdefault(name, 0) == 0, name
            seen[name] = 1
            if letter["Subject"].startswith("Snart"):
                assert timedelta(0) < starts - moment < timedelta(hours=27)
    assert sorted(seen) == [
        "amina Bekräfta att du kommer",
        "amina Du har avbokat",
        "bo Det finns en plats till dig",
        "bo Det här ledde dialogen till",
        "bo Du har en plats",
        "bo Du står på väntelistan",
        "bo Snart",
        "careless Bekräfta att du vill ha mejl från Dialogportalen",
        "cia Du står på väntelistan",
        "reader Bekräfta att du vill ha mejl från Dialogportalen",
        "reader En ny dialog",
    ]
    assert db.session.query(Registration).count() == 0
    assert [one.email for one in db.session.query(Reader)] == ["reader@example.org"]
    assert db.session.query(Mail).filter(Mail.recipient != "").count() == 0


def test_a_worker_that_stood_still_gives_late_seats_on_when_it_is_back(
    app: Flask, evening: Callable[..., Evening], box: Mailbox
) -> None:
    here = evening(seats=1, in_days=60)
    for name in ("amina", "bo", "cia"):
        registrations.sign_up(here.uuid, Wish(email=f"{name}@example.org", people=1, language="sv"))
        registrations.confirm(of(f"{name}@example.org").code)
    registrations.cancel(of("amina@example.org").code)
    worker(app, now() + timedelta(days=3))
    worker(app, now() + timedelta(days=3, minutes=10))
    assert of("bo@example.org").state is RegistrationState.LAPSED
    assert of("cia@example.org").state is RegistrationState.OFFERED
    assert len([one for one in box.to("cia@example.org") if one["Subject"].startswith("Det finns en plats")]) == 1
