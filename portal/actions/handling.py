"""What every step with a submission shares: locked, allowed, moved, and written into the history."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, select

from portal import audit
from portal.actions.letters_to_senders import tell
from portal.db import db, now, transaction
from portal.domain.errors import NotFound, NotPossible, Stale
from portal.domain.rights import Act, Actor
from portal.domain.submissions import SETTLED, UNDECIDED, Step, may_move
from portal.domain.words import DeclineReason, SubmissionState
from portal.submissions.models import ModerationEvent, Submission


@contextmanager
def handling(submission_id: int, *, actor: Actor, revision: int) -> Iterator[Submission]:
    """One submission in one transaction; NotFound when it is not the actor's, Stale when somebody was faster."""
    with transaction():
        submission = locked(Submission.id == submission_id)
        if not actor.may(Act.MODERATE, submission.organisation_id):
            raise NotFound
        if submission.revision != revision:
            raise Stale
        yield submission


def locked(which: ColumnElement[bool]) -> Submission:
    """The submission that a condition names, as it is now, held until the end of the transaction."""
    submission: Submission | None = db.session.scalar(
        select(Submission).where(which).with_for_update(of=Submission).execution_options(populate_existing=True)
    )
    if submission is None:
        raise NotFound
    return submission


def move(submission: Submission, state: SubmissionState) -> None:
    """Change the state as the rules allow; raises NotPossible otherwise."""
    if not may_move(submission.state, state):
        raise NotPossible
    submission.state = state
    submission.decided_at = None if state in UNDECIDED else submission.decided_at or now()
    submission.closed_at = (submission.closed_at or now()) if state in SETTLED else None


def begin(submission: Submission, *, by: int) -> None:
    """Somebody begins to read."""
    if submission.state is not SubmissionState.UNDER_REVIEW:
        move(submission, SubmissionState.UNDER_REVIEW)
    submission.assigned_to_id = by
    record(submission, Step.TAKEN, by=by)


def record(
    submission: Submission,
    step: Step,
    *,
    by: int | None = None,
    reason: DeclineReason | None = None,
    message: str = "",
    note: str = "",
    link: str = "",
) -> None:
    """Add one step to the history and to the log that the city keeps; the sender gets a letter if it is for them.

    `link` is the address name of a dialogue that the letter leads to. Neither log nor letter holds what was sent.
    """
    # An event counts as a change of the submission, so that two people never decide past each other.
    submission.updated_at = now()
    db.session.flush()
    event = ModerationEvent(
        submission_id=submission.id,
        action=step,
        state=submission.state,
        by_id=by,
        reason=reason,
        message=message,
        note=note,
    )
    db.session.add(event)
    db.session.flush()
    change: dict[str, object] = {"state": submission.state.value}
    if reason:
        change["reason"] = reason.value
    audit.record(staff_id=by, act=step, kind="submission", key=submission.reference, change=change)
    tell(submission, event, link=link)
