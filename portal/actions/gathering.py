"""Gather similar submissions, so that one decision and one answer serve all of them."""

from sqlalchemy import select

from portal.actions.handling import begin, handling, move, record
from portal.actions.settling import gathered
from portal.db import db
from portal.domain.errors import NotFound, NotPossible
from portal.domain.rights import Act, Actor
from portal.domain.submissions import SETTLED, UNDECIDED, Step
from portal.domain.words import SubmissionState
from portal.submissions.models import Submission

JOINABLE = UNDECIDED | {SubmissionState.APPROVED, SubmissionState.PUBLISHED, SubmissionState.ANSWERED}
"""States of a submission under which others may still be gathered."""


def gather(submission_id: int, *, under: str, actor: Actor, revision: int) -> None:
    """Put a submission under another, by its reference: from now on both are decided and answered as one.

    What was decided about the other before counts for this one too. Those gathered under this one move along.
    Raises NotFound for an unknown reference and NotPossible when one of the two is decided otherwise.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        head = _head(under, actor)
        if submission.state not in UNDECIDED or submission.decision is not None or head.id == submission.id:
            raise NotPossible
        if head.state not in JOINABLE or head.kind is not submission.kind or head.about_id != submission.about_id:
            raise NotPossible
        moving = [submission, *gathered(submission.id)]
        for one in moving:
            one.gathered_into_id = head.id
            record(one, Step.GATHERED, by=actor.id, note=head.reference)
            if head.state not in UNDECIDED and one.state in UNDECIDED:
                _catch_up(one, head, actor)


def separate(submission_id: int, *, actor: Actor, revision: int) -> None:
    """Take a submission out of its group before the group is decided."""
    with handling(submission_id, actor=actor, revision=revision) as submission:
        if submission.gathered_into_id is None or submission.state not in UNDECIDED:
            raise NotPossible
        submission.gathered_into_id = None
        record(submission, Step.SEPARATED, by=actor.id)


def release(head: Submission) -> None:
    """Let those gathered under one that ends alone go on by themselves, in the running transaction."""
    for one in gathered(head.id):
        if one.state not in SETTLED:
            one.gathered_into_id = None
            record(one, Step.SEPARATED)


def _head(reference: str, actor: Actor) -> Submission:
    """The submission others are gathered under; a reference to one that is itself gathered means its group."""
    found = db.session.scalar(select(Submission).where(Submission.reference == reference))
    if found is not None and found.gathered_into_id is not None:
        found = db.session.get(Submission, found.gathered_into_id)
    if found is None or not actor.may(Act.MODERATE, found.organisation_id):
        raise NotFound
    db.session.refresh(found, with_for_update={"of": Submission})
    return found


def _catch_up(one: Submission, head: Submission, actor: Actor) -> None:
    """Bring a latecomer to where its group stands: approved with the same draft, and answered."""
    if one.state is not SubmissionState.UNDER_REVIEW:
        begin(one, by=actor.id)
    one.draft_id = head.draft_id
    decided = next((event for event in head.events if event.action == Step.APPROVED), None)
    move(one, SubmissionState.APPROVED)
    record(one, Step.APPROVED, by=actor.id, message=decided.message if decided else "")
    if head.answered_at is not None:
        move(one, SubmissionState.ANSWERED)
        one.answered_at = head.answered_at
        record(one, Step.ANSWERED, by=actor.id, message=head.answer)
