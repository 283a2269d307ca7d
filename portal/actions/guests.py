"""What an organiser does about those who signed up: arrange, write to all, count who came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from portal import audit
from portal.actions.change import allow, changing
from portal.actions.letters_to_guests import tell
from portal.actions.registrations import give_more_room
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotFound
from portal.domain.registrations import ACTIVE, HOLDING
from portal.domain.rights import Act, Actor
from portal.occasions.models import Occasion
from portal.registrations.models import Registration, SignUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How sign-up is arranged; None means no limit, and sign-up until the beginning."""

    capacity: int | None
    waiting_places: int | None
    closes_at: datetime | None


def arrange(
    dialogue_id: int, occasion_id: int, terms: Terms, *, actor: Actor, moment: datetime | None = None
) -> None:
    """Change seats, waiting places and the last time to sign up; new seats are offered at once.

    Fewer seats take none from those who have one.
    """
    with changing(dialogue_id, actor=actor, act="arrange_sign_up", needs=Act.REPORT) as dialogue:
        occasion = occasion_of(dialogue, occasion_id)
        occasion.capacity = terms.capacity
        known = _terms(occasion_id)
        known.waiting_places, known.closes_at = terms.waiting_places, terms.closes_at
        db.session.flush()
        give_more_room(occasion_id, moment=moment or now())


def write_to_all(dialogue_id: int, occasion_id: int, message: str, *, actor: Actor) -> int:
    """Record a letter with the organiser's words to everybody who has a seat or waits; returns how many.

    The same words twice are sent once.
    """
    with transaction():
        _allowed(dialogue_id, occasion_id, actor)
        mark = sha256(message.encode()).hexdigest()[:16]
        sent = sum(
            tell(one, "message", cause=f"message:{mark}", message=message)
            for one in db.session.scalars(
                select(Registration).where(Registration.occasion_id == occasion_id, Registration.state.in_(ACTIVE))
            )
        )
        audit.record(
            staff_id=actor.id, act="write_to_guests", kind="occasion", key=occasion_id, change={"letters": sent}
        )
    return sent


def count(
    dialogue_id: int, occasion_id: int, *, came: Mapping[int, int | None], walk_ins: int | None, actor: Actor
) -> int:
    """Note how many came of each registration, and how many besides; returns how many came in all."""
    with transaction():
        _allowed(dialogue_id, occasion_id, actor)
        rows = db.session.scalars(
            select(Registration).where(Registration.occasion_id == occasion_id, Registration.state.in_(HOLDING))
        ).all()
        for one in rows:
            if one.id in came:
                one.came = came[one.id]
        _terms(occasion_id).walk_ins = walk_ins
        total = sum(one.came or 0 for one in rows) + (walk_ins or 0)
        audit.record(staff_id=actor.id, act="count_guests", kind="occasion", key=occasion_id, change={"came": total})
    return total


def occasion_of(dialogue: Dialogue, occasion_id: int) -> Occasion:
    """An occasion, if it belongs to the dialogue; raises NotFound otherwise."""
    occasion = db.session.get(Occasion, occasion_id)
    if occasion is None or dialogue.id not in [one.id for one in occasion.dialogues]:
        raise NotFound
    return occasion


def _allowed(dialogue_id: int, occasion_id: int, actor: Actor) -> None:
    dialogue = db.session.get(Dialogue, dialogue_id)
    if dialogue is None:
        raise NotFound
    allow(actor, dialogue, Act.REPORT)
    occasion_of(dialogue, occasion_id)


def _terms(occasion_id: int) -> SignUp:
    known = db.session.get(SignUp, occasion_id)
    if known is None:
        known = SignUp(occasion_id=occasion_id)
        db.session.add(known)
    return known
