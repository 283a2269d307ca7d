"""Sign up for an occasion, confirm, change and cancel; seats are counted under a lock, so none is given twice."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.actions.letters_to_guests import tell
from portal.db import db, now, transaction
from portal.domain.errors import NotFound, NotPossible
from portal.domain.registrations import (
    ACTIVE,
    HOLDING,
    RegistrationState,
    SignUpState,
    accept_by,
    confirm_by,
    first_state,
)
from portal.domain.words import OccasionState
from portal.occasions.models import Occasion
from portal.registrations import queries
from portal.registrations.models import Registration, SignUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wrote who wants to come: letters are written in `language`, talk is wished for in `spoken`."""

    email: str
    people: int
    language: str
    spoken: str = ""
    services: tuple[str, ...] = ()
    name: str = ""
    tell_result: bool = False


class NoRoom(NotPossible):
    """There is no seat and no waiting place, or sign-up is closed; `state` says which."""

    def __init__(self, state: SignUpState) -> None:
        super().__init__(state.value)
        self.state = state


def sign_up(uuid: str, wish: Wish, *, moment: datetime | None = None) -> None:
    """Give a seat or a waiting place and record the letter that says so; a second time only the letter is sent.

    Raises NotFound when the public does not know the occasion, NoRoom when nobody can sign up any more.
    """
    moment = moment or now()
    with transaction():
        if queries.entry_of(uuid) is None:
            raise NotFound
        occasion = _locked(uuid=uuid)
        known = db.session.scalar(
            select(Registration).where(
                Registration.occasion_id == occasion.id,
                Registration.email == wish.email.lower(),
                Registration.state.in_(ACTIVE),
            )
        )
        if known is not None:
            tell(known, "again", cause=f"again:{moment:%Y%m%d%H}")
            return
        terms = db.session.get(SignUp, occasion.id)
        room = queries.room(occasion.id, occasion.capacity, terms.waiting_places if terms else None)
        state = queries.state_of(occasion, terms, room, moment)
        given = first_state(room, wish.people)
        if state not in (SignUpState.OPEN, SignUpState.WAITING_LIST):
            raise NoRoom(state)
        if given is None:
            raise NoRoom(SignUpState.FULL)
        registration = Registration(
            code=secrets.token_urlsafe(16),
            occasion=occasion,
            state=given,
            email=wish.email.lower(),
            name=wish.name,
            language=wish.language,
            spoken=wish.spoken,
            people=wish.people,
            services=list(wish.services),
            tell_result=wish.tell_result,
            deadline=confirm_by(moment, occasion.starts),
            told_sequence=occasion.sequence,
        )
        db.session.add(registration)
        db.session.flush()
        tell(registration, given.value, cause="received")
        _move_up(occasion, moment)


def confirm(code: str, *, moment: datetime | None = None) -> None:
    """Keep a seat or a waiting place, or accept the seat that was offered; raises NotPossible when it is too late."""
    moment = moment or now()
    with _changing(code, moment) as registration:
        offered = registration.state is RegistrationState.OFFERED
        if offered:
            registration.state = RegistrationState.SEATED
        registration.confirmed_at = registration.confirmed_at or moment
        registration.deadline = None
        if offered:
            # Brings the occasion for the calendar, which a letter about waiting did not.
            tell(registration, "confirmed", cause="confirmed")


def change(code: str, *, people: int, spoken: str, services: tuple[str, ...], moment: datetime | None = None) -> None:
    """Change how many come and what they need; raises NotPossible when there is no room for more."""
    moment = moment or now()
    with _changing(code, moment) as registration:
        more = people - registration.people
        if more > 0:
            terms = db.session.get(SignUp, registration.occasion_id)
            places = terms.waiting_places if terms else None
            room = queries.room(registration.occasion_id, registration.occasion.capacity, places)
            holding = registration.state in HOLDING
            if (holding and not room.fits(more)) or (not holding and not room.may_wait(more)):
                raise NotPossible
        registration.people, registration.spoken, registration.services = people, spoken, list(services)
        registration.confirmed_at, registration.deadline = registration.confirmed_at or moment, None
        db.session.flush()
        _move_up(registration.occasion, moment)


def cancel(code: str, *, moment: datetime | None = None) -> None:
    """Give up a seat or a waiting place; the next in the queue is offered it in the same transaction."""
    moment = moment or now()
    with _changing(code, moment) as registration:
        registration.state, registration.deadline = RegistrationState.CANCELLED, None
        tell(registration, "cancelled", cause="cancelled")
        db.session.flush()
        _move_up(registration.occasion, moment)


def move_up(*, moment: datetime) -> int:
    """Let seats and offers go that nobody confirmed in time, and offer what is free; returns how many went.

    Each occasion in a transaction of its own.
    """
    due = db.session.scalars(
        select(Registration.occasion_id).where(Registration.deadline <= moment, Registration.state.in_(ACTIVE))
    ).all()
    db.session.rollback()
    gone = 0
    for occasion_id in sorted(set(due)):
        with transaction():
            occasion = _locked(occasion_id=occasion_id)
            late = db.session.scalars(
                select(Registration).where(
                    Registration.occasion_id == occasion_id,
                    Registration.deadline <= moment,
                    Registration.state.in_(ACTIVE),
                )
            ).all()
            for registration in late:
                tell(registration, "lapsed", cause="lapsed")
                registration.state, registration.deadline = RegistrationState.LAPSED, None
            gone += len(late)
            db.session.flush()
            _move_up(occasion, moment)
    return gone


def _move_up(occasion: Occasion, moment: datetime) -> None:
    """Offer free seats to those who wait, first come first; who needs more seats than are free keeps the place."""
    until = accept_by(moment, occasion.starts)
    if until is None or occasion.state is OccasionState.CANCELLED:
        return
    waiting = db.session.scalars(
        select(Registration)
        .where(Registration.occasion_id == occasion.id, Registration.state == RegistrationState.WAITING)
        .order_by(Registration.id)
    ).all()
    if not waiting:
        return
    free = queries.room(occasion.id, occasion.capacity, None).free
    for registration in waiting:
        if free is not None and registration.people > free:
            continue
        registration.state, registration.deadline = RegistrationState.OFFERED, until
        tell(registration, "offered", cause="offered")
        if free is not None:
            free -= registration.people
    db.session.flush()


def give_more_room(occasion_id: int, *, moment: datetime) -> None:
    """Offer seats that have come about because the organiser made more; inside the caller's transaction."""
    _move_up(_locked(occasion_id=occasion_id), moment)


@contextmanager
def _changing(code: str, moment: datetime) -> Iterator[Registration]:
    """A registration that still may be changed, its occasion locked."""
    with transaction():
        found = db.session.scalar(select(Registration.occasion_id).where(Registration.code == code))
        if found is None:
            raise NotFound
        occasion = _locked(occasion_id=found)
        registration = db.session.scalar(
            select(Registration).where(Registration.code == code).execution_options(populate_existing=True)
        )
        if registration is None:
            raise NotFound
        too_late = registration.deadline is not None and registration.deadline <= moment
        over = occasion.starts <= moment or occasion.state is OccasionState.CANCELLED
        if registration.state not in ACTIVE or too_late or over:
            raise NotPossible
        yield registration


def _locked(*, uuid: str | None = None, occasion_id: int | None = None) -> Occasion:
    wanted = Occasion.uuid == uuid if uuid else Occasion.id == occasion_id
    occasion = db.session.scalar(
        select(Occasion).where(wanted).with_for_update(of=Occasion).execution_options(populate_existing=True)
    )
    if occasion is None:
        raise NotFound
    return occasion
