"""Judge the overlap of a dialogue when something is decided, keep it, and note whom to tell."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from portal.actions.facts import plan_of
from portal.actions.recording import record_of
from portal.db import db, now
from portal.dialogues.models import Dialogue
from portal.dialogues.record import Record
from portal.domain.calendar import day_of
from portal.domain.deciding import AssessedAt
from portal.domain.rights import Actor
from portal.overlap import check as overlaps
from portal.overlap.check import Check
from portal.overlap.deciding import LIVE
from portal.overlap.models import Notice

WORTH_TELLING = 20
"""Points of a pair from which the other organiser is told."""


def judged(record: Record, *, today: date) -> Check | None:
    """The overlap of a dialogue as it is, or None while place, day or people are missing."""
    plan = plan_of(record)
    return overlaps.check(plan, today=today) if plan else None


def assess(
    dialogue: Dialogue, moment: AssessedAt, *, actor: Actor | None, decided: str | None = None, taken: str = ""
) -> None:
    """Judge a dialogue as it stands in the running transaction, keep the answer, and note whom to tell."""
    db.session.flush()
    answer = judged(record_of(dialogue), today=day_of(now()))
    keep(dialogue, answer, moment, actor=actor, decided=decided, reason=dialogue.overlap_reason, taken=taken)


def keep(
    dialogue: Dialogue,
    answer: Check | None,
    moment: AssessedAt,
    *,
    actor: Actor | None,
    decided: str | None = None,
    reason: str = "",
    taken: str = "",
) -> None:
    """Keep an answer with the version of its weights, in the running transaction, and note whom to tell."""
    if answer is None:
        return
    overlaps.keep(
        dialogue.id,
        answer,
        moment=moment,
        decided=decided,
        reason=reason,
        taken=taken,
        by_id=actor.id if actor else None,
    )
    near = {int(line.pair.id): line.pair.points for line in answer.lines if line.pair.points >= WORTH_TELLING}
    if near:
        _note(dialogue, near)


def _note(dialogue: Dialogue, near: dict[int, float]) -> None:
    """One notice for each other dialogue of somebody else about which something can still be done."""
    others = db.session.scalars(
        select(Dialogue.id).where(
            Dialogue.id.in_(near), Dialogue.lead_id != dialogue.lead_id, Dialogue.status.in_(LIVE)
        )
    ).all()
    if others:
        rows = [{"dialogue_id": dialogue.id, "other_id": one, "points": round(near[one])} for one in others]
        db.session.execute(insert(Notice).on_conflict_do_nothing(), rows)
