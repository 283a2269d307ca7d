"""Make and revoke the secret addresses from which calendar programs fetch what staff plan."""

import secrets
from hashlib import sha256

from portal import audit
from portal.db import db, transaction
from portal.domain.errors import NotFound, NotPossible
from portal.domain.rights import Actor
from portal.staff import queries
from portal.staff.models import CalendarLink

MOST = 10
"""So many links a person may have at once."""


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def make(wish: dict[str, str], *, actor: Actor) -> str:
    """A new secret of 192 bits, told once; raises NotPossible when the person has too many links."""
    secret = secrets.token_urlsafe(24)
    with transaction():
        if len(queries.calendar_links(actor.id)) >= MOST:
            raise NotPossible
        db.session.add(CalendarLink(staff_id=actor.id, secret_hash=hashed(secret), wish=wish))
        audit.record(staff_id=actor.id, act="make_calendar_link", kind="staff", key=actor.id)
    return secret


def revoke(link_id: int, *, actor: Actor) -> None:
    """End one of the person's own links at once; raises NotFound when it is not theirs."""
    with transaction():
        link = next((one for one in queries.calendar_links(actor.id) if one.id == link_id), None)
        if link is None:
            raise NotFound
        db.session.delete(link)
        audit.record(staff_id=actor.id, act="revoke_calendar_link", kind="staff", key=actor.id)
