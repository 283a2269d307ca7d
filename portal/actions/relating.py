"""Answer to what residents were asked before: build on it, add to it, or say why it is asked again (V10)."""

from datetime import date

from sqlalchemy import delete, select

from portal.actions.change import changing
from portal.actions.facts import plan_of
from portal.actions.recording import record_of
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import NotFound, NotPossible, Problem, RulesNotMet
from portal.domain.lifecycle import CLOSED
from portal.domain.readiness import SHORTEST_REASON
from portal.domain.rights import Actor
from portal.domain.words import ReuseKind, Status
from portal.outcomes.models import Finding, ReuseLink
from portal.overlap import earlier
from portal.overlap.earlier import Earlier
from portal.publications.refresh import refresh

LONGEST_REASON = 1000
SHORTEST_NEWS = 20
"""Characters that say what is new, when a dialogue adds to an earlier one."""


def known_before(record: Record, *, today: date) -> list[Earlier]:
    """What bears on a dialogue's plan; empty while place, day or people are missing."""
    plan = plan_of(record)
    questions = [one.get("sv", "") for one in record.questions]
    return earlier.earlier(plan, questions, today=today) if plan else []


def unanswered(record: Record, *, today: date) -> tuple[Earlier, ...]:
    """What was asked before and is not yet answered to."""
    return earlier.unanswered(known_before(record, today=today), (one.earlier_id for one in record.reuses))


def relate(
    dialogue_id: int, earlier_id: int, *, kind: ReuseKind, reason: str, findings: tuple[int, ...] = (), actor: Actor
) -> None:
    """Say how a dialogue relates to an earlier one, and which of its findings it builds on; the last answer holds.

    Raises RulesNotMet when the reason is too short for what was chosen, or holds personal data.
    """
    _hold(kind, reason)
    with changing(dialogue_id, actor=actor, act="relate") as dialogue:
        if dialogue.status in (Status.ARCHIVED, Status.CANCELLED):
            raise NotPossible
        before = db.session.get(Dialogue, earlier_id)
        if before is None or before.id == dialogue.id or before.status not in CLOSED or before.published_at is None:
            raise NotFound
        _forget(dialogue_id, earlier_id)
        links: list[int | None] = [None]
        if kind is ReuseKind.REUSED:
            links += db.session.scalars(
                select(Finding.id).where(
                    Finding.id.in_(findings), Finding.dialogue_id == earlier_id, Finding.withdrawn_at.is_(None)
                )
            ).all()
        db.session.add_all(
            ReuseLink(
                dialogue_id=dialogue_id,
                earlier_id=earlier_id,
                finding_id=one,
                kind=kind,
                reason=reason if not one else "",
            )
            for one in links
        )
        db.session.flush()
        refresh([before])


def unrelate(dialogue_id: int, earlier_id: int, *, actor: Actor, today: date) -> None:
    """Take an answer back; raises RulesNotMet when residents know of the dialogue and the answer is owed."""
    with changing(dialogue_id, actor=actor, act="unrelate") as dialogue:
        if dialogue.status in (Status.ARCHIVED, Status.CANCELLED):
            raise NotPossible
        _forget(dialogue_id, earlier_id)
        db.session.flush()
        owed = {one.id for one in unanswered(record_of(dialogue), today=today)} if dialogue.published_at else ()
        if earlier_id in owed:
            raise RulesNotMet((Problem("V10", "already_asked"),))
        refresh([db.session.get_one(Dialogue, earlier_id)])


def _forget(dialogue_id: int, earlier_id: int) -> None:
    db.session.execute(
        delete(ReuseLink).where(ReuseLink.dialogue_id == dialogue_id, ReuseLink.earlier_id == earlier_id)
    )


def _hold(kind: ReuseKind, reason: str) -> None:
    problems = list(readiness.personal_data({"reason": reason}))
    least = {ReuseKind.REPEATS: SHORTEST_REASON, ReuseKind.COMPLEMENTS: SHORTEST_NEWS}.get(kind, 0)
    if len(reason.strip()) < least:
        rule = "V10.repeats" if kind is ReuseKind.REPEATS else "V10.adds"
        problems.append(Problem(rule, "reason", (("low", least),)))
    if len(reason) > LONGEST_REASON:
        problems.append(Problem("V10.long", "reason", (("high", LONGEST_REASON),)))
    if problems:
        raise RulesNotMet(tuple(problems))
