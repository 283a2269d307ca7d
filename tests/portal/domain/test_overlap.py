"""How much a planned dialogue asks of people who are asked already: the worked example, and what must always hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.overlap import Ask, Pair, overlap, pair
from portal.domain.weights import Weights
from tests.portal.domain.asks import (
    ACROSS,
    ANSWERED,
    CITY,
    CITY_SURVEY,
    ENSKEDE,
    FARSTA,
    HAGSATRA,
    LANDLORD,
    LOCAL_PROGRAMME,
    PLAN,
    RAGSVED,
    STREET_TALK,
    TODAY,
    ask,
    asks,
    several,
)

ALL_ANSWERED = [STREET_TALK, ANSWERED, CITY_SURVEY, PLAN, ACROSS]
JOINT = replace(STREET_TALK, start=LOCAL_PROGRAMME.start, end=LOCAL_PROGRAMME.end, joint_with=frozenset({"A"}))


def moved(day: str) -> Ask:
    return replace(LOCAL_PROGRAMME, start=date.fromisoformat(day), end=date.fromisoformat(day))


WORKED = {
    "only the street talk": (LOCAL_PROGRAMME, [STREET_TALK], 41, "moderate"),
    "four who ask the same people": (
        LOCAL_PROGRAMME,
        [STREET_TALK, LANDLORD, CITY_SURVEY, PLAN, ACROSS],
        72,
        "very_high",
    ),
    "the landlord reports back first": (LOCAL_PROGRAMME, ALL_ANSWERED, 68, "high"),
    "one occasion with the street talk": (LOCAL_PROGRAMME, [JOINT, *ALL_ANSWERED[1:]], 55, "high"),
    "moved to December": (moved("2026-12-03"), ALL_ANSWERED, 43, "moderate"),
    "moved to January": (moved("2027-01-21"), ALL_ANSWERED, 15, "low"),
    "moved to February": (moved("2027-02-11"), ALL_ANSWERED, 10, "low"),
    "a quarter of an hour with young people": (
        replace(LOCAL_PROGRAMME, groups=frozenset({"youth_16_19"}), minutes=15),
        ALL_ANSWERED,
        36,
        "moderate",
    ),
    "another district, far away": (LOCAL_PROGRAMME, [ACROSS], 0, "low"),
    "two short city surveys": (
        ask("A", "2026-10-15", place=CITY, theme="care/elderly", minutes=10),
        [ask("B", "2026-10-15", place=CITY, theme="culture_leisure/library", minutes=10, organiser="kultur")],
        18,
        "low",
    ),
}


@pytest.mark.parametrize("case", WORKED)
def test_the_worked_example_gives_the_score_and_level_that_are_written_down(case: str) -> None:
    planned, others, score, level = WORKED[case]
    found = overlap(planned, others, today=TODAY)
    assert abs(found.score - score) <= 1
    assert found.level == level


@pytest.mark.parametrize(
    ("other", "closeness", "theme", "organiser", "feedback"),
    [
        (STREET_TALK, 26.4, 8.2, 6.6, 0),
        (LANDLORD, 0.9, 0.6, 0.2, 9.9),
        (CITY_SURVEY, 5.4, 0, 1.4, 0),
        (PLAN, 33.0, 0, 8.2, 0),
        (JOINT, 13.0, 4.1, 0, 0),
    ],
)
def test_the_reasons_of_the_worked_example_have_the_sizes_that_are_written_down(
    other: Ask, closeness: float, theme: float, organiser: float, feedback: float
) -> None:
    found = pair(LOCAL_PROGRAMME, other, today=TODAY)
    for part, expected in {
        "closeness": closeness,
        "theme": theme,
        "organiser": organiser,
        "feedback": feedback,
    }.items():
        assert getattr(found, part) == pytest.approx(expected, abs=0.2), part


def test_the_largest_reason_stands_first_and_the_faint_ones_are_not_shown() -> None:
    faint = ask("F", "2026-04-25", place=CITY, theme="care", minutes=5, results_published=TODAY, organiser="x")
    shown = overlap(LOCAL_PROGRAMME, [faint, LANDLORD, ACROSS, PLAN], today=TODAY).pairs
    assert [one.id for one in shown] == ["E", "C"]


@pytest.mark.parametrize(
    ("place", "share"), [(RAGSVED, 1.0), (ENSKEDE, 0.6), (HAGSATRA, 0.3), (CITY, 0.2), (FARSTA, 0.0)]
)
def test_the_best_of_several_places_counts(place: object, share: float) -> None:
    other = replace(STREET_TALK, places=(FARSTA, place))
    assert pair(LOCAL_PROGRAMME, other, today=TODAY).shared_area == share


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("all", "all parents", 1.0),
        ("all", "parents", 0.7),
        ("parents tenants", "parents", 1.0),
        ("parents tenants", "parents older_65 youth_16_19", 0.5),
        ("parents", "tenants", 0.0),
    ],
)
def test_how_far_two_dialogues_ask_the_same_groups(one: str, other: str, share: float) -> None:
    first, second = ask("A", "2026-10-15", groups=one), ask("B", "2026-10-15", groups=other)
    assert pair(first, second, today=TODAY).shared_group == share
    assert pair(second, first, today=TODAY).shared_group == share


def test_a_dialogue_that_never_told_its_result_weighs_from_the_sixty_first_day() -> None:
    planned = ask("A", "2026-09-10")
    asked = ask("B", "2026-07-03")
    assert pair(planned, asked, today=date(2026, 9, 1)).feedback == 0
    assert pair(planned, asked, today=date(2026, 9, 2)).feedback > 15
    assert pair(planned, replace(asked, results_published=date(2026, 9, 2)), today=date(2026, 9, 2)).feedback == 0
    assert pair(planned, replace(asked, results_published=date(2026, 9, 3)), today=date(2026, 9, 2)).feedback > 15


def test_a_cancelled_dialogue_and_the_plan_itself_do_not_count() -> None:
    same = replace(STREET_TALK, id="A")
    assert overlap(LOCAL_PROGRAMME, [replace(STREET_TALK, cancelled=True), same], today=TODAY).score == 0


def test_a_law_makes_a_consultation_no_lighter() -> None:
    free = overlap(LOCAL_PROGRAMME, [replace(PLAN, statutory=False)], today=TODAY)
    assert overlap(LOCAL_PROGRAMME, [PLAN], today=TODAY).score == free.score == 41


def test_other_weights_give_other_scores_and_say_which_they_are() -> None:
    others = Weights(version=7, closeness=0, high_from=10)
    found = overlap(LOCAL_PROGRAMME, [STREET_TALK], today=TODAY, weights=others)
    assert found.score == 15
    assert (found.level, found.weights_version) == ("high", 7)


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0, "low"),
        (19, "low"),
        (20, "moderate"),
        (44, "moderate"),
        (45, "high"),
        (69, "high"),
        (70, "very_high"),
        (100, "very_high"),
    ],
)
def test_every_level_begins_at_its_limit(score: int, level: str) -> None:
    assert Weights().level(score) == level


def points(planned: Ask, other: Ask) -> Pair:
    return pair(planned, other, today=TODAY)


@given(asks("A"), asks(), st.integers(1, 400))
def test_moving_the_plan_away_never_raises_what_a_neighbour_adds(planned: Ask, other: Ask, days: int) -> None:
    later = planned.start >= other.start
    step = timedelta(days if later else -days)
    farther = replace(planned, start=planned.start + step, end=planned.end + step)
    near, far = points(planned, other), points(farther, other)
    if far.gap_days >= near.gap_days:
        assert far.points <= near.points + 1e-9


@given(asks("A"), asks())
def test_reporting_back_never_raises(planned: Ask, other: Ask) -> None:
    silent = replace(other, results_published=None)
    assert points(planned, replace(other, results_published=TODAY)).points <= points(planned, silent).points


@given(asks("A"), asks(), st.booleans())
def test_holding_an_occasion_together_never_raises(planned: Ask, other: Ask, asked_by_the_plan: bool) -> None:
    apart = replace(other, joint_with=frozenset())
    together = (
        (replace(planned, joint_with=frozenset({other.id})), apart)
        if asked_by_the_plan
        else (planned, replace(other, joint_with=frozenset({planned.id})))
    )
    assert points(*together).joint
    assert points(*together).points <= points(planned, apart).points + 1e-9


@given(asks("A"), several(), asks("N"))
def test_one_more_dialogue_never_lowers_the_total(planned: Ask, others: list[Ask], new: Ask) -> None:
    before, after = overlap(planned, others, today=TODAY), overlap(planned, [*others, new], today=TODAY)
    assert before.score <= after.score <= 100


@given(asks("A"), several(), st.randoms())
def test_the_order_in_which_others_come_does_not_matter(planned: Ask, others: list[Ask], chance: object) -> None:
    mixed = list(others)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert overlap(planned, mixed, today=TODAY) == overlap(planned, others, today=TODAY)


@given(asks("A"), several())
def test_the_reasons_sum_to_the_pair_and_the_pairs_explain_the_score(planned: Ask, others: list[Ask]) -> None:
    found = overlap(planned, others, today=TODAY)
    left = 1.0
    for other in others:
        if not other.cancelled:
            left *= 1 - points(planned, other).points / 100
    assert 0 <= found.score <= 100
    assert found.score == pytest.approx(100 * (1 - left), abs=0.51)
    for shown in found.pairs:
        parts = (shown.closeness, shown.theme, shown.organiser, shown.feedback)
        assert all(part >= 0 for part in parts)
        assert sum(parts) == pytest.approx(shown.points)
        assert 0.5 <= shown.points <= 100
