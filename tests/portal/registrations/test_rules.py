"""Seats are given fairly, whatever the numbers."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.registrations import LAST_CALL, RegistrationState, Room, accept_by, confirm_by, first_state

NOW = datetime(2026, 3, 28, 12, tzinfo=UTC)
places = st.none() | st.integers(0, 50)
rooms = st.builds(
    Room,
    capacity=st.none() | st.integers(1, 50),
    waiting_places=places,
    taken=st.integers(0, 50),
    waiting=st.integers(0, 50),
)


@given(room=rooms, people=st.integers(1, 10))
def test_nobody_is_given_a_seat_that_is_not_there_or_before_those_who_wait(room: Room, people: int) -> None:
    state = first_state(room, people)
    if state is RegistrationState.SEATED:
        assert room.capacity is None or room.taken + people <= room.capacity
        assert room.waiting == 0
    if state is RegistrationState.WAITING:
        assert room.waiting_places is None or room.waiting + people <= room.waiting_places


@given(hours=st.floats(0.1, 2000))
def test_a_held_seat_is_always_settled_well_before_the_beginning(hours: float) -> None:
    starts = NOW + timedelta(hours=hours)
    for deadline in (confirm_by(NOW, starts), accept_by(NOW, starts)):
        assert deadline is None or NOW < deadline <= starts - LAST_CALL


def test_a_party_larger_than_the_room_does_not_wait_in_vain() -> None:
    assert first_state(Room(capacity=4, waiting_places=None, taken=4, waiting=0), 5) is None
