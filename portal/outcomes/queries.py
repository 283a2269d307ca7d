"""Reading what came of a dialogue."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.outcomes.models import Commitment, Evaluation, FeedbackPost, Finding, Participation, ReuseLink


def findings(dialogue_id: int) -> list[Finding]:
    """The findings of a dialogue, in the order they were written."""
    return list(
        db.session.scalars(
            select(Finding)
            .where(Finding.dialogue_id == dialogue_id)
            .options(selectinload(Finding.themes), selectinload(Finding.areas), selectinload(Finding.groups))
            .order_by(Finding.id)
        )
    )


def feedback(dialogue_id: int) -> list[FeedbackPost]:
    """The feedback posts of a dialogue, oldest first."""
    return list(
        db.session.scalars(
            select(FeedbackPost)
            .where(FeedbackPost.dialogue_id == dialogue_id)
            .order_by(FeedbackPost.published_on, FeedbackPost.id)
        )
    )


def commitments(dialogue_id: int) -> list[Commitment]:
    """The promises of a dialogue with their history, soonest due first."""
    return list(
        db.session.scalars(
            select(Commitment)
            .where(Commitment.dialogue_id == dialogue_id)
            .options(selectinload(Commitment.updates), selectinload(Commitment.organisation))
            .order_by(Commitment.due, Commitment.id)
        )
    )


def participation(dialogue_id: int) -> list[Participation]:
    """The counts of who took part, occasion by occasion."""
    return list(
        db.session.scalars(
            select(Participation).where(Participation.dialogue_id == dialogue_id).order_by(Participation.id)
        )
    )


def evaluation(dialogue_id: int) -> Evaluation | None:
    """The evaluation of a dialogue, when it has one."""
    return db.session.get(Evaluation, dialogue_id)


def reuses(dialogue_id: int) -> list[ReuseLink]:
    """What the dialogue takes from earlier ones."""
    return list(
        db.session.scalars(select(ReuseLink).where(ReuseLink.dialogue_id == dialogue_id).order_by(ReuseLink.id))
    )


def commitment(commitment_id: int) -> Commitment | None:
    """One promise."""
    return db.session.get(Commitment, commitment_id)
