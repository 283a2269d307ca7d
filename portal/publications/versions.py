"""The version of all public content: raised by every public change, read by everything that remembers."""

from dataclasses import dataclass

from sqlalchemy import select, update

from portal.db import db
from portal.publications.models import ContentVersion


@dataclass(frozen=True, slots=True)
class Versions:
    """How often public content, and the reference data behind it, has changed."""

    content: int
    reference: int


_ASKED = select(ContentVersion.__table__.c.content, ContentVersion.__table__.c.reference)


def current() -> Versions:
    """The versions as the running transaction sees them, asked for once in it."""
    session = db.session()
    transaction, known = session.info.get("versions", (None, None))
    if known is None or transaction is None or transaction is not session.get_transaction():
        row = session.connection().execute(_ASKED).one()
        known = Versions(row.content, row.reference)
        session.info["versions"] = (session.get_transaction(), known)
    return Versions(known.content, known.reference)


def take_next(*, reference: bool = False) -> int:
    """Raise the content version and return it.

    The row stays locked until the transaction ends, so versions become visible in order: whoever has read
    everything up to a version will never find something older that came later. Call it last.
    """
    db.session.info.pop("versions", None)
    step = update(ContentVersion).values(content=ContentVersion.content + 1)
    if reference:
        step = step.values(reference=ContentVersion.reference + 1)
    return db.session.execute(step.returning(ContentVersion.content)).scalar_one()
