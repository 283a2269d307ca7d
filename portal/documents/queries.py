"""Reading documents."""

from sqlalchemy import select

from portal.db import db
from portal.documents.models import Document


def checked(dialogue_id: int) -> list[Document]:
    """The documents of a dialogue that somebody has checked for personal data."""
    return list(
        db.session.scalars(
            select(Document)
            .where(Document.dialogue_id == dialogue_id, Document.personal_data_checked_at.is_not(None))
            .order_by(Document.id)
        )
    )
