"""Reading sign-ups: how much room there is, what one person's link opens, and whom the organiser expects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Text, case, cast, func, select

from portal.db import db
from portal.domain.registrations import ACTIVE, HOLDING, RegistrationState, Room, Service, SignUpState
from portal.domain.words import OccasionState, RegistrationNeed
from portal.occasions.models import Occasion
from portal.publications.models import PublishedItem
from portal.publications.pages import OccasionCard
from portal.registrations.models import Registration, SignUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An occasion as somebody meets it who wants to sign up; `entry` is what the public may see of it."""

    occasion_id: int
    entry: OccasionCard
    state: SignUpState
    room: Room
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A sign-up as its own link shows it; `ahead` counts people who wait longer, `entry` is None once withdrawn."""

    code: str
    state: RegistrationState
    entry: OccasionCard | None
    people: int
    spoken: str
    services: tuple[str, ...]
    name: str
    email: str
    language: str
    tell_result: bool
    confirmed: bool
    deadline: datetime | None
    ahead: int
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody the organiser expects."""

    id: int
    state: RegistrationState
    name: str
    email: str
    people: int
    spoken: str
    services: tuple[str, ...]
    confirmed: bool
    at: datetime
    came: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guests:
    """Everybody who signed up for an occasion, in the order they did; `needs` counts registrations by service."""

    occasion_id: int
    guests: tuple[Guest, ...]
    room: Room
    needs: dict[str, int]
    languages: dict[str, int]
    waiting_places: int | None
    closes_at: datetime | None
    walk_ins: int | None

    @property
    def seated(self) -> tuple[Guest, ...]:
        """Those with a seat, or the offer of one."""
        return tuple(one for one in self.guests if one.state in HOLDING)

    @property
    def waiting(self) -> tuple[Guest, ...]:
        """Those who wait, first come first."""
        return tuple(one for one in self.guests if one.state is RegistrationState.WAITING)


def entry_of(uuid: str) -> OccasionCard | None:
    """What the public may see of an occasion; None when nothing of it is public."""
    item = PublishedItem
    stored = db.session.scalar(
        select(cast(item.card, Text))
        .where(item.kind == "occasion", item.key >= f"{uuid}/", item.key < f"{uuid}0", item.card.is_not(None))
        .order_by(item.id)
        .limit(1)
    )
    return msgspec.json.decode(stored, type=OccasionCard) if stored else None


def room(occasion_id: int, capacity: int | None, waiting_places: int | None) -> Room:
    """How many people have seats and how many wait."""
    people = Registration.people
    taken, waiting = db.session.execute(
        select(
            func.coalesce(func.sum(case((Registration.state.in_(HOLDING), people), else_=0)), 0),
            func.coalesce(func.sum(case((Registration.state == RegistrationState.WAITING, people), else_=0)), 0),
        ).where(Registration.occasion_id == occasion_id)
    ).one()
    return Room(capacity=capacity, waiting_places=waiting_places, taken=taken, waiting=waiting)


def state_of(occasion: Occasion, terms: SignUp | None, found: Room, moment: datetime) -> SignUpState:
    """What somebody is told who wants to sign up at a moment."""
    if occasion.state is OccasionState.CANCELLED:
        return SignUpState.CANCELLED
    if occasion.registration is RegistrationNeed.NONE:
        return SignUpState.NOT_NEEDED
    closes = terms.closes_at if terms and terms.closes_at else occasion.starts
    if moment >= closes:
        return SignUpState.CLOSED
    if found.fits(1) and not found.waiting:
        return SignUpState.OPEN
    return SignUpState.WAITING_LIST if found.may_wait(1) else SignUpState.FULL


def offer(uuid: str, *, moment: datetime) -> Offer | None:
    """An occasion to sign up for; None when the public does not know it."""
    entry = entry_of(uuid)
    row = db.session.execute(
        select(Occasion, SignUp).outerjoin(SignUp, SignUp.occasion_id == Occasion.id).where(Occasion.uuid == uuid)
    ).first()
    if entry is None or row is None:
        return None
    occasion, terms = row
    found = room(occasion.id, occasion.capacity, terms.waiting_places if terms else None)
    return Offer(
        occasion_id=occasion.id,
        entry=entry,
        state=state_of(occasion, terms, found, moment),
        room=found,
        closes_at=terms.closes_at if terms and terms.closes_at else occasion.starts,
    )


def mine(code: str, *, moment: datetime) -> Mine | None:
    """The sign-up that a secret link opens; None when it is unknown or forgotten."""
    one = db.session.scalar(select(Registration).where(Registration.code == code))
    if one is None:
        return None
    before = select(func.coalesce(func.sum(Registration.people), 0)).where(
        Registration.occasion_id == one.occasion_id,
        Registration.state == RegistrationState.WAITING,
        Registration.id < one.id,
    )
    return Mine(
        code=one.code,
        state=one.state,
        entry=entry_of(str(one.occasion.uuid)),
        people=one.people,
        spoken=one.spoken,
        services=tuple(one.services),
        name=one.name,
        email=one.email,
        language=one.language,
        tell_result=one.tell_result,
        confirmed=one.confirmed_at is not None,
        deadline=one.deadline,
        ahead=(db.session.scalar(before) or 0) if one.state is RegistrationState.WAITING else 0,
        over=one.occasion.starts <= moment or one.occasion.state is OccasionState.CANCELLED,
    )


def guests(occasion_id: int) -> Guests:
    """Everybody who signed up for an occasion and still wants to come."""
    occasion = db.session.get_one(Occasion, occasion_id)
    terms = db.session.get(SignUp, occasion_id)
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.occasion_id == occasion_id, Registration.state.in_(ACTIVE))
        .order_by(Registration.id)
    )
    found = tuple(
        Guest(
            id=one.id,
            state=one.state,
            name=one.name,
            email=one.email,
            people=one.people,
            spoken=one.spoken,
            services=tuple(one.services),
            confirmed=one.confirmed_at is not None,
            at=one.at,
            came=one.came,
        )
        for one in rows
    )
    waiting_places = terms.waiting_places if terms else None
    seated = [one for one in found if one.state in HOLDING]
    return Guests(
        occasion_id=occasion_id,
        guests=found,
        room=Room(
            capacity=occasion.capacity,
            waiting_places=waiting_places,
            taken=sum(one.people for one in seated),
            waiting=sum(one.people for one in found if one.state is RegistrationState.WAITING),
        ),
        needs=_counted((service for one in seated for service in one.services), [one.value for one in Service]),
        languages=_counted(one.spoken for one in seated if one.spoken not in ("", "sv")),
        waiting_places=waiting_places,
        closes_at=terms.closes_at if terms else None,
        walk_ins=terms.walk_ins if terms else None,
    )


def _counted(values: Iterable[str], order: Iterable[str] = ()) -> dict[str, int]:
    counts = dict.fromkeys(order, 0)
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return {value: count for value, count in counts.items() if count}
