"""Propose and make promises, and say in public how they go."""

from datetime import date

from portal.actions.change import changing
from portal.actions.dialogues import hold
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain import promises, readiness
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Problem
from portal.domain.rights import Act, Actor
from portal.domain.words import CommitmentStatus
from portal.organisations import queries as organisations
from portal.outcomes import queries
from portal.outcomes.models import Commitment, CommitmentUpdate

SHORTEST_COMMENT, LONGEST_COMMENT = 20, 1000


def promise(
    dialogue_id: int,
    *,
    text: str,
    organisation: str,
    due: date | None,
    case_number: str,
    comment: str,
    today: date,
    actor: Actor,
    decision_id: int | None = None,
    proposed: bool = False,
) -> Dialogue:
    """Make a promise with an owner, a day and, where there is one, the decision behind it; or only propose one.

    The owner may be another organisation than those of the dialogue. Only its own staff, or the dialogue's when it
    takes part in that, may promise in its name; anybody may propose to it. Raises RulesNotMet without a day (a
    proposal needs none), without a comment, or with personal data.
    """
    owner = organisations.by_slug(organisation)
    if owner is None:
        raise NotFound
    problems = _commented(comment) + tuple(readiness.personal_data({"text": text}))
    if due is None and not proposed:
        problems += (Problem("C2", "due"),)
    hold(problems)
    status = CommitmentStatus.PROPOSED if proposed else CommitmentStatus.PROMISED
    with changing(dialogue_id, actor=actor, act="promise", needs=Act.REPORT) as dialogue:
        ours = owner.id in (dialogue.lead_id, *(one.id for one in dialogue.co_organisers))
        if not ours and not proposed and not actor.may(Act.REPORT, owner.id):
            # Nobody promises in the name of somebody who has no part in the dialogue.
            raise NotAllowed
        if decision_id is not None and decision_id not in {one.id for one in dialogue.decisions}:
            raise NotFound
        commitment = Commitment(
            dialogue_id=dialogue_id,
            texts={"sv": text},
            organisation_id=owner.id,
            decision_id=decision_id,
            due=due,
            case_number=case_number or None,
            status=status,
        )
        commitment.updates.append(
            CommitmentUpdate(on_day=today, status=status, comment=comment.strip(), by_id=actor.id)
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
    """Say publicly how a promise goes; with `changed`, a new day or text, the old ones stay readable.

    Staff of the organisation that owns the promise may do it, also when the dialogue is not theirs.
    """
    hold(_commented(comment) + tuple(readiness.personal_data({"text": text})))
    commitment = queries.commitment(commitment_id)
    if commitment is None:
        raise NotFound
    owner = (commitment.organisation_id,)
    with changing(
        commitment.dialogue_id, actor=actor, act="follow_promise", needs=Act.REPORT, also=owner
    ) as dialogue:
        db.session.refresh(commitment, with_for_update={"of": Commitment})
        if status not in promises.MOVES[commitment.status]:
            raise NotPossible
        if status is CommitmentStatus.PROMISED:
            if not actor.may(Act.REPORT, commitment.organisation_id):
                # A proposal becomes a promise when the one who is to keep it says so.
                raise NotAllowed
            commitment.due = due or commitment.due
            if commitment.due is None:
                hold((Problem("C2", "due"),))
        update = CommitmentUpdate(on_day=today, status=status, comment=comment.strip(), by_id=actor.id)
        if status is CommitmentStatus.CHANGED:
            if not (due and due != commitment.due) and not (text and text != commitment.texts["sv"]):
                hold((Problem("C3", "due"),))
            update.old_texts, update.due = dict(commitment.texts), commitment.due
            commitment.due = due or commitment.due
            commitment.texts = {"sv": text} if text else commitment.texts
        commitment.updates.append(update)
        # One given up before it had a day was due the day it was given up.
        commitment.due = commitment.due or today
        commitment.status = status
        commitment.settled_on = today if status in promises.SETTLED else None
    return dialogue


def _commented(comment: str) -> tuple[Problem, ...]:
    """Every step needs words that residents understand."""
    if not SHORTEST_COMMENT <= len(comment.strip()) <= LONGEST_COMMENT:
        return (Problem("C1", "comment", (("low", SHORTEST_COMMENT), ("high", LONGEST_COMMENT))),)
    return tuple(readiness.personal_data({"comment": comment}))
