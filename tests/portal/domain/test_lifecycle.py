"""Which moves a dialogue may make."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.lifecycle import CLOSED, COMING, MOVES, PUBLIC, REPORTED, may_move
from portal.domain.words import Status

S = Status
states = st.sampled_from(list(Status))


@pytest.mark.parametrize(
    "way",
    [
        [S.DRAFT, S.COORDINATION, S.PLANNED, S.OPEN, S.COMPILING, S.REPORTED, S.FOLLOWED_UP, S.ARCHIVED],
        [S.DRAFT, S.COORDINATION, S.DRAFT],
        [S.COORDINATION, S.CANCELLED],
        [S.PLANNED, S.CANCELLED],
        [S.OPEN, S.CANCELLED],
        [S.OPEN, S.COMPILING, S.OPEN],
    ],
)
def test_a_dialogue_goes_these_ways(way: list[Status]) -> None:
    assert all(may_move(old, new) for old, new in pairwise(way))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (S.DRAFT, S.PLANNED),
        (S.DRAFT, S.OPEN),
        (S.DRAFT, S.CANCELLED),
        (S.COORDINATION, S.OPEN),
        (S.PLANNED, S.COORDINATION),
        (S.PLANNED, S.DRAFT),
        (S.OPEN, S.REPORTED),
        (S.COMPILING, S.CANCELLED),
        (S.COMPILING, S.FOLLOWED_UP),
        (S.REPORTED, S.OPEN),
        (S.REPORTED, S.ARCHIVED),
        (S.ARCHIVED, S.REPORTED),
        (S.CANCELLED, S.PLANNED),
        (S.DRAFT, S.UNPUBLISHED),
        (S.UNPUBLISHED, S.DRAFT),
    ],
)
def test_a_dialogue_never_goes_these_ways(old: Status, new: Status) -> None:
    assert not may_move(old, new)


@given(states)
def test_standing_still_is_no_move(state: Status) -> None:
    assert not may_move(state, state)


@given(st.lists(states, min_size=1, max_size=60))
def test_whatever_is_tried_a_dialogue_is_public_only_after_coordination_and_reported_only_after_compiling(
    tried: list[Status],
) -> None:
    here, before, been = Status.DRAFT, None, {Status.DRAFT}
    for wanted in tried:
        if not may_move(here, wanted, before=before):
            continue
        if wanted is Status.UNPUBLISHED:
            before = here
        elif here is Status.UNPUBLISHED:
            assert wanted is before
            before = None
        here = wanted
        been.add(here)
        if here in PUBLIC - {Status.CANCELLED}:
            assert Status.COORDINATION in been
        if here in REPORTED:
            assert Status.COMPILING in been
        if here in CLOSED:
            assert Status.OPEN in been


@given(states)
def test_what_is_withdrawn_comes_back_only_to_where_it_was(old: Status) -> None:
    if old in (Status.DRAFT, Status.UNPUBLISHED):
        assert not may_move(old, Status.UNPUBLISHED)
        return
    assert may_move(old, Status.UNPUBLISHED)
    assert [new for new in Status if may_move(Status.UNPUBLISHED, new, before=old)] == [old]


def test_every_state_has_its_moves_and_no_plan_or_withdrawn_dialogue_is_public() -> None:
    assert set(MOVES) == set(Status)
    assert {Status.DRAFT, Status.COORDINATION, Status.UNPUBLISHED}.isdisjoint(PUBLIC | COMING | CLOSED)
    assert REPORTED < CLOSED < PUBLIC
