"""Take one suggestion: one click saves it, an edit undoes it."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from portal import audit
from portal.actions import dialogues, sharing
from portal.actions.change import allow
from portal.actions.facts import plan_of
from portal.actions.relating import known_before
from portal.actions.shifting import known_to_residents, shifted
from portal.db import db, transaction
from portal.dialogues import queries
from portal.dialogues.models import Dialogue
from portal.dialogues.record import Record
from portal.domain.errors import NotFound, NotPossible
from portal.domain.readiness import DAYS_BEFORE_DECISION
from portal.domain.rights import Act, Actor
from portal.domain.suggestions import Kind
from portal.domain.words import Influence
from portal.mail.outbox import post
from portal.overlap.check import Plan
from portal.overlap.suggesting import Advice, advise

FORTNIGHT = 14

MOVED_BECAUSE = "Flyttas för att färre frågor ska ställas till samma boende samtidigt."
"""What those who meant to come read when a suggestion moves an occasion they know of."""


def latest_day(record: Record) -> date | None:
    """The last day on which the dialogue may end so that there is time to listen before the first decision."""
    months = [one.month for one in record.decisions if one.month is not None]
    if not months:
        return None
    first = min(months)
    return first.replace(day=monthrange(first.year, first.month)[1]) - timedelta(DAYS_BEFORE_DECISION)


def advice_for(record: Record, *, today: date, plan: Plan | None = None) -> Advice | None:
    """What would lower the overlap of a dialogue (or of `plan` in its stead); None while facts are missing."""
    tried = plan or plan_of(record)
    if tried is None or tried.informs:
        return None
    known = len(known_before(record, today=today))
    return advise(tried, today=today, latest=latest_day(record), known=known)


def changes(record: Record, code: str) -> Mapping[str, object]:
    """The fields of a dialogue that a suggestion changes, as `flat` names them; none when it changes no field."""
    kind, _colon, what = code.partition(":")
    if kind == Kind.MOVE:
        return shifted(record, date.fromisoformat(what))
    if kind == Kind.LESS:
        return {"minutes": int(what)}
    if kind == Kind.OTHERS:
        return {"groups": (what,)}
    if kind == Kind.INFORM:
        return {"influence": Influence.INFORMATION}
    return {}


def take(dialogue_id: int, code: str, *, message: str = "", actor: Actor, today: date) -> Kind:
    """Do what a suggestion says; raises NotPossible when it is no longer among them."""
    record = queries.record(dialogue_id)
    if record is None or not actor.may_see(record.status, record.owners):
        raise NotFound
    advice = advice_for(record, today=today)
    offer = advice.offer(code) if advice else None
    if offer is None:
        raise NotPossible
    kind = offer.suggestion.kind
    if kind is Kind.TOGETHER:
        sharing.propose(dialogue_id, int(offer.suggestion.what), message=message, actor=actor, today=today)
    elif kind is Kind.REMIND:
        remind_of_result(dialogue_id, int(offer.suggestion.what), actor=actor, today=today)
    elif fields := changes(record, code):
        note = MOVED_BECAUSE if kind is Kind.MOVE and known_to_residents(record) else ""
        dialogues.edit(dialogue_id, fields, actor=actor, revision=record.revision, today=today, taken=code, note=note)
    else:
        raise NotPossible
    return kind


def remind_of_result(dialogue_id: int, other_id: int, *, actor: Actor, today: date) -> bool:
    """Ask another organiser to tell residents what came of their dialogue; whether a letter was recorded.

    One letter in a fortnight for each such dialogue, whoever asks.
    """
    with transaction():
        mine, other = db.session.get(Dialogue, dialogue_id), db.session.get(Dialogue, other_id)
        if mine is None or other is None:
            raise NotFound
        allow(actor, mine, Act.EDIT)
        address = other.contact_email or other.lead.email
        if not address or other.reported_on is not None:
            raise NotPossible
        new = post(
            key=f"tell-result/{other.uuid}/{today.toordinal() // FORTNIGHT}",
            to=address,
            language=sharing.LANGUAGE,
            kind="tell_result",
            # Who asks is told, not what they plan: that may be a draft.
            facts={
                "organiser": mine.lead.short,
                "title": other.texts["sv"].title,
                "dialogue_id": other.id,
                "ended": other.ends.isoformat() if other.ends else None,
            },
        )
        audit.record(staff_id=actor.id, act="remind_of_result", kind="dialogue", key=other.slug)
    return new
