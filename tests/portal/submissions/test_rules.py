"""When an answer is due, which moves are allowed, and what looks like spam."""

from datetime import UTC, date, datetime

import pytest

from portal.domain import submissions as rules
from portal.domain.submissions import Sign
from portal.domain.words import SubmissionState


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 23), 3, date(2026, 11, 26)),  # Monday to Thursday
        (date(2026, 11, 26), 3, date(2026, 12, 1)),  # Thursday to Tuesday
        (date(2026, 11, 28), 3, date(2026, 12, 2)),  # Saturday to Wednesday
        (date(2026, 11, 29), 3, date(2026, 12, 2)),  # Sunday to Wednesday
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
    ],
)
def test_weekends_do_not_count_as_working_days(day: date, count: int, expected: date) -> None:
    assert rules.working_days_after(day, count) == expected


def test_a_decision_is_due_at_the_end_of_a_day_in_stockholm() -> None:
    # Half past midnight on Tuesday in Stockholm is still Monday in London.
    assert rules.due(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == datetime(2026, 11, 27, 22, 59, tzinfo=UTC)


def test_every_state_has_its_moves_and_nothing_is_decided_unread() -> None:
    assert set(rules.MOVES) == set(SubmissionState)
    assert not rules.may_move(SubmissionState.RECEIVED, SubmissionState.APPROVED)
    assert not rules.may_move(SubmissionState.RECEIVED, SubmissionState.DECLINED)
    assert rules.may_move(SubmissionState.UNDER_REVIEW, SubmissionState.APPROVED)
    assert not rules.MOVES[SubmissionState.WITHDRAWN]


def test_only_what_was_published_is_taken_down_and_it_comes_back_or_is_looked_at_again() -> None:
    before = {state for state in SubmissionState if rules.may_move(state, SubmissionState.TAKEN_DOWN)}
    assert before == {SubmissionState.PUBLISHED, SubmissionState.ANSWERED, SubmissionState.CLOSED}
    assert rules.MOVES[SubmissionState.CLOSED] == {SubmissionState.TAKEN_DOWN}
    assert rules.MOVES[SubmissionState.TAKEN_DOWN] == before | {SubmissionState.UNDER_REVIEW}
    assert rules.may_ask_again(SubmissionState.TAKEN_DOWN, asked_before=False)
    assert not rules.may_ask_again(SubmissionState.TAKEN_DOWN, asked_before=True)


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        (set(), "none"),
        ({Sign.PERSONAL_DATA}, "none"),
        ({Sign.TOO_FAST}, "some"),
        ({Sign.HIDDEN_FIELD}, "strong"),
        (set(Sign), "strong"),
    ],
)
def test_the_signs_of_spam_are_said_in_one_word(signs: set[Sign], level: str) -> None:
    assert rules.spam_level(rules.spam_score(signs)) == level
    assert 0 <= rules.spam_score(signs) <= 100


def test_two_links_are_ordinary_and_three_are_many() -> None:
    assert not rules.has_many_links("See https://a.example and http://b.example.")
    assert rules.has_many_links("www.a.example www.b.example HTTPS://c.example")
