"""Reading what is owed: for the first page of the desk, and for the reminders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, func, literal, or_, select, type_coerce, union_all

from portal.db import db
from portal.dialogues.models import DialogueText, dialogue_co_organiser
from portal.domain.reminders import EARLIEST, ORGANISER
from portal.domain.words import DutyKind
from portal.duties.models import KeptDuty, Reminder
from portal.duties.owed import counting, owed
from portal.outcomes.models import Commitment


class Urgency(StrEnum):
    """How soon something is due."""

    LATE = "late"
    WEEK = "week"
    COMING = "coming"


WEEK_DAYS, COMING_DAYS = 7, 30
"""What is due within so many days is shown as due this week, and as coming; later duties are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing owed; `title` is that of the dialogue and `text` that of the promise, both in Swedish."""

    kind: DutyKind
    dialogue_id: int
    subject_id: int
    title: str
    due: date
    urgency: Urgency
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A duty as the reminders need it."""

    kind: DutyKind
    dialogue_id: int
    subject_id: int
    organisation_id: int
    title: str
    due: date
    since: date | None
    address: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The most urgent duties, soonest first, and how many there are of each urgency in all."""

    duties: tuple[Duty, ...]
    counts: dict[Urgency, int]


def agenda(
    *,
    organisations: Collection[int] | None,
    today: date,
    kinds: tuple[DutyKind, ...] = tuple(DutyKind),
    before: date | None = None,
    most: int = 10,
) -> Agenda:
    """What some organisations (None: all) owe within a month, at most `most` of each urgency. One statement.

    Only duties due by `before`, when it is given.
    """
    kept = KeptDuty.__table__.c
    ours: list[Any] = [kept.kind.in_(kinds), counting(type_coerce(kept.kind, String), kept.due, today=today)]
    if organisations is not None:
        shared = select(dialogue_co_organiser.c.dialogue_id).where(
            dialogue_co_organiser.c.co_organiser_id.in_(organisations)
        )
        # A promise is followed up by its owner alone; the rest by everybody who holds the dialogue.
        together = (kept.kind != DutyKind.PROMISE) & kept.dialogue_id.in_(shared)
        ours.append(or_(kept.organisation_id.in_(organisations), together))
    ends = (today, today + timedelta(WEEK_DAYS), (before or today + timedelta(COMING_DAYS)) + timedelta(1))
    stretches = zip(Urgency, (date.min, *ends[:2]), ends, strict=True)
    found = union_all(
        *(
            _soonest(urgency, [*ours, kept.due >= first, kept.due < min(end, ends[2])], most=most)
            for urgency, first, end in stretches
        )
    ).subquery()
    rows = db.session.execute(
        select(found, DialogueText.title, func.coalesce(Commitment.texts["sv"].astext, "").label("text"))
        .join(DialogueText, (DialogueText.dialogue_id == found.c.dialogue_id) & (DialogueText.language == "sv"))
        .outerjoin(Commitment, (Commitment.id == found.c.subject_id) & (found.c.kind == DutyKind.PROMISE))
        .order_by(found.c.due, found.c.dialogue_id, found.c.subject_id)
    ).all()
    return Agenda(
        duties=tuple(
            Duty(
                kind=DutyKind(row.kind),
                dialogue_id=row.dialogue_id,
                subject_id=row.subject_id,
                title=row.title,
                due=row.due,
                urgency=Urgency(row.urgency),
                text=row.text,
            )
            for row in rows
        ),
        counts={Urgency(row.urgency): row.many for row in rows},
    )


def _soonest(urgency: Urgency, ours: list[Any], *, most: int) -> Select[Any]:
    """The first of some duties, and beside each how many there are: read from the index of days alone."""
    kept = KeptDuty.__table__.c
    many = select(func.count()).where(*ours).select_from(KeptDuty.__table__).scalar_subquery()
    return (
        select(KeptDuty.__table__, literal(urgency.value).label("urgency"), many.label("many"))
        .where(*ours)
        .order_by(kept.due, kept.dialogue_id, kept.subject_id)
        .limit(most)
        .subquery()
        .select()
    )


def to_remind_of(today: date) -> list[Owed]:
    """Every duty about which somebody may be reminded by now, soonest due first."""
    duty = owed(tuple(ORGANISER)).subquery()
    rows = db.session.execute(
        select(duty, DialogueText.title, func.coalesce(Commitment.texts["sv"].astext, "").label("text"))
        .join(DialogueText, (DialogueText.dialogue_id == duty.c.dialogue_id) & (DialogueText.language == "sv"))
        .outerjoin(
            Commitment, (Commitment.id == duty.c.subject_id) & (duty.c.kind == literal(DutyKind.PROMISE.value))
        )
        .where(duty.c.due <= today - timedelta(EARLIEST), counting(duty.c.kind, duty.c.due, today=today))
        .order_by(duty.c.due, duty.c.dialogue_id, duty.c.subject_id)
    )
    return [
        Owed(
            kind=DutyKind(row.kind),
            dialogue_id=row.dialogue_id,
            subject_id=row.subject_id,
            organisation_id=row.organisation_id,
            title=row.title,
            due=row.due,
            since=row.since,
            address=row.address,
            text=row.text,
        )
        for row in rows
    ]


def known(keys: Collection[str]) -> set[str]:
    """Those of some keys whose reminder has been sent."""
    return set(db.session.scalars(select(Reminder.key).where(Reminder.key.in_(keys))))


def sent_about(dialogue_id: int, *, most: int = 50) -> list[Reminder]:
    """The reminders sent about a dialogue, newest first."""
    return list(
        db.session.scalars(
            select(Reminder).where(Reminder.dialogue_id == dialogue_id).order_by(Reminder.id.desc()).limit(most)
        )
    )
