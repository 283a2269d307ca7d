"""Reading what residents sent in: the moderators' queue, one item whole, and what its sender may see of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
from sqlalchemy.orm import aliased

from portal.db import db, now
from portal.dialogues.models import Dialogue
from portal.domain.submissions import TO_DECIDE, UNDECIDED
from portal.domain.words import SubmissionState
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.staff.models import Staff
from portal.submissions.models import ModerationEvent, Submission
from portal.taxonomy.models import Theme

VIEWS = {
    "open": TO_DECIDE,
    "waiting": frozenset({SubmissionState.NEEDS_MORE}),
    "decided": frozenset(SubmissionState) - UNDECIDED,
}
"""The three parts of the queue: to decide, waiting for the sender, decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A submission as one line of the queue; it holds nothing about the sender."""

    reference: str
    kind: str
    state: str
    title: str
    language: str
    area: str | None
    organisation: str
    created_at: datetime
    due_at: datetime
    decided_at: datetime | None
    spam_score: int
    marks: tuple[str, ...]
    assigned: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; `counts` says how many lie in each part of it, and how many decisions are `late`."""

    rows: tuple[Row, ...]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


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
    """What the sender may see: the text as sent, how it goes, and what was said to and fro."""

    code: str
    reference: str
    kind: str
    state: str
    title: str
    body: str
    language: str
    area: str | None
    organisation: str
    created_at: datetime
    due_at: datetime
    decline_reason: str | None
    forwarded_to: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Row):
    """A submission whole, for its moderator; with what is known of the sender."""

    id: int
    organisation_id: int
    revision: int
    body: str
    theme: str | None
    about: str | None
    name: str
    show_name: bool
    email: str
    decline_reason: str | None
    forwarded_to: str
    draft: str | None
    draft_id: int | None
    events: tuple[Event, ...]


_ROW = (
    Submission.reference,
    Submission.kind,
    Submission.state,
    Submission.title,
    Submission.language,
    Area.slug.label("area"),
    Organisation.slug.label("organisation"),
    Submission.created_at,
    Submission.due_at,
    Submission.decided_at,
    Submission.spam_score,
    Submission.marks,
    Staff.name.label("assigned"),
)


def queue(*, organisations: Collection[int] | None, view: str = "open", page: int = 1, size: int = 25) -> Queue:
    """A page of the submissions to some organisations (None: to all); what is due first comes first.

    Among those due the same day, likely spam comes last. Decided ones are listed newest first. Two queries.
    """
    counts = _counts(organisations)
    pages = max(1, -(-counts[view] // size))
    page = min(max(1, page), pages)
    wanted = _within(_joined(select(*_ROW)).where(Submission.state.in_(VIEWS[view])), organisations)
    if view == "decided":
        wanted = wanted.order_by(Submission.decided_at.desc(), Submission.id.desc())
    else:
        # Said a second time for the index of what is open.
        wanted = wanted.where(Submission.decided_at.is_(None))
        wanted = wanted.order_by(Submission.due_at, Submission.spam_score, Submission.id)
    rows = db.session.execute(wanted.limit(size).offset((page - 1) * size))
    return Queue(tuple(Row(**_plain(row._mapping)) for row in rows), counts, counts[view], page, pages)


def _counts(organisations: Collection[int] | None) -> dict[str, int]:
    columns = [func.count().filter(Submission.state.in_(states)).label(name) for name, states in VIEWS.items()]
    late = func.count().filter(Submission.state.in_(TO_DECIDE), Submission.due_at < now()).label("late")
    row = db.session.execute(_within(select(*columns, late), organisations)).one()
    return {name: int(number) for name, number in row._mapping.items()}


def waiting(*, organisations: Collection[int] | None, moment: datetime) -> tuple[int, int]:
    """How many submissions to some organisations (None: to all) wait for a decision, and how many of those late."""
    late = func.count().filter(Submission.due_at < moment)
    asked = select(func.count(), late).where(Submission.state.in_(TO_DECIDE))
    count, late_ones = db.session.execute(_within(asked, organisations)).one()
    return count, late_ones


def item(reference: str, *, organisations: Collection[int] | None) -> Item | None:
    """One submission to one of some organisations (None: to any). Two queries."""
    about, draft = aliased(Dialogue), aliased(Dialogue)
    wanted = (
        _joined(
            select(
                *_ROW,
                Submission.id,
                Submission.organisation_id,
                Submission.revision,
                Submission.body,
                Theme.slug.label("theme"),
                about.slug.label("about"),
                Submission.name,
                Submission.show_name,
                Submission.email,
                Submission.decline_reason,
                Submission.forwarded_to,
                draft.slug.label("draft"),
                Submission.draft_id,
            )
        )
        .outerjoin(Theme, Theme.id == Submission.theme_id)
        .outerjoin(about, about.id == Submission.about_id)
        .outerjoin(draft, draft.id == Submission.draft_id)
        .where(Submission.reference == reference)
    )
    row = db.session.execute(_within(wanted, organisations)).first()
    return Item(**_plain(row._mapping), events=_events(row.id)) if row else None


def receipt(code: str) -> Receipt | None:
    """What the holder of a secret code may see of the submission. Two queries."""
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
            Submission.decline_reason,
            Submission.forwarded_to,
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(Area, Area.id == Submission.area_id)
        .where(Submission.code == code)
    ).first()
    if row is None:
        return None
    told = tuple(
        Event(at=one.at, action=one.action, reason=one.reason, message=one.message) for one in _events(row.id)
    )
    facts = {name: value for name, value in _plain(row._mapping).items() if name != "id"}
    return Receipt(**facts, events=told)


def code_sent_once(once: str) -> str | None:
    """The code of the submission that was sent with this mark."""
    return db.session.scalar(select(Submission.code).where(Submission.once == once))


def behind_draft(dialogue_id: int) -> tuple[str, ...]:
    """The references of the submissions a draft was made from."""
    return tuple(db.session.scalars(select(Submission.reference).where(Submission.draft_id == dialogue_id)))


def _joined(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        wanted.select_from(Submission)
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(Area, Area.id == Submission.area_id)
        .outerjoin(Staff, Staff.id == Submission.assigned_to_id)
    )


def _within(wanted: Select[*tuple[Any, ...]], organisations: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    if organisations is None:
        return wanted
    return wanted.where(Submission.organisation_id.in_(organisations))


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


def _plain(row: RowMapping) -> dict[str, Any]:
    """The columns of a row as a frozen record holds them: lists become tuples."""
    return {str(name): tuple(value) if isinstance(value, list) else value for name, value in row.items()}
