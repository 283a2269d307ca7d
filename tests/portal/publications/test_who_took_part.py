"""Who took part is compared with who lives there, and nothing of it tells a hidden count."""

import csv
import io
from collections.abc import Iterator
from itertools import permutations

import pytest
from flask import Flask
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, or_

from portal.actions import counting, evaluating
from portal.db import db, transaction
from portal.demo.residents import load_residents
from portal.domain.rights import Actor
from portal.domain.suppression import shown
from portal.domain.words import CountMethod
from portal.places.models import Population
from portal.public.taking_part import _document
from portal.publications import catalogue, versions
from portal.publications.figures import TookPart
from portal.publications.represented import Against, represented
from tests.make import Make
from tests.portal.publications.test_small_numbers import report_rest
from tests.visitor import Visitor

HERE = Against(
    areas=("farsta",),
    year=2024,
    source="Påhittade värden",
    invented=True,
    cells={"gender": {"women": 31_000, "men": 31_000}, "age": {"16_19": 3_000, "20_29": 9_000, "30_44": 50_000}},
)
GENDERS = ("women", "men", "other")
small = st.integers(0, 12)


def told(**breakdowns: dict[str, int]) -> TookPart:
    total = max(sum(cells.values()) for cells in breakdowns.values())
    safe = shown(total, breakdowns)
    return TookPart(total=total, method="counted", breakdowns=safe.breakdowns)


def everything(one: TookPart) -> object:
    """All that page and downloads are made of."""
    return (represented(one, HERE), _document("x", one, HERE))


def others(cells: dict[str, int]) -> Iterator[dict[str, int]]:
    """The same people otherwise divided: one moved from one group to another."""
    for (name, count), (other, more) in permutations(cells.items(), 2):
        if count:
            yield cells | {name: count - 1, other: more + 1}


@settings(max_examples=300, deadline=None)
@given(st.tuples(st.integers(0, 60), st.integers(0, 60), small), st.tuples(small, st.integers(0, 30), small))
def test_no_page_and_no_file_tells_a_hidden_count(gender: tuple[int, ...], age: tuple[int, ...]) -> None:
    genders = dict(zip(GENDERS, gender, strict=True))
    ages = dict(zip(("16_19", "20_29", "30_44"), age, strict=True))
    assume(sum(ages.values()) <= sum(genders.values()))
    one = told(gender=genders, age=ages)
    # Somebody else with another count in each hidden place sees exactly the same.
    for name, true in (("gender", genders), ("age", ages)):
        if name in one.breakdowns:
            for cell in [cell for cell, count in one.breakdowns[name].cells.items() if count is None]:
                elsewhere = (told(**{"gender": genders, "age": ages, name: cells}) for cells in others(true))
                assert all(everything(again) == everything(one) for again in elsewhere if again == one)
                row = next(share for part in represented(one, HERE) for share in part.shares if share.group == cell)
                assert (row.count, row.share, row.low, row.high, row.index, row.word) == (None,) * 6


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 4))
def test_how_many_told_their_gender_is_left_out_while_any_count_is_hidden(women: int, men: int, other: int) -> None:
    one = told(gender={"women": women, "men": men, "other": other})
    for part in represented(one, HERE):
        assert (part.answered, part.rate, part.missing) == (None, None, "hidden")
        assert all(share.share is None and share.residents is None for share in part.shares)


def test_shares_stand_in_words_beside_those_of_the_residents() -> None:
    part = represented(told(gender={"women": 70, "men": 20, "other": 10}), HERE)[0]
    women, men, other = part.shares
    assert (part.answered, part.rate, part.missing) == (90, 0.9, "")
    assert (women.word, men.word, other.word) == ("more", "fewer", None)
    assert women.share == 70 / 90
    assert (women.low or 1) < 70 / 90 < (women.high or 0)


@pytest.mark.parametrize(
    ("cells", "total", "missing"),
    [
        ({"women": 9, "men": 8, "other": 0}, 17, "few"),
        ({"women": 20, "men": 9, "other": 40}, 69, "low_rate"),
        ({"women": 20, "men": 9, "other": 0}, 29, ""),
    ],
)
def test_few_or_half_silent_are_not_compared(cells: dict[str, int], total: int, missing: str) -> None:
    part = represented(told(gender=cells), HERE)[0]
    assert (part.total, part.missing) == (total, missing)


def test_an_area_with_few_residents_is_not_compared_with() -> None:
    few = Against(areas=("lunda",), year=2024, source="", invented=True, cells={"gender": {"women": 80, "men": 90}})
    assert represented(told(gender={"women": 30, "men": 30, "other": 0}), few)[0].missing == "no_residents"


@pytest.fixture
def residents(app: Flask) -> Iterator[None]:
    """Who lives in the districts, by gender and age, for one test."""
    with transaction():
        load_residents()
    yield
    with transaction():
        db.session.execute(delete(Population).where(or_(Population.gender != "", Population.age_band != "")))
        versions.take_next(reference=True)
    catalogue.forget()


def count(dialogue_id: int, actor: Actor, women: int, men: int, other: int) -> None:
    counts = counting.Counts(method=CountMethod.COUNTED, total=women + men + other, women=women, men=men, other=other)
    counting.report_participation(dialogue_id, counts, occasion_id=None, actor=actor)


@pytest.mark.usefixtures("residents")
def test_a_resident_sees_who_was_missed_and_can_download_it(
    app: Flask, visitor: Visitor, make: Make, admin: Actor
) -> None:
    plan = make.closed(actor=admin)
    count(plan.id, admin, 60, 20, 0)
    report_rest(plan.id, admin)
    page = visitor.get(f"/en/dialogues/{plan.slug}")
    for words in ("fewer than their share", "more than their share", "80 of 80 answered (100%).", "invented here"):
        assert words in page
    file = app.test_client().get(f"/en/dialogues/{plan.slug}/who-took-part.csv")
    rows = list(csv.DictReader(io.StringIO(file.get_data(as_text=True).lstrip("\ufeff"))))
    men = next(row for row in rows if row["group"] == "men")
    assert (men["count"], men["share"], men["compared"]) == ("20", "0.25", "yes")
    assert float(men["share_low_95"]) < 0.25 < float(men["share_high_95"])


@pytest.mark.usefixtures("residents")
def test_a_hidden_count_stands_neither_on_the_page_nor_in_its_files(
    app: Flask, visitor: Visitor, make: Make, admin: Actor
) -> None:
    plan = make.closed(actor=admin)
    count(plan.id, admin, 67, 31, 2)
    report_rest(plan.id, admin)
    page = visitor.get(f"/en/dialogues/{plan.slug}")
    assert "because a small number is hidden" in page
    files = [
        app.test_client().get(f"/en/dialogues/{plan.slug}/who-took-part.{form}").get_data(as_text=True)
        for form in ("csv", "json")
    ]
    # 31 men, and the 98 of 100 who told, would each give the two away.
    for text in (page, *files):
        assert all(told not in text for told in (">31<", ",31,", ": 31", "98%", "0.98", ":31,"))


def test_the_ways_used_and_what_people_thought_stand_beside_what_was_planned(
    visitor: Visitor, make: Make, admin: Actor
) -> None:
    plan = make.reported(actor=admin)
    evaluating.evaluate(
        plan.id,
        evaluating.Assessment(
            recruitment_used=("letter",),
            after_form=evaluating.AfterForm(answers=12, felt_heard=4.0, understood=3.5, again=4.5),
        ),
        actor=admin,
    )
    page = visitor.get(f"/en/dialogues/{plan.slug}")
    for words in ("Ways of reaching people", "12 people answered", "I would take part again"):
        assert words in page
