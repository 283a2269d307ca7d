"""A letter that comes back stops further letters to an address that does not exist."""

from email.message import EmailMessage

from flask import Flask

from portal.actions import following
from portal.actions.following import Wish
from portal.db import db
from portal.domain.following import FollowKind
from portal.domain.mail import MailState
from portal.following.models import Reader
from portal.letters import bounces, writing
from portal.mail.models import Mail


def followed() -> Mail:
    following.follow(Wish(email="gone@example.org", language="sv", kind=FollowKind.ALL))
    return db.session.query(Mail).one()


def report(about: EmailMessage, *, status: str) -> bytes:
    """What a mail server sends back (RFC 3464)."""
    text = (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        "Content-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mail.example.org\n\nFinal-Recipient: rfc822; gone@example.org\n"
        f"Action: failed\nStatus: {status}\n\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {about['Message-ID']}\nSubject: x\n\n--b--\n"
    )
    return text.encode()


def test_an_address_that_does_not_exist_follows_nothing_any_more(app: Flask) -> None:
    mail = followed()
    assert bounces.receive(report(writing.message(app, mail), status="5.1.1"))
    db.session.expire_all()
    assert db.session.query(Reader).count() == 0
    assert db.session.query(Mail).one().state is MailState.REFUSED


def test_a_delay_is_no_end(app: Flask) -> None:
    mail = followed()
    assert not bounces.receive(report(writing.message(app, mail), status="4.4.7"))
    assert db.session.query(Reader).count() == 1


def test_a_report_about_somebody_elses_letter_or_a_torn_one_changes_nothing(app: Flask) -> None:
    followed()
    stranger = EmailMessage()
    stranger["Message-ID"] = "<00000000-0000-4000-8000-000000000000@example.org>"
    assert not bounces.receive(report(stranger, status="5.1.1"))
    assert not bounces.receive(b"\xff\xfe not a message")
    assert db.session.query(Reader).count() == 1
