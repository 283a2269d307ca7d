"""Take away contact details when the time promised to their owners is over."""

from datetime import datetime, timedelta

from sqlalchemy import update

from portal import audit
from portal.db import db, transaction
from portal.submissions.models import Submission

CONTACT_DAYS = 365
"""Contact details are kept this long after a matter is closed; the privacy page says the same."""


def blank_contacts(moment: datetime) -> int:
    """Remove names and addresses of senders whose matter was closed a year ago; returns how many."""
    with transaction():
        blanked = db.session.execute(
            update(Submission)
            .where(Submission.closed_at < moment - timedelta(CONTACT_DAYS), Submission.contact_blanked_at.is_(None))
            .values(name="", email="", contact_blanked_at=moment)
            .returning(Submission.reference)
        ).scalars()
        references = list(blanked)
        for reference in references:
            audit.record(staff_id=None, act="blank_contact", kind="submission", key=reference)
    return len(references)
