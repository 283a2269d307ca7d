"""Reading what came of a dialogue."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.db import Texts, db
from portal.dialogues.models import Dialogue
from portal.domain.words import FeedbackKind
from portal.outcomes.models import (
    BallotOption,
    Commitment,
    EntryRevision,
    Evaluation,
    FeedbackPost,
    Finding,
    OutcomeMeasure,
    Participation,
    ReuseLink,
    ShownFigures,
)

Entry = TypeVar("Entry", Finding, FeedbackPost, OutcomeMeasure, BallotOption)


def findings(dialogue_id: int, *, bare: bool = False) -> list[Finding]:
    """The findings of a dialogue, in the order they were written; `bare` leaves out what they are sorted by."""
    chosen = (
        select(Finding).where(Finding.dialogue_id == dialogue_id, Finding.withdrawn_at.is_(None)).order_by(Finding.id)
    )
    if not bare:
        links = (Finding.themes, Finding.areas, Finding.groups)
        chosen = chosen.options(*(selectinload(link) for link in links))
    return list(db.session.scalars(chosen))


def said_in(dialogue_ids: Collection[int]) -> dict[int, list[Texts]]:
    """The texts of the findings of some dialogues, by the id of the dialogue."""
    chosen = select(Finding.dialogue_id, Finding.texts).where(
        Finding.dialogue_id.in_(dialogue_ids), Finding.withdrawn_at.is_(None)
    )
    found: dict[int, list[Texts]] = {}
    for dialogue_id, texts in db.session.execute(chosen.order_by(Finding.id)):
        found.setdefault(dialogue_id, []).append(texts)
    return found


def feedback(dialogue_id: int) -> list[FeedbackPost]:
    """The feedback posts of a dialogue, oldest first."""
    return list(
        db.session.scalars(
            select(FeedbackPost)
            .where(FeedbackPost.dialogue_id == dialogue_id, FeedbackPost.withdrawn_at.is_(None))
            .order_by(FeedbackPost.published_on, FeedbackPost.id)
        )
    )


def commitments(dialogue_id: int, *, bare: bool = False) -> list[Commitment]:
    """The promises of a dialogue, soonest due first; `bare` leaves out their history and owners."""
    chosen = select(Commitment).where(Commitment.dialogue_id == dialogue_id).order_by(Commitment.due, Commitment.id)
    if not bare:
        chosen = chosen.options(selectinload(Commitment.updates), selectinload(Commitment.organisation))
    return list(db.session.scalars(chosen))


def last_period_report(dialogue_id: int) -> date | None:
    """The day of the newest report on how a continuous dialogue goes."""
    return db.session.scalar(
        select(func.max(FeedbackPost.published_on)).where(
            FeedbackPost.dialogue_id == dialogue_id, FeedbackPost.kind == FeedbackKind.PERIOD_REPORT
        )
    )


def participation(dialogue_id: int) -> list[Participation]:
    """The counts of who took part, occasion by occasion."""
    return list(
        db.session.scalars(
            select(Participation).where(Participation.dialogue_id == dialogue_id).order_by(Participation.id)
        )
    )


def counted(dialogue_id: int, occasion_id: int | None) -> Participation | None:
    """The counts of one occasion, or of the whole dialogue."""
    place = Participation.occasion_id
    return db.session.scalar(
        select(Participation).where(
            Participation.dialogue_id == dialogue_id, place.is_(None) if occasion_id is None else place == occasion_id
        )
    )


def evaluation(dialogue_id: int) -> Evaluation | None:
    """The evaluation of a dialogue, when it has one."""
    return db.session.get(Evaluation, dialogue_id)


def measures(dialogue_id: int) -> list[OutcomeMeasure]:
    """The measured effects of a dialogue, in order of their days."""
    return list(
        db.session.scalars(
            select(OutcomeMeasure)
            .where(OutcomeMeasure.dialogue_id == dialogue_id, OutcomeMeasure.withdrawn_at.is_(None))
            .order_by(OutcomeMeasure.on_day, OutcomeMeasure.id)
        )
    )


def ballot(dialogue_id: int) -> list[BallotOption]:
    """The proposals that residents voted on, in the order they were written."""
    return list(
        db.session.scalars(
            select(BallotOption)
            .where(BallotOption.dialogue_id == dialogue_id, BallotOption.withdrawn_at.is_(None))
            .order_by(BallotOption.id)
        )
    )


def entry(kind: type[Entry], entry_id: int) -> Entry | None:
    """One finding, post, measure or proposal, unless it has been withdrawn."""
    found = db.session.get(kind, entry_id)
    return found if found is not None and found.withdrawn_at is None else None


def history(dialogue_id: int) -> list[EntryRevision]:
    """What was corrected or withdrawn in a dialogue, the newest first, at most two hundred."""
    return list(
        db.session.scalars(
            select(EntryRevision)
            .where(EntryRevision.dialogue_id == dialogue_id)
            .order_by(EntryRevision.id.desc())
            .limit(200)
        )
    )


def shown_figures(dialogue_id: int, kind: str) -> list[dict[str, object]]:
    """The figures of one kind that were published of a dialogue, the newest last."""
    return list(
        db.session.scalars(
            select(ShownFigures.figures)
            .where(ShownFigures.dialogue_id == dialogue_id, ShownFigures.kind == kind)
            .order_by(ShownFigures.id)
        )
    )


def reuses(dialogue_id: int) -> list[ReuseLink]:
    """What the dialogue takes from earlier ones."""
    return list(
        db.session.scalars(select(ReuseLink).where(ReuseLink.dialogue_id == dialogue_id).order_by(ReuseLink.id))
    )


def uses(dialogue_id: int) -> list[ReuseLink]:
    """What later dialogues took from this one."""
    return list(
        db.session.scalars(select(ReuseLink).where(ReuseLink.earlier_id == dialogue_id).order_by(ReuseLink.id))
    )


def built_on(dialogue_ids: Collection[int]) -> list[Dialogue]:
    """Published dialogues that these name as what they take from, other than themselves."""
    return list(
        db.session.scalars(
            select(Dialogue)
            .where(
                Dialogue.id.in_(select(ReuseLink.earlier_id).where(ReuseLink.dialogue_id.in_(dialogue_ids))),
                Dialogue.id.not_in(dialogue_ids),
                Dialogue.published_at.is_not(None),
            )
            .order_by(Dialogue.id)
        )
    )


def commitment(commitment_id: int) -> Commitment | None:
    """One promise."""
    return db.session.get(Commitment, commitment_id)


def building_on(dialogue_ids: Collection[int]) -> list[Dialogue]:
    """Other published dialogues that name one of these as what they take from."""
    return list(
        db.session.scalars(
            select(Dialogue)
            .where(
                Dialogue.id.in_(select(ReuseLink.dialogue_id).where(ReuseLink.earlier_id.in_(dialogue_ids))),
                Dialogue.id.not_in(dialogue_ids),
                Dialogue.published_at.is_not(None),
            )
            .order_by(Dialogue.id)
        )
    )
