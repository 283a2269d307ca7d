"""Whether the same has been asked before, by subject, place, people and words."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.area import Place
from portal.domain.earlier import Standing, alike, months_after, same_questions, standing, trigrams
from portal.domain.overlap import Ask
from portal.domain.weights import DEFAULT

TODAY = date(2026, 9, 1)
PLANNED = Ask(
    id="new",
    start=date(2026, 10, 15),
    end=date(2026, 10, 15),
    places=(Place(kind="neighbourhood", district="eav", neighbourhood="ragsved"),),
    groups=frozenset({"all"}),
    themes=frozenset({"urban_environment/safety"}),
    minutes=60,
    organiser="eav",
)


def earlier(ended: date, **changes: object) -> Standing | None:
    other = replace(PLANNED, id="old", start=ended, end=ended, **changes)  # type: ignore[arg-type]
    return standing(replace(PLANNED, themes=PLANNED.themes | other.themes), other, today=TODAY, weights=DEFAULT)


@pytest.mark.parametrize(
    ("ended", "theme", "found"),
    [
        (date(2024, 9, 1), "urban_environment/safety", Standing.RECENT),
        (date(2024, 8, 31), "urban_environment/safety", Standing.OLDER),
        (date(2021, 9, 1), "urban_environment/safety", Standing.OLDER),
        (date(2021, 8, 31), "urban_environment/safety", None),
        (date(2023, 9, 1), "city_planning/detailed_plan", Standing.RECENT),
        (date(2025, 8, 31), "culture_leisure", Standing.OLDER),
        (date(2025, 9, 1), "culture_leisure", Standing.RECENT),
    ],
)
def test_how_long_an_answer_holds(ended: date, theme: str, found: Standing | None) -> None:
    assert earlier(ended, themes=frozenset({theme})) is found


def test_another_place_or_other_people_were_asked_something_else() -> None:
    ended = date(2026, 5, 1)
    district = Place(kind="district", district="eav")
    next_door = Place(kind="neighbourhood", district="eav", neighbourhood="hagsatra")
    assert earlier(ended, places=(district,)) is Standing.RECENT
    assert earlier(ended, places=(next_door,)) is None
    assert earlier(ended, groups=frozenset({"tenants"})) is Standing.RECENT
    planned = replace(PLANNED, groups=frozenset({"parents"}))
    other = replace(PLANNED, id="old", end=ended, groups=frozenset({"tenants"}))
    assert standing(planned, other, today=TODAY, weights=DEFAULT) is None


def test_the_same_question_is_known_by_its_letters() -> None:
    asked = ("Var känner du dig otrygg i Rågsved?", "Vad vill du göra på torget?")
    assert same_questions(["Var känner du dig otrygg i Rågsved"], asked) == (
        ("Var känner du dig otrygg i Rågsved", asked[0]),
    )
    assert same_questions(["Hur reser du till jobbet?"], asked) == ()
    assert alike(trigrams("Vad vill du?"), trigrams("VAD VILL DU")) == 1
    assert alike(trigrams(""), trigrams("")) == 0


def test_months_end_where_the_month_ends() -> None:
    assert months_after(date(2024, 8, 31), 18) == date(2026, 2, 28)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
