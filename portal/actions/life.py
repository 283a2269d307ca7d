"""The later moves of a dialogue: opened again, followed up, archived."""

from datetime import date

from portal.actions import staying
from portal.actions.change import changing
from portal.actions.dialogues import hold, move
from portal.actions.facts import facts_of
from portal.actions.recording import record_of
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import Problem
from portal.domain.promises import SETTLED
from portal.domain.rights import Act, Actor
from portal.domain.words import Continuity, Status
from portal.outcomes import queries as outcomes
from portal.publications.catalogue import catalogue

SHORTEST_REASON = 20


def reopen(dialogue_id: int, *, ends: date | None, reason: str, today: date, actor: Actor) -> Dialogue:
    """Ask on until a later day, because of `reason`; a dialogue without an end goes on without one.

    Raises RulesNotMet when the day has passed, the reason is too short, or a rule of what is public would be broken.
    """
    problems = _said(reason)
    with changing(dialogue_id, actor=actor, act="reopen", needs=Act.PUBLISH, note=reason) as dialogue:
        endless = dialogue.continuity is Continuity.CONTINUOUS
        if not endless and (ends is None or ends < today):
            problems += (Problem("M1", "ends", (("earliest", today),)),)
        hold(problems)
        before = record_of(dialogue)
        if not endless:
            dialogue.ends = ends
            if dialogue.feedback_promised is not None and ends is not None:
                dialogue.feedback_promised = max(dialogue.feedback_promised, ends)
        dialogue.closed_on = None
        move(dialogue, Status.OPEN, actor=actor, reason=reason)
        db.session.flush()
        staying.hold(before, record_of(dialogue), today=today)
    return dialogue


def missing_for_follow_up(record: Record) -> tuple[Problem, ...]:
    """What is still open before the dialogue counts as followed up: evaluation, scores, promises."""
    promised = outcomes.commitments(record.id, bare=True)
    return tuple(
        readiness.for_follow_up(
            facts_of(record, catalogue()),
            evaluated=outcomes.evaluation(record.id) is not None,
            open_commitments=sum(one.status not in SETTLED for one in promised),
        )
    )


def follow_up(dialogue_id: int, *, actor: Actor, reason: str = "") -> Dialogue:
    """Declare the dialogue followed up; raises RulesNotMet while evaluation, scores or promises are open."""
    with changing(dialogue_id, actor=actor, act="follow_up", needs=Act.REPORT, note=reason) as dialogue:
        hold(missing_for_follow_up(record_of(dialogue)))
        move(dialogue, Status.FOLLOWED_UP, actor=actor, reason=reason)
    return dialogue


def archive(dialogue_id: int, *, actor: Actor, reason: str = "") -> Dialogue:
    """Close the record: residents go on reading it, and nobody changes it any more."""
    with changing(dialogue_id, actor=actor, act="archive", needs=Act.REPORT, even_archived=True) as dialogue:
        move(dialogue, Status.ARCHIVED, actor=actor, reason=reason)
    return dialogue


def _said(reason: str) -> tuple[Problem, ...]:
    if len(reason.strip()) < SHORTEST_REASON:
        return (Problem("V17", "reason", (("low", SHORTEST_REASON),)),)
    return tuple(readiness.personal_data({"reason": reason}))
