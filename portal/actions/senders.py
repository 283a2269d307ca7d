"""What those who sent something in may do, through their secret link: answer, withdraw, ask for another look."""

from portal.actions.gathering import release
from portal.actions.handling import locked, move, record
from portal.db import db, now, transaction
from portal.domain.errors import NotPossible
from portal.domain.submissions import Step, due, may_ask_again
from portal.domain.words import SubmissionState
from portal.submissions.models import Submission


def reply(code: str, *, message: str) -> None:
    """Answer the moderator's question; the time for a decision starts again. The same answer twice counts once.

    Raises NotPossible when nothing is asked.
    """
    with transaction():
        submission = locked(Submission.code == code)
        last = submission.events[-1]
        if last.action == Step.REPLIED and last.message == message:
            return
        if submission.state is not SubmissionState.NEEDS_MORE:
            raise NotPossible
        move(submission, SubmissionState.UNDER_REVIEW)
        submission.due_at = due(now())
        submission.escalated_at = None
        record(submission, Step.REPLIED, message=message)


def withdraw(code: str) -> None:
    """Take a submission back on its sender's wish; raises NotPossible once it has been decided.

    Those that were gathered under it wait for a decision of their own.
    """
    with transaction():
        submission = locked(Submission.code == code)
        if submission.state is SubmissionState.WITHDRAWN:
            return
        _drop_decision(submission)
        move(submission, SubmissionState.WITHDRAWN)
        record(submission, Step.WITHDRAWN)
        release(submission)


def ask_again(code: str, *, message: str) -> None:
    """Ask for another look at a no, with the reason why; possible once, and then decided within the usual time.

    Also at what was taken down: it stays hidden until it has been decided anew.

    Raises NotPossible when it has been asked before, there is no such no, or no text any more to look at.
    """
    with transaction():
        submission = locked(Submission.code == code)
        last = submission.events[-1]
        if last.action == Step.ASKED_AGAIN and last.message == message:
            return
        asked = submission.asked_again_at is not None or submission.disposed_at is not None
        if not may_ask_again(submission.state, asked_before=asked):
            raise NotPossible
        _drop_decision(submission)
        move(submission, SubmissionState.UNDER_REVIEW)
        submission.asked_again_at, submission.due_at = now(), due(now())
        # Somebody else may look this time, and the group it was decided with is left.
        submission.assigned_to_id = submission.gathered_into_id = submission.escalated_at = None
        record(submission, Step.ASKED_AGAIN, message=message)


def _drop_decision(submission: Submission) -> None:
    if submission.decision is not None:
        db.session.delete(submission.decision)
        db.session.flush()
