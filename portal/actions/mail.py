"""Take up a letter that was refused or given up, and forget those that were sent long ago."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from portal import audit
from portal.db import db, now, transaction
from portal.domain.errors import NotAllowed, NotFound, NotPossible
from portal.domain.mail import MailState
from portal.domain.retention import SENT_LETTER_DAYS
from portal.domain.rights import Act, Actor
from portal.following.models import Reader
from portal.jobs import defer_once
from portal.mail.models import Mail
from portal.mail.outbox import SEND


def try_again(mail_id: int, *, actor: Actor) -> None:
    """Send a letter that was refused or given up once more; raises NotPossible when it was sent or waits."""
    if not actor.may(Act.ADMINISTER):
        raise NotAllowed
    with transaction():
        mail = db.session.scalar(select(Mail).where(Mail.id == mail_id).with_for_update())
        if mail is None:
            raise NotFound
        if mail.state not in (MailState.REFUSED, MailState.GIVEN_UP):
            raise NotPossible
        mail.state, mail.attempts, mail.next_try_at, mail.at = MailState.WAITING, 0, now(), now()
        audit.record(staff_id=actor.id, act="try_again", kind="mail", key=mail.id)
        defer_once(SEND)


def bounced(letter: UUID, *, status: str) -> bool:
    """Note that a letter came back for good; whether it was ours. Its reader is not written to any more."""
    with transaction():
        mail = db.session.scalar(select(Mail).where(Mail.uuid == letter).with_for_update())
        if mail is None or not mail.recipient:
            return False
        mail.state, mail.sent_at, mail.last_error = MailState.REFUSED, None, f"{status} came back"
        forget_refused_reader(mail.recipient)
    return True


def forget_refused_reader(address: str) -> None:
    """Stop following for an address that does not exist; inside the caller's transaction."""
    for reader in db.session.scalars(select(Reader).where(Reader.email == address)):
        audit.record(staff_id=None, act="forget", kind="reader", key=reader.id, note="address does not exist")
        db.session.delete(reader)


def forget_sent(moment: datetime) -> int:
    """Take away address and facts of letters sent long ago; returns how many."""
    with transaction():
        found = db.session.execute(
            update(Mail)
            .where(Mail.sent_at < moment - timedelta(SENT_LETTER_DAYS), Mail.recipient != "")
            .values(recipient="", facts={}, last_error="")
            .returning(Mail.id)
        ).all()
    return len(found)
