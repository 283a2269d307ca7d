"""Declare a dialogue reported back, make promises, and say how they go."""

from datetime import date

from portal.actions.change import changing
from portal.actions.dialogues import move
from portal.actions.entries import hold
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain import promises, readiness
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.words import CommitmentStatus, FeedbackKind, Status
from portal.organisations import queries as organisations
from portal.outcomes import queries
from portal.outcomes.models import Commitment, CommitmentUpdate


def report(dialogue_id: int, *, no_finding_because: str, actor: Actor) -> Dialogue:
    """Declare the dialogue reported back; raises RulesNotMet while result, finding or counts are missing."""
    hold({"no_finding_because": no_finding_because})
    with changing(dialogue_id, actor=actor, act="report", needs=Act.REPORT) as dialogue:
        dialogue.no_finding_because = no_finding_because
        posts = queries.feedback(dialogue_id)
        problems = tuple(
            readiness.for_reporting(
                results=sum(post.kind is FeedbackKind.RESULT for post in posts),
                findings=len(queries.findings(dialogue_id)),
                no_finding_because=no_finding_because,
                participation=len(queries.participation(dialogue_id)),
            )
        )
        if problems:
            raise RulesNotMet(problems)
        move(dialogue, Status.REPORTED, actor=actor)
    return dialogue


def promise(
    dialogue_id: int,
    *,
    text: str,
    organisation: str,
    due: date,
    case_number: str,
    comment: str,
    today: date,
    actor: Actor,
) -> Dialogue:
    """Make a promise with an owner and a day."""
    owner = organisations.by_slug(organisation)
    if owner is None:
        raise NotFound
    hold({"text": text, "comment": comment})
    with changing(dialogue_id, actor=actor, act="promise", needs=Act.REPORT) as dialogue:
        ours = owner.id in (dialogue.lead_id, *(one.id for one in dialogue.co_organisers))
        if not ours and not actor.may(Act.REPORT, owner.id):
            # Nobody promises in the name of somebody who has no part in the dialogue.
            raise NotAllowed
        commitment = Commitment(
            dialogue_id=dialogue_id,
            texts={"sv": text},
            organisation_id=owner.id,
            due=due,
            case_number=case_number or None,
            status=CommitmentStatus.PROMISED,
        )
        commitment.updates.append(
            CommitmentUpdate(on_day=today, status=CommitmentStatus.PROMISED, comment=comment, by_id=actor.id)
        )
        db.session.add(commitment)
    return dialogue


def follow_promise(
    commitment_id: int,
    *,
    status: CommitmentStatus,
    comment: str,
    today: date,
    actor: Actor,
    due: date | None = None,
    text: str = "",
) -> Dialogue:
    """Say publicly how a promise goes; with `changed`, a new day or text, the old ones stay readable."""
    if not 20 <= len(comment.strip()) <= 1000:
        raise RulesNotMet((Problem("C1", "comment", (("low", 20), ("high", 1000))),))
    hold({"comment": comment, "text": text})
    commitment = queries.commitment(commitment_id)
    if commitment is None:
        raise NotFound
    with changing(commitment.dialogue_id, actor=actor, act="follow_promise", needs=Act.REPORT) as dialogue:
        if status not in promises.MOVES[commitment.status]:
            raise NotPossible
        update = CommitmentUpdate(on_day=today, status=status, comment=comment.strip(), by_id=actor.id)
        if status is CommitmentStatus.CHANGED:
            update.old_texts, update.due = dict(commitment.texts), commitment.due
            commitment.due = due or commitment.due
            commitment.texts = {"sv": text} if text else commitment.texts
        commitment.updates.append(update)
        # One given up before it had a day was due the day it was given up.
        commitment.due = commitment.due or today
        commitment.status = status
        commitment.settled_on = today if status in promises.SETTLED else None
    return dialogue
