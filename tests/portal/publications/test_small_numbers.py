"""Small numbers of participants are never stored where the public can reach them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from portal.actions import counting
from portal.db import db
from portal.domain.errors import RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import CountMethod
from portal.outcomes.models import Participation
from portal.publications.counts import shown_participation
from tests.make import Make


def counts(women: int, men: int, other: int, **more: object) -> counting.Counts:
    return counting.Counts(
        method=CountMethod.COUNTED,
        total=women + men + other,
        women=women,
        men=men,
        other=other,
        **more,  # type: ignore[arg-type]
    )


def stored() -> list[dict[str, object]]:
    page = db.session.scalars(text("SELECT page::text FROM published_item WHERE kind = 'dialogue'")).one()
    found: list[dict[str, object]] = json.loads(page)["participation"]
    return found


def test_a_small_count_is_not_even_stored(make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin)
    bands = {"0_12": 0, "13_15": 3, "16_19": 0, "20_29": 9, "30_44": 21, "45_64": 18, "65_79": 10, "80_plus": 3}
    counting.report_participation(
        plan.id, counts(34, 28, 2, bands=bands, first_time=4), occasion_id=None, actor=admin
    )
    (shown,) = stored()
    assert (shown["total"], shown["women"], shown["men"], shown["other"]) == (64, 34, None, None)
    assert shown["first_time"] is None
    assert shown["bands"] == bands | {"13_15": None, "80_plus": None}
    raw = " ".join(db.session.scalars(text("SELECT to_jsonb(one)::text FROM published_item one")))
    assert '"men": 28' not in raw
    assert '"other": 2' not in raw


def test_of_fewer_than_ten_only_the_total_is_told(make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin)
    counting.report_participation(
        plan.id, counts(9, 0, 0, bands={"65_79": 9}, first_time=9), occasion_id=None, actor=admin
    )
    (shown,) = stored()
    assert shown["total"] == 9
    assert {name for name, value in shown.items() if value is not None} == {"total", "method"}


def row(occasion: int | None, women: int, men: int, other: int) -> Participation:
    return Participation(
        occasion_id=occasion,
        method=CountMethod.COUNTED,
        total=women + men + other,
        women=women,
        men=men,
        other=other,
        bands={},
        first_time=None,
    )


def test_beside_the_whole_an_occasion_tells_only_its_total() -> None:
    whole, evening = shown_participation([row(None, 40, 30, 10), row(1, 30, 20, 7)])
    assert (whole.women, whole.men, whole.other) == (40, 30, 10)
    assert (evening.total, evening.women, evening.men, evening.other) == (57, None, None, None)


def test_occasions_alone_tell_their_own_counts() -> None:
    one, other = shown_participation([row(1, 30, 20, 7), row(2, 10, 10, 2)])
    assert (one.women, one.men, one.other) == (30, 20, 7)
    assert (other.women, other.men, other.other) == (None, None, None)


@settings(max_examples=300)
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=1, max_size=3), st.integers(0, 90))
def test_nothing_published_holds_a_number_from_one_to_four_but_a_total(
    occasions: list[tuple[int, int, int]], first: int
) -> None:
    rows = [row(number, *one) for number, one in enumerate(occasions)]
    for one in rows:
        one.first_time = min(first, one.total)
        one.bands = {"20_29": one.women, "30_44": one.men}
    for shown in shown_participation(rows):
        told = [shown.women, shown.men, shown.other, shown.first_time, *(shown.bands or {}).values()]
        assert not [number for number in told if number is not None and 0 < number < 5]
        before = None if shown.first_time is None else shown.total - shown.first_time
        assert before is None or not 0 < before < 5
        genders = [shown.women, shown.men, shown.other]
        assert genders.count(None) != 1


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [({"total": 65}, "V14"), ({"bands": {"0_12": 65}}, "V14.bands"), ({"first_time": 65}, "V14.first")],
)
def test_counts_that_do_not_add_up_are_refused_and_nothing_is_stored(
    make: Make, admin: Actor, wrong: dict[str, object], rule: str
) -> None:
    plan = make.closed(actor=admin)
    given_counts: dict[str, object] = {"method": CountMethod.COUNTED, "total": 64, "women": 34, "men": 28, "other": 2}
    with pytest.raises(RulesNotMet) as refused:
        counting.report_participation(
            plan.id,
            counting.Counts(**(given_counts | wrong)),
            occasion_id=None,
            actor=admin,  # type: ignore[arg-type]
        )
    assert [problem.rule for problem in refused.value.problems] == [rule]
    assert db.session.query(Participation).count() == 0


def test_counts_that_add_up_are_kept(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin)
    counting.report_participation(
        plan.id, counts(34, 28, 2, bands={"0_12": 64}, first_time=64), occasion_id=None, actor=admin
    )
    assert db.session.query(Participation).one().total == 64
