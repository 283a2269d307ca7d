"""Carry out decisions whose minute is over: each in a transaction of its own, for all that were gathered with it."""

from datetime import datetime

from sqlalchemy import select

from portal.actions.handling import begin, locked, move, record
from portal.actions.submitted import draft_from
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotFound, NotPossible
from portal.domain.rights import Actor
from portal.domain.submissions import BECOMES_DRAFT, LEADS_TO, SHOWN, UNDECIDED, Step, Verdict
from portal.domain.words import SubmissionState
from portal.publications.refresh import refresh
from portal.staff import queries as staff
from portal.staff.models import Staff
from portal.submissions.models import Decision, Submission

STEPS = {
    Verdict.APPROVE: Step.APPROVED,
    Verdict.ASK: Step.ASKED,
    Verdict.DECLINE: Step.DECLINED,
    Verdict.FORWARD: Step.FORWARDED,
}


def settle_due(moment: datetime) -> int:
    """Carry out every decision that can no longer be undone at `moment`; returns how many."""
    due = list(
        db.session.scalars(
            select(Decision.submission_id).where(Decision.settles_at <= moment).order_by(Decision.settles_at)
        )
    )
    db.session.rollback()
    return sum(_settle(one, moment) for one in due)


def settle_now(submission_id: int, *, actor: Actor) -> None:
    """Carry out one's own decision without waiting for the minute; raises NotPossible when it is not one's own."""
    with transaction():
        submission = locked(Submission.id == submission_id)
        decision = submission.decision
        if decision is None or decision.settles_at is None or actor.id not in (decision.by_id, decision.second_by_id):
            raise NotPossible
        decision.settles_at = now()
        carry_out(submission, decision)


def _settle(submission_id: int, moment: datetime) -> bool:
    with transaction():
        try:
            submission = locked(Submission.id == submission_id)
        except NotFound:
            return False
        decision = submission.decision
        if decision is None or decision.settles_at is None or decision.settles_at > moment:
            return False
        carry_out(submission, decision)
    return True


def carry_out(submission: Submission, decision: Decision) -> None:
    """Let a decision count, in the running transaction; one that the sender was faster than falls away."""
    db.session.delete(decision)
    db.session.flush()
    if submission.state not in UNDECIDED:
        return
    if submission.state is not SubmissionState.UNDER_REVIEW:
        begin(submission, by=decision.by_id)
    apply(submission, decision)
    if decision.verdict is Verdict.ASK:
        return
    for one in gathered(submission.id):
        if one.state in UNDECIDED:
            follow(one, submission, decision)


def gathered(submission_id: int) -> list[Submission]:
    """The submissions gathered under one, locked."""
    return list(
        db.session.scalars(
            select(Submission)
            .where(Submission.gathered_into_id == submission_id)
            .order_by(Submission.id)
            .with_for_update(of=Submission)
            .execution_options(populate_existing=True)
        )
    )


def follow(one: Submission, head: Submission, decision: Decision) -> None:
    """Decide a gathered submission as the one it was gathered under; they share a draft."""
    if one.state is not SubmissionState.UNDER_REVIEW:
        begin(one, by=decision.by_id)
    one.draft_id = head.draft_id
    apply(one, decision)


def apply(submission: Submission, decision: Decision) -> None:
    """Move a submission to where a decision leads, and tell its sender."""
    submission.decline_reason = decision.reason if decision.verdict is Verdict.DECLINE else None
    submission.forwarded_to = decision.forward_to
    # Whoever decided saw one name: a yes to it is none to the names of those who were gathered with it.
    own = submission.id == decision.submission_id
    submission.name_approved = own and decision.name_approved and submission.show_name
    submission.assigned_to_id = decision.by_id
    submission.first_decided_at = submission.first_decided_at or now()
    move(submission, LEADS_TO[decision.verdict])
    record(
        submission,
        STEPS[decision.verdict],
        by=decision.by_id,
        reason=submission.decline_reason,
        message=decision.message,
        note=decision.note,
    )
    if decision.verdict is not Verdict.APPROVE:
        return
    if submission.kind in BECOMES_DRAFT and submission.draft_id is None:
        submission.draft_id = draft_from(submission, actor=acting(decision.by_id)).id
    if submission.kind in SHOWN and submission.about_id is not None and submission.gathered_into_id is None:
        publish(submission, by=decision.by_id)


def acting(staff_id: int) -> Actor:
    """Whoever decided, as the rules see them."""
    return staff.as_actor(db.session.get_one(Staff, staff_id))


def publish(submission: Submission, *, by: int) -> None:
    """Show the text, as the moderator left it, on the page of the dialogue it is about."""
    submission.published_at = now()
    move(submission, SubmissionState.PUBLISHED)
    about = db.session.get_one(Dialogue, submission.about_id)
    record(submission, Step.PUBLISHED, by=by, link=about.slug)
    if submission.name_approved:
        record(submission, Step.NAME_SHOWN, by=by)
    refresh([about])
