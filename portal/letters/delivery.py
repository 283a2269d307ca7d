"""Send what is due: each letter in a transaction of its own, in which it is also marked as sent."""

import logging
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from portal.actions.mail import forget_refused_reader
from portal.db import db, transaction
from portal.domain.mail import LONGEST_TRYING, MailState, pause
from portal.letters.server import MailServer, PutOff, Refused, Unreachable
from portal.letters.writing import message
from portal.mail.models import Mail

log = logging.getLogger(__name__)

MOST = 500
"""Letters of one run; the next run goes on."""


def deliver(app: Flask, *, moment: datetime) -> int:
    """Send every letter that is due at `moment`; returns how many were taken.

    Without a mail server letters wait. A letter is locked while it is sent, so no two workers send the same;
    a worker killed before it could mark the letter sends it again under the same Message-ID. When the server
    cannot be reached, all letters wait for the next run.
    """
    url = app.config["PORTAL"].smtp_url
    if url is None:
        return 0
    sent = 0
    with MailServer(url) as server:
        for _turn in range(MOST):
            with transaction():
                mail = _next(moment)
                if mail is None:
                    break
                try:
                    _send(app, server, mail, moment)
                except Unreachable as fault:
                    log.warning("The mail server cannot be reached: %s", fault)
                    mail.last_error, mail.next_try_at = str(fault), moment + timedelta(minutes=1)
                    break
                sent += mail.state is MailState.SENT
    return sent


def _next(moment: datetime) -> Mail | None:
    return db.session.scalar(
        select(Mail)
        .where(Mail.state == MailState.WAITING, Mail.next_try_at <= moment)
        .order_by(Mail.next_try_at, Mail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _send(app: Flask, server: MailServer, mail: Mail, moment: datetime) -> None:
    mail.attempts += 1
    try:
        server.send(message(app, mail))
    except Unreachable:
        mail.attempts -= 1
        raise
    except Refused as fault:
        mail.state, mail.last_error = MailState.REFUSED, str(fault)
        forget_refused_reader(mail.recipient)
    except PutOff as fault:
        _later(mail, str(fault), moment)
    except Exception as fault:
        # A letter that cannot be written must hold up no other; it is tried again once the portal is mended.
        log.exception("Letter %s (%s) could not be written", mail.id, mail.kind)
        _later(mail, f"{type(fault).__name__} while writing it", moment)
    else:
        mail.state, mail.sent_at, mail.last_error = MailState.SENT, moment, ""


def _later(mail: Mail, fault: str, moment: datetime) -> None:
    mail.last_error = fault
    mail.next_try_at = moment + pause(mail.attempts)
    if moment - mail.at > LONGEST_TRYING:
        mail.state = MailState.GIVEN_UP
