"""What is late is said to be late, and nothing else is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.publications.pages import Card, Occasion
from portal.publications.promises import Commitment
from portal.web import progress
from portal.web.dates import today


def card(status: str, **facts: object) -> Card:
    return Card(
        slug="a",
        title={"sv": "A"},
        summary={"sv": "A"},
        status=status,
        form="survey",
        influence="dialogue",
        lead="farsta",
        **facts,  # type: ignore[arg-type]
    )


def ago(days: int) -> date:
    return today() - timedelta(days)


def test_an_answer_is_late_the_day_after_it_was_promised() -> None:
    assert progress.answer_late(card("compiling", feedback_due=ago(1))) == 1
    assert progress.answer_late(card("compiling", feedback_due=ago(0))) == 0


@pytest.mark.parametrize("status", ["reported", "followed_up", "archived", "cancelled", "planned"])
def test_an_answer_that_is_given_or_not_owed_is_never_late(status: str) -> None:
    assert progress.answer_late(card(status, feedback_due=ago(30))) == 0


def test_an_answer_given_while_the_dialogue_goes_on_is_not_late() -> None:
    assert progress.answer_late(card("open", feedback_due=ago(30), feedback_given=ago(40))) == 0


@pytest.mark.parametrize(
    ("status", "late"),
    [("proposed", 0), ("promised", 9), ("ongoing", 9), ("changed", 9), ("done", 0), ("not_done", 0)],
)
def test_a_promise_is_late_until_it_is_settled(status: str, late: int) -> None:
    promise = Commitment(id=1, text={"sv": "A"}, organisation="farsta", status=status, due=ago(9))
    assert progress.promise_late(promise) == late


def test_a_promise_kept_after_its_day_is_told_as_such() -> None:
    promise = Commitment(id=1, text={"sv": "A"}, organisation="farsta", status="done", due=ago(9), settled=ago(3))
    assert progress.kept_late(promise)


def test_the_way_of_a_dialogue_shows_where_it_is() -> None:
    places = [step.place for step in progress.steps(card("compiling"))]
    assert places == ["past", "past", "now", "ahead", "ahead"]
    assert {step.place for step in progress.steps(card("archived"))} == {"past"}
    assert progress.steps(card("cancelled")) == []


def test_the_next_occasion_is_one_that_will_be_held() -> None:
    moment = datetime.now(UTC)
    occasions = tuple(
        Occasion(
            uuid=name,
            sequence=0,
            starts=moment + timedelta(days),
            ends=moment + timedelta(days, hours=2),
            kind="physical",
            state=state,
        )
        for name, days, state in [
            ("late", 9, "planned"),
            ("off", 2, "cancelled"),
            ("gone", -3, "held"),
            ("next", 5, "moved"),
        ]
    )
    found = progress.next_occasion(card("open", occasions=occasions))
    assert found is not None
    assert found.uuid == "next"
