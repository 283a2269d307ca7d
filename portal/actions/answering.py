"""Where an approved submission leads: an answer, a dialogue, a result; and, in the end, a closed matter."""

from datetime import datetime, timedelta

from sqlalchemy import select

from portal.actions.handling import locked, move, record
from portal.actions.settling import gathered
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain import privacy
from portal.domain.errors import NotFound, NotPossible, Problem, RulesNotMet, Stale
from portal.domain.lifecycle import PUBLIC, REPORTED
from portal.domain.rights import Act, Actor
from portal.domain.submissions import ANSWER_DAYS, Step
from portal.domain.words import SubmissionState
from portal.publications.refresh import refresh
from portal.submissions.models import Submission

ANSWERABLE = frozenset({SubmissionState.APPROVED, SubmissionState.PUBLISHED})
BATCH = 500


def may_answer(actor: Actor, organisation_id: int) -> bool:
    """Whether somebody may answer what came to an organisation: those who moderate, and those who report for it."""
    return actor.may(Act.MODERATE, organisation_id) or actor.may(Act.REPORT, organisation_id)


def answer(submission_id: int, *, text: str, actor: Actor, revision: int, moment: datetime) -> None:
    """Answer the sender, and all that were gathered with it; beside a published comment everybody can read it.

    Raises RulesNotMet (V15) when
    the answer to a published comment holds personal data.
    """
    with transaction():
        submission = locked(Submission.id == submission_id)
        about = db.session.get(Dialogue, submission.about_id) if submission.about_id else None
        if not may_answer(actor, submission.organisation_id):
            raise NotFound
        if submission.revision != revision:
            raise Stale
        if submission.state not in ANSWERABLE or submission.gathered_into_id is not None:
            raise NotPossible
        found = next(iter(privacy.traces(text)), None)
        if submission.published_at is not None and found:
            raise RulesNotMet((Problem("V15", "text", (("found", text[found.start : found.end]),)),))
        for one in (submission, *gathered(submission.id)):
            if one.state in ANSWERABLE:
                move(one, SubmissionState.ANSWERED)
                one.answer, one.answered_at = text, moment
                record(one, Step.ANSWERED, by=actor.id, message=text, link=_slug(about, one))
        if about is not None and submission.published_at is not None:
            refresh([about])


def follow_drafts() -> int:
    """Tell senders whose suggestion has become a public dialogue, and those whose dialogue has results."""
    became = (
        select(Submission.id, Dialogue.slug)
        .join(Dialogue, Dialogue.id == Submission.draft_id)
        .where(
            Submission.state == SubmissionState.APPROVED,
            Dialogue.published_at.is_not(None),
            Dialogue.status.in_(PUBLIC),
        )
    )
    reported = (
        select(Submission.id, Dialogue.slug)
        .join(Dialogue, Dialogue.id == Submission.draft_id)
        .where(Submission.state == SubmissionState.PUBLISHED, Dialogue.status.in_(REPORTED))
    )
    steps = (
        (became, SubmissionState.PUBLISHED, Step.BECAME_DIALOGUE),
        (reported, SubmissionState.ANSWERED, Step.DIALOGUE_REPORTED),
    )
    done = 0
    for wanted, state, step in steps:
        rows = db.session.execute(wanted.order_by(Submission.id).limit(BATCH)).all()
        db.session.rollback()
        for submission_id, slug in rows:
            done += _follow(submission_id, slug, state, step)
    return done


def close_answered(moment: datetime) -> int:
    """Close what was answered a month ago and nobody has taken up since; returns how many."""
    found = list(
        db.session.scalars(
            select(Submission.id)
            .where(
                Submission.state == SubmissionState.ANSWERED, Submission.answered_at < moment - timedelta(ANSWER_DAYS)
            )
            .limit(BATCH)
        )
    )
    db.session.rollback()
    for one in found:
        with transaction():
            submission = locked(Submission.id == one)
            if submission.state is SubmissionState.ANSWERED:
                move(submission, SubmissionState.CLOSED)
                record(submission, Step.CLOSED)
    return len(found)


def _follow(submission_id: int, slug: str, state: SubmissionState, step: Step) -> bool:
    with transaction():
        submission = locked(Submission.id == submission_id)
        try:
            move(submission, state)
        except NotPossible:
            return False
        if state is SubmissionState.PUBLISHED:
            submission.published_at = now()
        else:
            submission.answered_at = now()
        record(submission, step, link=slug)
    return True


def _slug(about: Dialogue | None, submission: Submission) -> str:
    return about.slug if about is not None and submission.published_at is not None else ""
