"""What everybody can read of a submission: taken down, put back, its name no longer shown."""

from datetime import datetime

from portal.actions.handling import handling, move, record
from portal.actions.moderating import hold_clean
from portal.db import db, now
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotPossible
from portal.domain.rights import Actor
from portal.domain.submissions import SHOWN, TWO_PEOPLE, Step, Verdict, two_took_down
from portal.domain.words import DeclineReason, SubmissionState
from portal.publications.refresh import refresh
from portal.submissions.models import Decision, Submission


def take_down(submission_id: int, *, reason: DeclineReason, message: str, actor: Actor, revision: int) -> None:
    """Show a published text no longer, from this moment on; it is kept, and its sender is told why.

    It is hidden at once whatever the reason. Where two must agree it waits for the second person, who stands for it
    or puts it back.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        about = _page_of(submission)
        if submission.published_at is None:
            raise NotPossible
        move(submission, SubmissionState.TAKEN_DOWN)
        submission.published_at, submission.assigned_to_id = None, actor.id
        record(submission, Step.TAKEN_DOWN, by=actor.id, reason=reason, message=message)
        if reason in TWO_PEOPLE:
            waiting = {"verdict": Verdict.DECLINE, "reason": reason, "message": message, "by_id": actor.id}
            db.session.add(Decision(submission_id=submission.id, **waiting))
        refresh([about])


def put_back(submission_id: int, *, message: str, actor: Actor, revision: int) -> None:
    """Let everybody read again what was taken down, with its answer, and tell the sender why.

    What two took down waits for a second person, who calls this too, and stays hidden meanwhile.
    Raises RulesNotMet (V15) when it holds personal data, NotPossible when its text has been erased, or one proposes
    it twice.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        about = _page_of(submission)
        if submission.state is not SubmissionState.TAKEN_DOWN or submission.disposed_at is not None:
            raise NotPossible
        hold_clean(submission, named=submission.name_approved)
        waiting = submission.decision
        if waiting is None and two_took_down([step.action for step in submission.events]):
            proposed = Decision(submission_id=submission.id, verdict=Verdict.APPROVE, message=message, by_id=actor.id)
            db.session.add(proposed)
            record(submission, Step.PUT_BACK_PROPOSED, by=actor.id, note=message)
            return
        if waiting is not None:
            proposed_back = waiting.verdict is Verdict.APPROVE
            if proposed_back and waiting.by_id == actor.id:
                raise NotPossible
            db.session.delete(waiting)
            db.session.flush()
            if waiting.by_id != actor.id:
                step = Step.SECONDED if proposed_back else Step.NOT_SECONDED
                record(submission, step, by=actor.id, reason=waiting.reason)
        submission.published_at = _first_shown(submission)
        move(submission, SubmissionState.ANSWERED if submission.answered_at else SubmissionState.PUBLISHED)
        record(submission, Step.PUT_BACK, by=actor.id, message=message, link=about.slug)
        refresh([about])


def hide_name(submission_id: int, *, actor: Actor, revision: int) -> None:
    """Show the text without the name from now on; the name is kept as it was sent."""
    with handling(submission_id, actor=actor, revision=revision) as submission:
        about = _page_of(submission)
        if not submission.name_approved:
            raise NotPossible
        submission.name_approved = False
        record(submission, Step.NAME_HIDDEN, by=actor.id)
        refresh([about])


def _page_of(submission: Submission) -> Dialogue:
    """The dialogue beside which a text is shown; raises NotPossible for what is never shown."""
    if submission.kind not in SHOWN or submission.about is None:
        raise NotPossible
    return submission.about


def _first_shown(submission: Submission) -> datetime:
    """When everybody could first read it: back in its old place among the others."""
    return next((step.at for step in submission.events if step.action == Step.PUBLISHED), None) or now()
