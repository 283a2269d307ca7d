"""One case whole, to be handed out as an official document: what was sent, every step, every file."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from sqlalchemy import select

from portal import audit
from portal.db import db, transaction
from portal.domain.errors import NotFound
from portal.domain.rights import Act, Actor
from portal.files.kinds import kind_named
from portal.files.store import path_of
from portal.staff.models import Staff
from portal.submissions.models import Attachment, Decision, Submission


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case, and the title under which it is saved."""

    sha256: str
    title: str
    media_type: str


def open_file(reference: str, number: int, *, actor: Actor) -> CaseFile:
    """The file with a number, counted from one as in the exported case; who opened it is logged.

    Raises NotFound when there is none, or the case is not the actor's to moderate.
    """
    with transaction():
        one = db.session.query(Submission).filter_by(reference=reference).one_or_none()
        if one is None or not actor.may(Act.MODERATE, one.organisation_id):
            raise NotFound
        if not 1 <= number <= len(one.attachments):
            raise NotFound
        row = one.attachments[number - 1]
        audit.record(
            staff_id=actor.id, act="open_file", kind="submission", key=one.reference, change={"file": number}
        )
        title = f"{one.reference} {number} {PurePath(row.name).stem}"
        return CaseFile(row.sha256, title, row.file.media_type)


def export(reference: str, *, actor: Actor, folder: Path, secrecy: bool = False) -> bytes:
    """A ZIP file with the case as JSON and its files; who took it out is logged, for whom is never asked.

    With `secrecy` name and address of the sender are left out. The secret code is never in it. Raises NotFound when
    the case does not exist or is another organisation's.
    """
    with transaction():
        one = db.session.query(Submission).filter_by(reference=reference).one_or_none()
        if one is None or not actor.may(Act.KEEP_RECORDS, one.organisation_id):
            raise NotFound
        audit.record(staff_id=actor.id, act="export_case", kind="submission", key=one.reference)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            told = case(one, folder=folder, secrecy=secrecy)
            packed.writestr("case.json", json.dumps(told, ensure_ascii=False, indent=2))
            for number, file in enumerate(one.attachments, start=1):
                if name := _packed_as(number, file, folder):
                    packed.write(path_of(folder, file.sha256), name)
    return made.getvalue()


def case(one: Submission, *, folder: Path, secrecy: bool = False) -> dict[str, object]:
    """A submission with its history, as JSON knows it; moments in ISO form, UTC.

    A file that is not in the data folder is not `in_this_file`: that it came is told all the same.
    """
    sender = {
        "name": one.name,
        "email": one.email,
        "name_may_be_shown": one.show_name,
        "name_approved": one.name_approved,
    }
    names = _names(one)
    head = db.session.get(Submission, one.gathered_into_id) if one.gathered_into_id else None
    return {
        "reference": one.reference,
        "kind": one.kind.value,
        "state": one.state.value,
        "received": _iso(one.created_at),
        "came_by": one.came_by.value,
        "language": one.language,
        "organisation": one.organisation.slug,
        "area": one.area.slug if one.area else None,
        "theme": one.theme.slug if one.theme else None,
        "about": one.about.slug if one.about else None,
        "draft": one.draft.slug if one.draft else None,
        "sent": {"title": one.title, "body": one.body},
        "shown": {"title": one.shown_title, "body": one.shown_body} if one.shown_body is not None else None,
        "sender": None if secrecy else sender,
        "decided": _iso(one.decided_at),
        "closed": _iso(one.closed_at),
        "gathered_under": head.reference if head else None,
        "decision_that_waits": _waiting(one.decision, names) if one.decision else None,
        "reason": one.decline_reason.value if one.decline_reason else None,
        "passed_on_to": one.forwarded_to or None,
        "answer": one.answer or None,
        "contact_blanked": _iso(one.contact_blanked_at),
        "disposed": _iso(one.disposed_at),
        "steps": [
            {
                "at": _iso(step.at),
                "step": step.action,
                "state": step.state.value,
                "by": names.get(step.by_id or 0),
                "reason": step.reason.value if step.reason else None,
                "message": step.message,
                "note": step.note,
            }
            for step in one.events
        ],
        "files": [
            {
                "number": number,
                "name": file.name,
                "sha256": file.sha256,
                "size": file.file.size,
                "in_this_file": _packed_as(number, file, folder),
            }
            for number, file in enumerate(one.attachments, start=1)
        ],
    }


def _names(one: Submission) -> dict[int, str]:
    """Who handled the case, by id: names of officials are no secret in what they do as officials."""
    ids = {step.by_id for step in one.events}
    if one.decision:
        ids |= {one.decision.by_id, one.decision.second_by_id}
    rows = db.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids - {None})))
    return {row.id: row.name for row in rows}


def _waiting(waits: Decision, names: dict[int, str]) -> dict[str, object]:
    """A decision that does not count yet, or waits for a second person."""
    return {
        "verdict": waits.verdict.value,
        "reason": waits.reason.value if waits.reason else None,
        "message": waits.message,
        "note": waits.note,
        "at": _iso(waits.at),
        "by": names.get(waits.by_id),
    }


def _packed_as(number: int, file: Attachment, folder: Path) -> str | None:
    there = path_of(folder, file.sha256).is_file()
    return f"{number}.{kind_named(file.file.media_type).ending}" if there else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
