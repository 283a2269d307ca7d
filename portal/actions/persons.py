"""What is held about one e-mail address, in words its owner can read, with the files that came from there."""

import io
import json
import zipfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, func, or_, select

from portal import audit
from portal.db import db, transaction
from portal.domain.rights import Actor
from portal.domain.submissions import INTERNAL
from portal.files.kinds import kind_named
from portal.files.store import path_of
from portal.following.models import Reader
from portal.leaders.models import Leader
from portal.mail.models import Mail
from portal.registrations.models import Registration
from portal.staff.models import Staff
from portal.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Held:
    """One thing the portal knows about an address, in words a person can read."""

    kind: str
    since: datetime
    facts: dict[str, object]


def held(email: str) -> list[dict[str, object]]:
    """What is held about an address, oldest first, ready to be written as JSON.

    Notes among colleagues are not in it: they are handed out with the case, once somebody has looked for secrecy.
    """
    address = email.strip().lower()
    found = [_sign_up(one) for one in db.session.scalars(select(Registration).where(Registration.email == address))]
    found += [_following(one) for one in db.session.scalars(select(Reader).where(Reader.email == address))]
    found += [_letter(one) for one in db.session.scalars(select(Mail).where(Mail.recipient == address))]
    found += [_submission(one) for one in db.session.scalars(select(Submission).where(sent_by(email)))]
    found += [
        Held("leader", one.created_at, {"name": one.name, "telephone": one.telephone, "training": one.training})
        for one in db.session.scalars(select(Leader).where(func.lower(Leader.email) == address))
    ]
    found += [
        Held("account_of_staff", one.created_at, {"name": one.name, "language": one.language})
        for one in db.session.scalars(select(Staff).where(func.lower(Staff.email) == address))
    ]
    return [asdict(one) | {"since": one.since.isoformat()} for one in sorted(found, key=lambda one: one.since)]


def export(email: str, *, folder: Path, actor: Actor | None = None) -> bytes:
    """The same as a ZIP file, with the files that were sent: `held.json`, and each file as reference and number.

    That staff took it out is logged, but not about whom.
    """
    if actor is not None:
        with transaction():
            audit.record(staff_id=actor.id, act="export_person", kind="person", key="on request")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("held.json", json.dumps(held(email), ensure_ascii=False, indent=2))
        for one in db.session.scalars(select(Submission).where(sent_by(email)).order_by(Submission.id)):
            for number, file in enumerate(one.attachments, start=1):
                path = path_of(folder, file.sha256)
                if path.is_file():
                    packed.write(path, f"{one.reference}-{number}.{kind_named(file.file.media_type).ending}")
    return made.getvalue()


def sent_by(email: str) -> ColumnElement[bool]:
    """Whether a submission came with an address, however that was written, or has this for its reference."""
    asked = email.strip()
    return or_(func.lower(Submission.email) == asked.lower(), Submission.reference == asked.upper())


def _sign_up(one: Registration) -> Held:
    return Held(
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
            "tell_result": one.tell_result,
            "came": one.came,
        },
    )


def _following(one: Reader) -> Held:
    follows = [[each.kind.value, each.value] for each in one.follows]
    return Held("following", one.at, {"pace": one.pace.value, "language": one.language, "follows": follows})


def _letter(one: Mail) -> Held:
    told = one.facts.get("message") or None
    return Held("letter", one.at, {"kind": one.kind, "state": one.state.value, "message": told})


def _submission(one: Submission) -> Held:
    shown = one.published_at is not None and one.shown_body is not None
    return Held(
        "submission",
        one.created_at,
        {
            "reference": one.reference,
            "kind": one.kind.value,
            "state": one.state.value,
            "name": one.name,
            "name_may_be_shown": one.show_name,
            "title": one.title,
            "body": one.body,
            "shown_to_everybody": {"title": one.shown_title, "body": one.shown_body} if shown else None,
            "language": one.language,
            "area": one.area.slug if one.area else None,
            "theme": one.theme.slug if one.theme else None,
            "about": one.about.slug if one.about else None,
            "answer": one.answer or None,
            "passed_on_to": one.forwarded_to or None,
            "steps": [
                {
                    "at": step.at.isoformat(),
                    "step": step.action,
                    "reason": step.reason.value if step.reason else None,
                    "message": step.message,
                }
                for step in one.events
                if step.action not in INTERNAL
            ],
            "files": [
                {"number": number, "name": file.name, "size": file.file.size, "media_type": file.file.media_type}
                for number, file in enumerate(one.attachments, start=1)
            ],
        },
    )
