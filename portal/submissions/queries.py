"""Reading what residents sent in: one item whole, and what its sender may see of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.lifecycle import PUBLIC
from portal.domain.submissions import INTERNAL
from portal.domain.words import SubmissionState
from portal.files.models import StoredFile
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.staff.models import Staff
from portal.submissions.gathered import WITH_IT, Gathered
from portal.submissions.models import Attachment, Decision, ModerationEvent, Submission
from portal.submissions.queue import ROW, Row, joined, plain, within
from portal.taxonomy.models import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in the handling; `by` and `note` are for staff alone."""

    at: datetime
    action: str
    reason: str | None
    message: str
    by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the sender may see: the text as sent, how it goes, and what was said to and fro.

    `about` and `draft` are named when everybody may read them.
    """

    code: str
    reference: str
    kind: str
    state: SubmissionState
    title: str
    body: str
    language: str
    area: str | None
    organisation: str
    created_at: datetime
    due_at: datetime
    answer_due_at: datetime
    decline_reason: str | None
    forwarded_to: str
    about: str | None
    draft: str | None
    name: str
    show_name: bool
    name_approved: bool
    published_at: datetime | None
    asked_again_at: datetime | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A decision that does not count yet; without `settles_at` it waits for a second person."""

    verdict: str
    reason: str | None
    message: str
    forward_to: str
    name_approved: bool
    at: datetime
    by: str
    by_id: int
    second_by_id: int | None
    settles_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentAlong:
    """A file that came with a submission, stripped of what it told about its makers."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Row):
    """A submission whole, for its moderator; with what is known of the sender."""

    id: int
    organisation_id: int
    body: str
    shown_title: str | None
    shown_body: str | None
    theme: str | None
    name: str
    show_name: bool
    name_approved: bool
    published_at: datetime | None
    email: str
    decline_reason: str | None
    forwarded_to: str
    draft: str | None
    draft_id: int | None
    gathered_into: str | None
    with_it: tuple[Gathered, ...]
    pending: "Pending | None"
    events: tuple[Event, ...]
    files: tuple[SentAlong, ...]


def item(reference: str, *, organisations: Collection[int] | None) -> Item | None:
    """One submission to one of some organisations (None: to any), with those gathered under it. Three queries."""
    draft, head = aliased(Dialogue), aliased(Submission)
    wanted = (
        joined(
            select(
                *ROW,
                Submission.id,
                Submission.organisation_id,
                Submission.body,
                Submission.shown_title,
                Submission.shown_body,
                Theme.slug.label("theme"),
                Submission.name,
                Submission.show_name,
                Submission.name_approved,
                Submission.published_at,
                Submission.email,
                Submission.decline_reason,
                Submission.forwarded_to,
                draft.slug.label("draft"),
                Submission.draft_id,
                head.reference.label("gathered_into"),
                WITH_IT,
                _files().label("files"),
            )
        )
        .outerjoin(Theme, Theme.id == Submission.theme_id)
        .outerjoin(draft, draft.id == Submission.draft_id)
        .outerjoin(head, head.id == Submission.gathered_into_id)
        .where(Submission.reference == reference)
    )
    row = db.session.execute(within(wanted, organisations)).first()
    if row is None:
        return None
    facts = plain(row._mapping) | {
        "files": tuple(SentAlong(*one) for one in row.files or ()),
        "with_it": tuple(Gathered(*one) for one in row.with_it or ()),
    }
    return Item(**facts, events=_events(row.id), pending=_pending(row.id))


def receipt(code: str) -> Receipt | None:
    """What the holder of a secret code may see of the submission. Two queries."""
    about, draft = aliased(Dialogue), aliased(Dialogue)
    row = db.session.execute(
        select(
            Submission.id,
            Submission.code,
            Submission.reference,
            Submission.kind,
            Submission.state,
            Submission.title,
            Submission.body,
            Submission.language,
            Area.slug.label("area"),
            Organisation.slug.label("organisation"),
            Submission.created_at,
            Submission.due_at,
            Submission.answer_due_at,
            Submission.decline_reason,
            Submission.forwarded_to,
            Submission.name,
            Submission.show_name,
            Submission.name_approved,
            Submission.published_at,
            Submission.asked_again_at,
            about.slug.label("about"),
            draft.slug.label("draft"),
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(Area, Area.id == Submission.area_id)
        .outerjoin(about, and_(about.id == Submission.about_id, about.status.in_(PUBLIC)))
        .outerjoin(draft, and_(draft.id == Submission.draft_id, draft.status.in_(PUBLIC)))
        .where(Submission.code == code)
    ).first()
    if row is None:
        return None
    told = tuple(
        Event(at=one.at, action=one.action, reason=one.reason, message=one.message)
        for one in _events(row.id)
        if one.action not in INTERNAL
    )
    facts = {name: value for name, value in plain(row._mapping).items() if name != "id"}
    return Receipt(**facts, events=told)


def code_sent_once(once: str) -> str | None:
    """The code of the submission that was sent with this mark."""
    return db.session.scalar(select(Submission.code).where(Submission.once == once))


def times_seen(fingerprint: str, *, since: datetime, most: int) -> int:
    """How often a text with this mark has come in since a moment, counted no further than to `most`."""
    alike = (
        select(Submission.id)
        .where(Submission.fingerprint == fingerprint, Submission.created_at >= since)
        .limit(most)
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(alike)) or 0


def behind_draft(dialogue_id: int) -> tuple[str, ...]:
    """The references of the submissions a draft was made from."""
    return tuple(db.session.scalars(select(Submission.reference).where(Submission.draft_id == dialogue_id)))


def _pending(submission_id: int) -> Pending | None:
    row = db.session.execute(
        select(
            Decision.verdict,
            Decision.reason,
            Decision.message,
            Decision.forward_to,
            Decision.name_approved,
            Decision.at,
            Staff.name.label("by"),
            Decision.by_id,
            Decision.second_by_id,
            Decision.settles_at,
        )
        .join(Staff, Staff.id == Decision.by_id)
        .where(Decision.submission_id == submission_id)
    ).first()
    return Pending(**row._mapping) if row else None


def _files() -> Any:
    """Name, media type and size of the files of the submission that a statement reads, in their order, as JSON."""
    one = func.jsonb_build_array(Attachment.name, StoredFile.media_type, StoredFile.size)
    return (
        select(func.jsonb_agg(aggregate_order_by(one, Attachment.id)))
        .select_from(Attachment)
        .join(StoredFile, StoredFile.sha256 == Attachment.sha256)
        .where(Attachment.submission_id == Submission.id)
        .correlate(Submission)
        .scalar_subquery()
    )


def _events(submission_id: int) -> tuple[Event, ...]:
    rows = db.session.execute(
        select(
            ModerationEvent.at,
            ModerationEvent.action,
            ModerationEvent.reason,
            ModerationEvent.message,
            Staff.name.label("by"),
            ModerationEvent.note,
        )
        .outerjoin(Staff, Staff.id == ModerationEvent.by_id)
        .where(ModerationEvent.submission_id == submission_id)
        .order_by(ModerationEvent.id)
    )
    return tuple(Event(**row._mapping) for row in rows)
