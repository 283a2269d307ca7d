"""How a promise goes, and when a report back is late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.promises import MOVES, SETTLED, feedback_is_late, is_late, outcome
from portal.domain.words import CommitmentStatus as C

TODAY = date(2026, 9, 1)
YESTERDAY, TOMORROW = date(2026, 8, 31), date(2026, 9, 2)
days = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("status", "due", "settled", "word"),
    [
        (C.PROMISED, YESTERDAY, None, "late"),
        (C.ONGOING, YESTERDAY, None, "late"),
        (C.CHANGED, YESTERDAY, None, "late"),
        (C.PROMISED, TODAY, None, "open"),
        (C.PROMISED, TOMORROW, None, "open"),
        (C.PROPOSED, YESTERDAY, None, "open"),
        (C.PROPOSED, None, None, "open"),
        (C.DONE, TODAY, TODAY, "kept"),
        (C.DONE, YESTERDAY, TODAY, "kept_late"),
        (C.DONE, None, TODAY, "kept"),
        (C.PARTLY_DONE, YESTERDAY, TODAY, "partly"),
        (C.NOT_DONE, YESTERDAY, TODAY, "not_kept"),
    ],
)
def test_a_promise_in_one_word(status: C, due: date | None, settled: date | None, word: str) -> None:
    assert outcome(status, due, settled, TODAY) == word


@given(st.sampled_from(list(C)), days, days)
def test_a_late_promise_is_never_called_anything_else(status: C, due: date | None, settled: date | None) -> None:
    assert (outcome(status, due, settled, TODAY) == "late") == is_late(status, due, TODAY)
    if is_late(status, due, TODAY):
        assert status not in SETTLED


def test_what_was_kept_stays_kept_and_what_was_given_up_may_be_taken_up_again() -> None:
    assert set(MOVES) == set(C)
    assert MOVES[C.DONE] == frozenset()
    assert MOVES[C.NOT_DONE] == {C.ONGOING}
    assert C.DONE in MOVES[C.PARTLY_DONE]
    assert C.ONGOING not in MOVES[C.PROPOSED]


@given(st.lists(st.sampled_from(list(C)), max_size=30))
def test_a_promise_is_settled_only_after_it_was_made_or_refused(tried: list[C]) -> None:
    here, been = C.PROPOSED, [C.PROPOSED]
    for wanted in tried:
        if wanted in MOVES[here]:
            here = wanted
            been.append(here)
    if here in (C.DONE, C.PARTLY_DONE):
        assert C.PROMISED in been or C.NOT_DONE in been


@pytest.mark.parametrize(
    ("due", "given_on", "late"),
    [(YESTERDAY, None, True), (TODAY, None, False), (YESTERDAY, TODAY, False), (None, None, False)],
)
def test_residents_hear_late_when_the_promised_day_has_passed(
    due: date | None, given_on: date | None, late: bool
) -> None:
    assert feedback_is_late(due, given_on, TODAY) is late
