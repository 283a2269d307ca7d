"""Reading documents."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.documents.models import Document
from portal.files.models import StoredFile


def checked(dialogue_id: int) -> list[Document]:
    """The documents of a dialogue that somebody has checked for personal data."""
    return list(
        db.session.scalars(
            select(Document)
            .where(
                Document.dialogue_id == dialogue_id,
                Document.personal_data_checked_at.is_not(None),
                Document.withdrawn_at.is_(None),
            )
            .options(joinedload(Document.file).defer(StoredFile.text))
            .order_by(Document.id)
        )
    )


def of_dialogue(dialogue_id: int) -> list[Document]:
    """The documents of a dialogue that have not been withdrawn, checked or not."""
    return list(
        db.session.scalars(
            select(Document)
            .where(Document.dialogue_id == dialogue_id, Document.withdrawn_at.is_(None))
            .options(joinedload(Document.file).defer(StoredFile.text))
            .order_by(Document.id)
        )
    )


def document(document_id: int) -> Document | None:
    """One document, with its file."""
    return db.session.get(Document, document_id, options=[joinedload(Document.file)])


def texts(document_ids: Collection[int]) -> dict[int, str]:
    """What can be read in those of some documents that are public, by their ids, for the search index."""
    if not document_ids:
        return {}
    rows = db.session.execute(
        select(Document.id, StoredFile.text)
        .join(Document.file)
        .where(
            Document.id.in_(document_ids),
            Document.personal_data_checked_at.is_not(None),
            Document.withdrawn_at.is_(None),
        )
    )
    return dict(iter(rows))
