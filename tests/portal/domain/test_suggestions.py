"""What would ask less of the same people: the worked example, and what is never suggested."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.area import Place
from portal.domain.overlap import Ask, overlap, pair
from portal.domain.suggestions import Kind, Room, Suggestion, shifted, suggestions
from portal.domain.trying import tries
from portal.domain.weights import DEFAULT
from tests.portal.domain.asks import asks

TODAY = date(2026, 9, 1)
RAGSVED = Place(kind="neighbourhood", district="eav", neighbourhood="ragsved", lat=59.2545, lon=18.0324)
A = Ask(
    id="A",
    start=date(2026, 10, 15),
    end=date(2026, 10, 15),
    places=(RAGSVED,),
    groups=frozenset({"all"}),
    themes=frozenset({"urban_environment/safety"}),
    minutes=120,
    organiser="eav",
)
STREET = replace(
    A,
    id="B",
    start=date(2026, 10, 29),
    end=date(2026, 10, 29),
    themes=frozenset({"urban_environment/street"}),
    minutes=90,
    organiser="trafik",
)
COMPANY = replace(
    A, id="C", start=date(2026, 5, 20), end=date(2026, 5, 20), groups=frozenset({"tenants"}), organiser="bolaget"
)
SURVEY = replace(
    A,
    id="D",
    start=date(2026, 10, 1),
    end=date(2026, 11, 15),
    places=(Place(kind="city"),),
    themes=frozenset({"democracy"}),
    minutes=10,
    organiser="slk",
)
PLAN = replace(
    A,
    id="E",
    start=date(2026, 10, 5),
    end=date(2026, 11, 2),
    themes=frozenset({"city_planning/detailed_plan"}),
    minutes=60,
    organiser="sbk",
    statutory=True,
)
OTHERS = (STREET, COMPANY, SURVEY, PLAN)
GROUPS = {code: frozenset({code}) for code in ("all", "tenants", "youth_16_19", "elderly_65")}


def of(kind: Kind, planned: Ask = A, others: tuple[Ask, ...] = OTHERS, **room: object) -> list[Suggestion]:
    known = {"groups": GROUPS} | room
    found = suggestions(planned, others, today=TODAY, weights=DEFAULT, room=Room(**known))  # type: ignore[arg-type]
    return [one for one in found if one.kind is kind]


def test_one_evening_with_trafikkontoret_asks_much_less() -> None:
    told = (*OTHERS[:1], replace(COMPANY, results_published=TODAY), *OTHERS[2:])
    assert overlap(A, told, today=TODAY).score == 68
    best = next(one for one in of(Kind.TOGETHER, others=told) if one.what == "B")
    assert (best.score, best.level) == (55, "high")


def test_the_statutory_day_stands_and_the_other_moves_to_it() -> None:
    assert {one.what for one in of(Kind.TOGETHER)} == {"B", "E"}
    meeting = replace(A, statutory=True)
    assert [one.what for one in of(Kind.TOGETHER, meeting)] == ["B"], "two that the law has fixed are left alone"
    plan = of(Kind.TOGETHER, meeting)[0].plan
    assert plan is not None
    assert plan.start == A.start


def test_better_days_are_thursdays_and_saturdays_outside_holidays_and_before_the_decision() -> None:
    closed = {date(2026, 12, 3)}
    days = [date.fromisoformat(one.what) for one in of(Kind.MOVE, closed=lambda day: day in closed)]
    assert len(days) == 3
    assert all(day.weekday() in (3, 5) for day in days)
    assert all(not (day.month == 7 or (day.month == 12 and 21 <= day.day <= 27)) for day in days)
    assert min(days) >= TODAY + timedelta(28)
    until = date(2027, 1, 23)
    told = (STREET, replace(COMPANY, results_published=TODAY), SURVEY, PLAN)
    bound = of(Kind.MOVE, others=told, latest=until)
    assert all(date.fromisoformat(one.what) <= until for one in bound)
    assert (bound[0].what, bound[0].score) == ("2027-01-21", 15)


def test_the_score_of_a_better_day_is_the_score_one_gets_there() -> None:
    for one in of(Kind.MOVE):
        assert one.plan is not None
        assert overlap(one.plan, OTHERS, today=TODAY).score == one.score


def test_telling_what_came_of_it_first_is_worth_four_points() -> None:
    (remind,) = of(Kind.REMIND)
    assert (remind.what, remind.score) == ("C", 68)


def test_asking_less_asking_others_and_informing() -> None:
    assert [one.what for one in of(Kind.LESS)] == ["15", "60"]
    rested = of(Kind.OTHERS, rested=frozenset({"youth_16_19"}))
    assert rested[0].what == "youth_16_19", "those who have not been asked for a year come first"
    assert of(Kind.INFORM)[0].score == 0
    assert of(Kind.REUSE) == []
    assert of(Kind.REUSE, known=True)[0].score < 72


def test_a_statutory_consultation_is_asked_neither_to_move_nor_to_vanish() -> None:
    statutory = replace(A, statutory=True)
    for kind in (Kind.MOVE, Kind.INFORM, Kind.OTHERS, Kind.REUSE):
        assert of(kind, statutory, known=True) == []


def test_nothing_is_suggested_where_nothing_overlaps() -> None:
    assert suggestions(A, (), today=TODAY, weights=DEFAULT, room=Room(groups=GROUPS, known=True)) == ()


@given(st.lists(asks(), max_size=12), asks(), st.integers(-90, 90), st.integers(0, 240))
def test_trying_a_change_says_what_judging_everything_anew_would_say(
    others: list[Ask], planned: Ask, days: int, minutes: int
) -> None:
    planned = replace(planned, id="planned", cancelled=False)
    near = [replace(one, id=str(number), cancelled=False) for number, one in enumerate(others)]
    pairs = {one.id: pair(planned, one, today=TODAY, weights=DEFAULT) for one in near}
    score = tries(near, pairs, organiser=planned.organiser, today=TODAY, weights=DEFAULT)
    later = replace(shifted(planned, planned.start + timedelta(days)), minutes=minutes, joint_with=frozenset({"0"}))
    told = [replace(one, results_published=TODAY) if one.id == "1" else one for one in near]
    changed = {one.id: one for one in told if one.id == "1"}
    assert score(later, changed) == overlap(later, told, today=TODAY).score
