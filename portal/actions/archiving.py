"""One dialogue whole, as a file for the e-archive: versions, moves, results with their history, documents."""

import io
import zipfile
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import inspect, select

from portal import audit
from portal.db import db, transaction
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, Version
from portal.documents.models import Document
from portal.domain.errors import NotFound
from portal.domain.rights import Act, Actor
from portal.files.kinds import kind_named
from portal.files.store import path_of
from portal.outcomes.models import (
    Commitment,
    EntryRevision,
    Evaluation,
    FeedbackPost,
    Finding,
    OutcomeMeasure,
    Participation,
    ReuseLink,
)
from portal.translated.models import Translation

RESULTS: dict[str, Any] = {
    "participation": Participation,
    "findings": Finding,
    "feedback": FeedbackPost,
    "measures": OutcomeMeasure,
    "promises": Commitment,
    "evaluation": Evaluation,
    "corrected_and_taken_back": EntryRevision,
    "earlier_dialogues": ReuseLink,
    "translations": Translation,
}
"""What came of it and in which languages it is told, by name in the file; what was taken back with its moment."""


def package(dialogue_id: int, *, actor: Actor, folder: Path) -> bytes:
    """A ZIP file with all that is kept of a dialogue; who took it out is logged.

    Nobody who signed up or sent something in is named in it. Raises NotFound when there is no such dialogue, or the
    records of its organiser are not the actor's to keep.
    """
    with transaction():
        one = db.session.get(Dialogue, dialogue_id)
        if one is None or not actor.may(Act.KEEP_RECORDS, one.lead_id):
            raise NotFound
        audit.record(staff_id=actor.id, act="export_dialogue", kind="dialogue", key=one.slug)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            documents = _of(Document, dialogue_id)
            files = {row.id: _packed_as(number, row, folder) for number, row in enumerate(documents, start=1)}
            told = {
                "slug": one.slug,
                "status": one.status,
                "dialogue": queries.record(dialogue_id),
                "moves": queries.moves(dialogue_id),
                "results": {name: [_told(row) for row in _of(model, dialogue_id)] for name, model in RESULTS.items()},
                "documents": [_told(row) | {"in_this_file": files[row.id]} for row in documents],
            }
            packed.writestr("dialogue.json", _json(told))
            for version in _of(Version, dialogue_id):
                packed.writestr(f"versions/{version.revision:04}.json", _json(_told(version)))
            for row in documents:
                if name := files[row.id]:
                    packed.write(path_of(folder, row.sha256), name)
    return made.getvalue()


def _of(model: Any, dialogue_id: int) -> list[Any]:
    key = inspect(model).primary_key
    return list(db.session.scalars(select(model).where(model.dialogue_id == dialogue_id).order_by(*key)))


def _told(row: Any) -> dict[str, Any]:
    """A row as JSON knows it, with what it is sorted by and the steps of a promise."""
    told = {column.key: getattr(row, column.key) for column in inspect(row).mapper.column_attrs}
    sorted_by = [name for name in ("themes", "areas", "groups") if hasattr(row, name)]
    told |= {name: sorted(one.slug for one in getattr(row, name)) for name in sorted_by}
    if isinstance(row, Commitment):
        told |= {"organisation": row.organisation.slug, "updates": [_told(one) for one in row.updates]}
    return told


def _packed_as(number: int, row: Document, folder: Path) -> str | None:
    """The name of a document within the package; None for a web address, and for a file that is not there."""
    if row.file is None or not path_of(folder, row.file.sha256).is_file():
        return None
    return f"documents/{number}.{kind_named(row.file.media_type).ending}"


def _json(told: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(told), indent=2)
