"""What was approved and waits for an answer, and what has been published."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal.db import db
from portal.domain.submissions import SHOWN
from portal.domain.words import SubmissionState
from portal.submissions.models import Submission
from portal.submissions.queue import ROW, joined, plain, within

WAITING = (SubmissionState.APPROVED, SubmissionState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An approved submission that waits for an answer; it holds nothing about the sender."""

    reference: str
    kind: str
    title: str
    language: str
    area: str | None
    organisation: str
    created_at: datetime
    answer_due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnswer:
    """A page of what waits, with the number of all and of pages."""

    rows: tuple[Waiting, ...]
    total: int
    pages: int


def to_answer(*, organisations: Collection[int] | None, page: int = 1, size: int = 25) -> ToAnswer:
    """What waits for an answer from some organisations (None: all), what is due first before the rest.

    What was gathered under another is answered there; what has become a dialogue is answered by the dialogue.
    """
    rule = (
        Submission.state.in_(WAITING),
        Submission.gathered_into_id.is_(None),
        (Submission.state == SubmissionState.APPROVED) | Submission.kind.in_(SHOWN),
    )
    total = db.session.scalar(within(select(func.count()).select_from(Submission).where(*rule), organisations)) or 0
    kept = dict.fromkeys(Waiting.__dataclass_fields__)
    columns = [one for one in ROW if one.key in kept]
    wanted = within(joined(select(*columns, Submission.answer_due_at)).where(*rule), organisations)
    rows = db.session.execute(
        wanted.order_by(Submission.answer_due_at, Submission.id).limit(size).offset((page - 1) * size)
    )
    return ToAnswer(
        rows=tuple(Waiting(**plain(row._mapping)) for row in rows), total=total, pages=max(1, -(-total // size))
    )


def published(dialogue_id: int, *, most: int) -> tuple[list[Submission], int]:
    """The newest published comments on a dialogue, and the number of all."""
    rule = (
        Submission.about_id == dialogue_id,
        Submission.kind.in_(SHOWN),
        Submission.published_at.is_not(None),
        Submission.disposed_at.is_(None),
    )
    rows = list(
        db.session.scalars(
            select(Submission).where(*rule).order_by(Submission.published_at.desc(), Submission.id.desc()).limit(most)
        )
    )
    if len(rows) < most:
        return rows, len(rows)
    return rows, db.session.scalar(select(func.count()).select_from(Submission).where(*rule)) or 0
