"""Everything about one e-mail address: shown to its owner, or erased, on request."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from portal import audit
from portal.db import db, now, transaction
from portal.following.models import Reader
from portal.mail.models import Mail
from portal.registrations.models import Registration
from portal.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Held:
    """One thing the portal knows about an address, in words a person can read."""

    kind: str
    since: datetime
    facts: dict[str, object]


def held(email: str) -> list[dict[str, object]]:
    """What is held about an address, oldest first, ready to be written as JSON."""
    address = email.strip().lower()
    found = [
        Held(
            "sign_up",
            one.at,
            {
                "occasion": str(one.occasion.uuid),
                "starts": one.occasion.starts.isoformat(),
                "state": one.state.value,
                "name": one.name,
                "people": one.people,
                "language": one.spoken,
                "needs": list(one.services),
            },
        )
        for one in db.session.scalars(select(Registration).where(Registration.email == address))
    ]
    found += [
        Held(
            "following",
            one.at,
            {
                "pace": one.pace.value,
                "language": one.language,
                "follows": [[f.kind.value, f.value] for f in one.follows],
            },
        )
        for one in db.session.scalars(select(Reader).where(Reader.email == address))
    ]
    found += [
        Held("letter", one.at, {"kind": one.kind, "state": one.state.value})
        for one in db.session.scalars(select(Mail).where(Mail.recipient == address))
    ]
    found += [
        Held(
            "submission",
            one.created_at,
            {"reference": one.reference, "name": one.name, "title": one.title, "body": one.body},
        )
        for one in db.session.scalars(select(Submission).where(Submission.email.ilike(_literally(address))))
    ]
    return [asdict(one) | {"since": one.since.isoformat()} for one in sorted(found, key=lambda one: one.since)]


def erase(email: str) -> dict[str, int]:
    """Erase what is held about an address; returns how many of each kind.

    What somebody sent in stays as an official document; its name and address are taken away.
    """
    address = email.strip().lower()
    with transaction():
        counts = {
            "sign_up": len(
                db.session.execute(
                    delete(Registration).where(Registration.email == address).returning(Registration.id)
                ).all()
            ),
            "following": len(
                db.session.execute(delete(Reader).where(Reader.email == address).returning(Reader.id)).all()
            ),
            "letter": len(db.session.execute(delete(Mail).where(Mail.recipient == address).returning(Mail.id)).all()),
            "submission": len(
                db.session.execute(
                    update(Submission)
                    .where(Submission.email.ilike(_literally(address)))
                    .values(name="", email="", contact_blanked_at=now())
                    .returning(Submission.id)
                ).all()
            ),
        }
        audit.record(staff_id=None, act="erase", kind="person", key="on request", change=dict(counts))
    return counts


def _literally(text: str) -> str:
    """A pattern that matches the text itself, whatever signs are in it."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
