"""Submissions as tests need them, through the same door as the form."""

from datetime import timedelta
from uuid import uuid4

from portal.actions import moderating, settling, submissions
from portal.actions.moderating import Ruling
from portal.actions.submissions import Sent
from portal.db import db, now
from portal.domain.rights import Actor
from portal.domain.submissions import UNDO, Verdict
from portal.domain.words import SubmissionKind
from portal.submissions.models import Submission


def received(*, late_by: int | None = None, **changes: object) -> Submission:
    """A submission that has just come in, or whose decision is late by some days."""
    facts: dict[str, object] = {
        "kind": SubmissionKind.SUGGESTION,
        "title": "A walk through the park",
        "body": "Please ask which paths feel unsafe in the evening.",
        "language": "en",
        "area": "ragsved",
        "once": uuid4().hex,
    }
    code = submissions.receive(Sent(**(facts | changes)))  # type: ignore[arg-type]
    submission = again(code)
    if late_by is not None:
        submission.due_at = now() - timedelta(late_by)
        db.session.commit()
    return submission


def again(code: str) -> Submission:
    """The submission as it now is in the database."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Submission).filter_by(code=code).one()


def settled() -> None:
    """A minute has passed, and decisions count."""
    db.session.rollback()
    settling.settle_due(now() + UNDO)
    db.session.expire_all()


def decided(one: Submission, verdict: Verdict, *, by: Actor, **more: object) -> Submission:
    """The submission after somebody has decided about it and the minute has passed."""
    moderating.decide(one.id, Ruling(verdict=verdict, **more), actor=by, revision=one.revision)  # type: ignore[arg-type]
    settled()
    return again(one.code)
