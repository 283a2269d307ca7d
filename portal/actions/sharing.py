"""Two organisers agree to hold their dialogues together, at one occasion."""

from datetime import date, timedelta

from sqlalchemy import select

from portal import audit
from portal.actions import assessing, staying
from portal.actions.change import allow, finish
from portal.actions.facts import plan_of
from portal.actions.recording import record_of
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain.calendar import day_of
from portal.domain.deciding import AssessedAt, ProposalState
from portal.domain.errors import NotFound, NotPossible, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.suggestions import Kind
from portal.domain.words import LegalBasis, OccasionState
from portal.mail.outbox import post
from portal.occasions import queries as occasions
from portal.occasions.models import Occasion
from portal.overlap.deciding import LIVE, open_to
from portal.overlap.models import Proposal
from portal.overlap.suggesting import advise

LANGUAGE = "sv"
"""Organisers are written to at addresses of functions, which have no language of their own."""


def propose(dialogue_id: int, other_id: int, *, message: str, actor: Actor, today: date) -> Proposal:
    """Ask the other organiser to hold the two dialogues together, and write to their contact.

    The plan must be open to the other, so a draft is first sent to coordination. Raises NotPossible when the two
    are no longer near enough, or are already talking about it.
    """
    with transaction():
        mine, theirs = _locked(dialogue_id, other_id)
        allow(actor, mine, Act.EDIT)
        if mine.status not in LIVE:
            raise RulesNotMet((Problem("J1", "status"),))
        if theirs.status not in LIVE or not actor.may_see(theirs.status, _owners(theirs)) or _open(mine, theirs):
            raise NotPossible
        plan = plan_of(record_of(mine))
        advice = advise(plan, today=today) if plan else None
        offer = advice.offer(f"{Kind.TOGETHER}:{other_id}") if advice else None
        if advice is None or offer is None:
            raise NotPossible
        host = mine if mine.legal_basis is not LegalBasis.VOLUNTARY else theirs
        proposal = Proposal(
            dialogue_id=mine.id,
            other_id=theirs.id,
            host_id=host.id,
            message=message,
            before=advice.score,
            after=offer.suggestion.score,
            by_id=actor.id,
        )
        db.session.add(proposal)
        db.session.flush()
        _note(proposal, mine, theirs, actor=actor, words=message)
    return proposal


def answer(proposal_id: int, *, accept: bool, words: str, actor: Actor) -> Proposal:
    """Say yes or no to a proposal; on yes the guest joins the host's next occasion, all in one transaction.

    Raises RulesNotMet when the host has no occasion to join, or when the guest could not be public on that day.
    """
    with transaction():
        proposal, mine, theirs = _proposed(proposal_id)
        allow(actor, theirs, Act.PUBLISH if theirs.published_at else Act.EDIT)
        _settle(proposal, ProposalState.ACCEPTED if accept else ProposalState.DECLINED, words, actor)
        if accept:
            if mine.status not in LIVE or theirs.status not in LIVE:
                raise NotPossible
            host, guest = (mine, theirs) if proposal.host_id == mine.id else (theirs, mine)
            _join(guest, host)
            db.session.flush()
            for one, other in ((guest, host), (host, guest)):
                code = f"{Kind.TOGETHER}:{other.id}"
                assessing.assess(one, AssessedAt.SUGGESTION, actor=actor, decided="changed", taken=code)
            for one in (guest, host):
                finish(one, actor=actor, act="hold_together")
        _note(proposal, theirs, mine, actor=actor, words=words)
    return proposal


def withdraw(proposal_id: int, *, actor: Actor) -> Proposal:
    """Take a proposal back before it is answered."""
    with transaction():
        proposal, mine, theirs = _proposed(proposal_id)
        allow(actor, mine, Act.EDIT)
        _settle(proposal, ProposalState.WITHDRAWN, "", actor)
        _note(proposal, mine, theirs, actor=actor, words="")
    return proposal


def _join(guest: Dialogue, host: Dialogue) -> None:
    coming = [
        one
        for one in occasions.of_dialogue(host.id)
        if one.starts > now() and one.state is not OccasionState.CANCELLED
    ]
    if not coming:
        raise RulesNotMet((Problem("J2", "occasions"),))
    shared, before = coming[0], record_of(guest)
    day = day_of(shared.starts)
    assert guest.starts is not None
    if not guest.starts <= day <= (guest.ends or guest.starts):
        _leave(guest, shared)
        move_days(guest, day - guest.starts)
    if guest not in shared.dialogues:
        shared.dialogues.append(guest)
    if guest.published_at is not None:
        db.session.flush()
        staying.hold(before, record_of(guest), today=day_of(now()))


def _leave(guest: Dialogue, shared: Occasion) -> None:
    """Own occasions give way to the shared one: taken away before anybody was told of them, else called off."""
    for one in occasions.of_dialogue(guest.id):
        if one.id == shared.id or len(one.dialogues) > 1 or one.starts <= now():
            continue
        if guest.published_at is None:
            db.session.delete(one)
        elif one.state is not OccasionState.CANCELLED:
            one.state, one.sequence = OccasionState.CANCELLED, one.sequence + 1
            one.state_reason = f"Hålls tillsammans med en annan dialog den {day_of(shared.starts).isoformat()}."


def move_days(dialogue: Dialogue, days: timedelta) -> None:
    """Move the first and last day, and the day on which residents hear the result."""
    if dialogue.starts is not None and dialogue.ends is not None:
        dialogue.starts, dialogue.ends = dialogue.starts + days, dialogue.ends + days
    elif dialogue.starts is not None:
        dialogue.starts += days
    if dialogue.feedback_promised is not None:
        dialogue.feedback_promised += days


def _locked(*dialogue_ids: int) -> list[Dialogue]:
    """The dialogues, locked in the order of their numbers, so that two people never wait for each other."""
    rows = db.session.scalars(
        select(Dialogue).where(Dialogue.id.in_(dialogue_ids)).order_by(Dialogue.id).with_for_update(of=Dialogue)
    )
    found = {one.id: one for one in rows}
    if len(found) != len(set(dialogue_ids)) or len(found) < 2:
        raise NotFound
    return [found[one] for one in dialogue_ids]


def _proposed(proposal_id: int) -> tuple[Proposal, Dialogue, Dialogue]:
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound
    mine, theirs = _locked(proposal.dialogue_id, proposal.other_id)
    db.session.refresh(proposal, with_for_update=True)
    if proposal.state is not ProposalState.PROPOSED:
        raise NotPossible
    return proposal, mine, theirs


def _open(one: Dialogue, other: Dialogue) -> bool:
    ids = (one.id, other.id)
    return (
        db.session.scalar(
            select(Proposal.id).where(
                Proposal.dialogue_id.in_(ids), Proposal.other_id.in_(ids), Proposal.state == ProposalState.PROPOSED
            )
        )
        is not None
    )


def _owners(dialogue: Dialogue) -> tuple[int, ...]:
    return (dialogue.lead_id, *(one.id for one in dialogue.co_organisers))


def _settle(proposal: Proposal, state: ProposalState, words: str, actor: Actor) -> None:
    proposal.state, proposal.answer = state, words
    proposal.answered_at, proposal.answered_by_id = now(), actor.id


def _note(proposal: Proposal, writer: Dialogue, reader: Dialogue, *, actor: Actor, words: str) -> None:
    """Write to the other's contact, and log who did what."""
    audit.record(
        staff_id=actor.id, act=f"together_{proposal.state.value}", kind="dialogue", key=writer.slug, note=words
    )
    address = reader.contact_email or reader.lead.email
    if address:
        post(
            key=f"together/{proposal.id}/{proposal.state.value}",
            to=address,
            language=LANGUAGE,
            kind="joint_proposal",
            facts={
                "state": proposal.state.value,
                "organiser": writer.lead.short,
                "their_title": writer.texts["sv"].title if open_to(writer.status, reader.lead.kind) else "",
                "your_title": reader.texts["sv"].title,
                "dialogue_id": reader.id,
                "words": words,
                "before": proposal.before,
                "after": proposal.after,
            },
        )
