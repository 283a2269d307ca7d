"""Decline a whole flood with one decision, which counts after a minute as any other, and can be undone until then."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import aliased

from portal.actions.handling import locked
from portal.actions.settling import carry_out
from portal.db import db, now, transaction
from portal.domain.errors import NotFound, NotPossible, Stale
from portal.domain.rights import Act, Actor
from portal.domain.submissions import UNDO, Verdict
from portal.domain.words import DeclineReason, SubmissionState
from portal.staff import queries as staff
from portal.submissions.models import Decision, FloodDecision, Submission
from portal.submissions.queue import FLOOD, within


def decline(*, count: int, total: int, messages: dict[str, str], actor: Actor) -> None:
    """Decline as advertising what resembles many others, if it still is what the moderator saw.

    `count` and `total` are how many they saw, and their ids added up; raises Stale when another has come or been
    marked since, which nobody has looked at. `messages` is what the senders are told, by language.
    """
    with transaction():
        seen = within(select(Submission.id).where(FLOOD), actor.where(Act.MODERATE))
        members = list(db.session.scalars(seen.order_by(Submission.id)))
        if (len(members), sum(members)) != (count, total):
            raise Stale
        db.session.add(FloodDecision(by_id=actor.id, members=members, messages=messages, settles_at=now() + UNDO))


def undo(decision_id: int, *, actor: Actor) -> None:
    """Take it back before it counts; raises NotPossible when it counts already or is somebody else's."""
    with transaction():
        gone = db.session.execute(
            delete(FloodDecision).where(
                FloodDecision.id == decision_id, FloodDecision.by_id == actor.id, FloodDecision.settles_at > now()
            )
        )
        if not gone.rowcount:  # type: ignore[attr-defined]
            raise NotPossible


def settle_floods(moment: datetime) -> int:
    """Carry out what can no longer be undone, each submission in a transaction of its own; returns how many.

    Stopped in the middle, it goes on with those that are left.
    """
    due = list(db.session.scalars(select(FloodDecision).where(FloodDecision.settles_at <= moment)))
    done = 0
    for decision in due:
        facts = (decision.by_id, decision.at, dict(decision.messages))
        left = _left(decision)
        db.session.rollback()
        done += sum(_settle(one, *facts, moment=moment) for one in left)
        with transaction():
            db.session.delete(decision)
    return done


def _left(decision: FloodDecision) -> list[int]:
    """The ids of those that are left to decline; what others are gathered under is not declined with it."""
    found = staff.by_id(decision.by_id)
    if found is None:
        return []
    under = aliased(Submission)
    wanted = select(Submission.id).where(
        Submission.id.in_(decision.members),
        Submission.state == SubmissionState.RECEIVED,
        Submission.gathered_into_id.is_(None),
        ~exists().where(under.gathered_into_id == Submission.id),
    )
    mine = staff.as_actor(found).where(Act.MODERATE)
    return list(db.session.scalars(within(wanted, mine).order_by(Submission.id)))


def _settle(submission_id: int, by: int, at: datetime, messages: dict[str, str], *, moment: datetime) -> bool:
    with transaction():
        try:
            submission = locked(Submission.id == submission_id)
        except NotFound:
            return False
        if submission.state is not SubmissionState.RECEIVED or submission.decision or submission.gathered_into_id:
            return False
        ruling = Decision(
            submission_id=submission.id,
            verdict=Verdict.DECLINE,
            reason=DeclineReason.ADVERTISING,
            message=messages.get(submission.language, messages.get("sv", "")),
            at=at,
            by_id=by,
            settles_at=moment,
        )
        submission.decision = ruling
        db.session.flush()
        carry_out(submission, ruling)
    return True
