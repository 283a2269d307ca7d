"""Add documents to a dialogue, check them for personal data, and take them away again."""

from dataclasses import dataclass
from pathlib import Path

from portal.actions.change import changing
from portal.actions.corrections import remember
from portal.actions.entries import hold
from portal.db import db, now
from portal.dialogues.models import Dialogue
from portal.documents import queries
from portal.documents.models import Document
from portal.domain.errors import NotFound
from portal.domain.rights import Act, Actor
from portal.domain.words import DocumentKind
from portal.files import store
from portal.files.opening import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDraft:
    """What is said about a document; `accessible` when people with a screen reader can read it."""

    title: str
    kind: DocumentKind
    language: str = "sv"
    accessible: bool = False


def add_file(dialogue_id: int, draft: DocumentDraft, *, file: Opened, folder: Path, actor: Actor) -> Document:
    """Keep a file that has been opened and stripped; residents see it after the check for personal data."""
    hold({"title": draft.title})
    with changing(dialogue_id, actor=actor, act="document", needs=Act.REPORT):
        row = _row(dialogue_id, draft)
        row.sha256 = store.keep(file, folder=folder)
        db.session.add(row)
    return row


def add_address(dialogue_id: int, draft: DocumentDraft, *, url: str, actor: Actor) -> Document:
    """Point to a document that lies elsewhere, by an address that begins with https://."""
    hold({"title": draft.title})
    with changing(dialogue_id, actor=actor, act="document", needs=Act.REPORT):
        row = _row(dialogue_id, draft)
        row.url = url
        db.session.add(row)
    return row


def correct(dialogue_id: int, document_id: int, draft: DocumentDraft, *, actor: Actor) -> Dialogue:
    """Change what is said about a document; the file itself is replaced by adding another."""
    hold({"title": draft.title})
    with changing(dialogue_id, actor=actor, act="document", needs=Act.REPORT) as dialogue:
        row = _opened(dialogue_id, document_id)
        remember(row, kind="document", entry_id=row.id, actor=actor)
        row.title, row.kind = draft.title, draft.kind
        row.language, row.accessible = draft.language, draft.accessible
    return dialogue


def check(dialogue_id: int, document_id: int, *, actor: Actor) -> Dialogue:
    """Declare that a document has been read and holds no personal data (V16); now residents may see it."""
    with changing(dialogue_id, actor=actor, act="check_document", needs=Act.REPORT) as dialogue:
        row = _opened(dialogue_id, document_id)
        row.personal_data_checked_by_id, row.personal_data_checked_at = actor.id, now()
    return dialogue


def withdraw(dialogue_id: int, document_id: int, *, actor: Actor) -> Dialogue:
    """Take a document from the public; file and history are kept."""
    with changing(dialogue_id, actor=actor, act="withdraw_document", needs=Act.REPORT) as dialogue:
        row = _opened(dialogue_id, document_id)
        remember(row, kind="document", entry_id=row.id, actor=actor, withdrawn=True)
        row.withdrawn_at = now()
    return dialogue


def _row(dialogue_id: int, draft: DocumentDraft) -> Document:
    return Document(
        dialogue_id=dialogue_id,
        title=draft.title,
        kind=draft.kind,
        language=draft.language,
        accessible=draft.accessible,
    )


def _opened(dialogue_id: int, document_id: int) -> Document:
    row = queries.document(document_id)
    if row is None or row.dialogue_id != dialogue_id or row.withdrawn_at is not None:
        raise NotFound
    return row
