"""The rules of signing up for an occasion: who gets a seat, who waits, and until when a seat is held."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

HOURS_TO_ANSWER = 24
"""So long a seat is held for somebody who has not confirmed it yet."""

LAST_CALL = timedelta(hours=2)
"""Nearer to the beginning than this nobody is asked any more: a seat that is held stays held."""

MOST_PEOPLE = 10


class Service(StrEnum):
    """What somebody needs in order to take part; never why."""

    INTERPRETER = "interpreter"
    SIGN_LANGUAGE = "sign_language"
    HEARING_LOOP = "hearing_loop"
    WHEELCHAIR = "wheelchair"
    CHILDCARE = "childcare"


class RegistrationState(StrEnum):
    """Where somebody who signed up stands."""

    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


HOLDING = frozenset({RegistrationState.SEATED, RegistrationState.OFFERED})
"""States that take up seats."""

ACTIVE = HOLDING | {RegistrationState.WAITING}
"""States of somebody who still wants to come."""


class SignUpState(StrEnum):
    """What a visitor is told about signing up for an occasion."""

    OPEN = "open"
    WAITING_LIST = "waiting_list"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Seats and waiting places of an occasion, in people; None means that there is no limit."""

    capacity: int | None
    waiting_places: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Seats that nobody holds; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    def fits(self, people: int) -> bool:
        """Whether so many can be seated now."""
        return self.free is None or people <= self.free

    def may_wait(self, people: int) -> bool:
        """Whether so many can join the waiting list; nobody waits for more seats than there are."""
        if self.capacity is not None and people > self.capacity:
            return False
        return self.waiting_places is None or self.waiting + people <= self.waiting_places


def first_state(room: Room, people: int) -> RegistrationState | None:
    """What somebody who signs up now gets; None when there is no room, not even to wait.

    Who comes now does not pass those who wait already.
    """
    if room.fits(people) and not room.waiting:
        return RegistrationState.SEATED
    return RegistrationState.WAITING if room.may_wait(people) else None


def confirm_by(moment: datetime, starts: datetime) -> datetime | None:
    """Until when a new seat is held unconfirmed; None when the occasion is too near to ask."""
    wanted = moment + timedelta(hours=HOURS_TO_ANSWER)
    return wanted if wanted <= starts - LAST_CALL else None


def accept_by(moment: datetime, starts: datetime) -> datetime | None:
    """Until when an offered seat is held: a day, less when the occasion is near; None when it is too late to ask."""
    left = starts - LAST_CALL - moment
    if left < timedelta(hours=1):
        return None
    return moment + min(timedelta(hours=HOURS_TO_ANSWER), left / 2)
