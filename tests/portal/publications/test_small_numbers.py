"""Small numbers of participants are never stored where the public can reach them."""

import json
import re
from datetime import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from portal.actions import counting, dialogues, entries, evaluating, outcomes
from portal.actions.draft import OccasionDraft
from portal.db import db
from portal.domain.errors import RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import CountMethod, FeedbackKind
from portal.occasions import queries as occasions
from portal.outcomes.models import Participation
from portal.publications import statistics
from portal.publications.catalogue import catalogue
from portal.web.dates import today
from tests.make import Make, days


def counts(women: int, men: int, other: int, **more: object) -> counting.Counts:
    return counting.Counts(
        method=CountMethod.COUNTED,
        total=women + men + other,
        women=women,
        men=men,
        other=other,
        **more,  # type: ignore[arg-type]
    )


def stored() -> dict[str, Any]:
    page = db.session.scalars(text("SELECT page::text FROM published_item WHERE kind = 'dialogue'")).one()
    found: dict[str, Any] = json.loads(page)["took_part"]
    return found


def cells(name: str) -> dict[str, int | None] | None:
    told = stored()["breakdowns"].get(name)
    return told["cells"] if told else None


def everything_public() -> str:
    """All that pages, feeds, index and statistics can be made of."""
    rows = [
        *db.session.scalars(text("SELECT to_jsonb(one)::text FROM published_item one")),
        *db.session.scalars(text("SELECT to_jsonb(one)::text FROM yearly_figure one")),
    ]
    return " ".join(rows)


def test_a_small_count_is_not_even_stored(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin)
    bands = {"0_12": 0, "13_15": 3, "16_19": 0, "20_29": 9, "30_44": 21, "45_64": 18, "65_79": 10, "80_plus": 3}
    report(plan.id, admin, counts(34, 28, 2, bands=bands, first_time=4))
    assert cells("gender") == {"women": 34, "men": None, "other": None}
    assert cells("age") == bands | {"13_15": None, "80_plus": None}
    assert cells("first_time") is None
    assert "28" not in re.findall(r'"(?:men|number)": (\d+)', everything_public())


def report(dialogue_id: int, actor: Actor, counted: counting.Counts) -> None:
    """Counts, and everything else that makes residents see them."""
    counting.report_participation(dialogue_id, counted, occasion_id=None, actor=actor)
    report_rest(dialogue_id, actor)


def test_of_fewer_than_ten_only_the_total_is_told(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin)
    report(plan.id, admin, counts(9, 0, 0, bands={"65_79": 9}, first_time=9))
    assert stored()["total"] == 9
    assert stored()["breakdowns"] == {}


def test_a_slip_found_later_changes_nothing_residents_see_and_staff_see_it(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin)
    report(plan.id, admin, counts(34, 28, 0))
    before = stored()
    counting.report_participation(plan.id, counts(35, 28, 0), occasion_id=None, actor=admin)
    assert stored() == before | {"held_back": True}
    assert db.session.query(Participation).one().women == 35


def test_taking_the_dialogue_away_and_publishing_it_anew_forgets_nothing_that_was_shown(
    make: Make, admin: Actor
) -> None:
    plan = make.closed(actor=admin)
    report(plan.id, admin, counts(34, 28, 0))
    dialogues.unpublish(plan.id, reason="Fel siffror har visats för invånarna.", actor=admin)
    counting.report_participation(plan.id, counts(34, 29, 0), occasion_id=None, actor=admin)
    dialogues.republish(plan.id, actor=admin)
    assert cells("gender") == {"women": 34, "men": 28, "other": 0}


def test_occasions_are_added_up_and_never_told_apart(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin, occasions=(evening(2), evening(3)))
    first, second = (one.id for one in occasions.of_dialogue(plan.id))
    counting.report_participation(plan.id, counts(20, 9, 2), occasion_id=first, actor=admin)
    counting.report_participation(plan.id, counts(15, 9, 1), occasion_id=second, actor=admin)
    report_rest(plan.id, admin)
    assert stored()["total"] == 56
    assert cells("gender") == {"women": 35, "men": None, "other": None}
    assert [one["total"] for one in stored()["occasions"]] == [31, 25]
    assert "20" not in re.findall(r'"women": (\d+)', everything_public())


def test_homes_in_areas_with_few_residents_are_counted_with_the_district(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin, lead="bromma", areas=("bromma",))
    small = next(one for one in catalogue().areas.values() if one.small and one.parent == "bromma")
    report(plan.id, admin, counts(30, 30, 0, home_areas={small.slug: 8, "bromma": 12, "other_district": 20}))
    assert cells("home") == {"bromma": 20, "other_district": 20}
    assert small.slug not in json.dumps(stored())


def test_averages_are_not_told_anew_for_one_more_answer(make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin)

    def told(answers: int, average: float) -> dict[str, Any]:
        form = evaluating.AfterForm(answers=answers, felt_heard=average, understood=average, again=average)
        evaluating.evaluate(plan.id, evaluating.Assessment(after_form=form), actor=admin)
        page = db.session.scalars(text("SELECT page::text FROM published_item WHERE kind = 'dialogue'")).one()
        found: dict[str, Any] = json.loads(page)["evaluation"]["after_form"]
        return found

    assert told(12, 4.24) == {"answers": 12, "felt_heard": 4.2, "understood": 4.2, "again": 4.2}
    assert told(13, 3.99)["answers"] == 12
    assert told(24, 3.5) == {"answers": 24, "felt_heard": 3.5, "understood": 3.5, "again": 3.5}


dialogue_counts = st.tuples(*[st.integers(0, 30)] * 3)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dialogue_counts, st.lists(dialogue_counts, max_size=3))
def test_no_equation_made_of_everything_public_gives_a_hidden_count(
    make: Make, admin: Actor, first: tuple[int, int, int], later: list[tuple[int, int, int]]
) -> None:
    """Somebody who keeps every version of every page and of the statistics sets up all equations there are.

    Corrections are taken to have changed as little as possible: a count that was shown stays the same unknown.
    """
    db.session.execute(text("TRUNCATE dialogue, published_item, yearly_figure CASCADE"))
    db.session.commit()
    plan = make.closed(actor=admin)
    report(plan.id, admin, counts(*first))
    kept = [_snapshot()]
    for women, men, other in later:
        counting.report_participation(plan.id, counts(women, men, other), occasion_id=None, actor=admin)
        kept.append(_snapshot())
    unknown: set[str] = set()
    equations: list[tuple[dict[str, int], int]] = []
    for pages, numbers in kept:
        for name, told in pages.items():
            breakdown = told["breakdowns"].get("gender", {"answered": told["total"], "cells": dict.fromkeys(GENDERS)})
            version = f"{name}:{json.dumps(told['breakdowns'], sort_keys=True)}{told['total']}"
            equations.append(({f"{version}.{cell}": 1 for cell in GENDERS}, breakdown["answered"]))
            for cell, count in breakdown["cells"].items():
                if count is None:
                    unknown.add(f"{version}.{cell}")
                else:
                    equations.append(({f"{version}.{cell}": 1}, count))
        everybody = sum(told["total"] for told in pages.values())
        assert numbers.get("participants", 0) == everybody
        assert sum(numbers.get(f"gender_{cell}", 0) for cell in (*GENDERS, "unknown")) == everybody
    for name in unknown:
        assert not determined(name, equations), (name, equations)


GENDERS = ("women", "men", "other")


def _snapshot() -> tuple[dict[str, Any], dict[str, int]]:
    rows = db.session.execute(text("SELECT key, page::text FROM published_item WHERE kind = 'dialogue'")).all()
    pages = {key: json.loads(page)["took_part"] for key, page in rows}
    return pages, statistics.by_area(None).get("stockholm", {})


def determined(name: str, equations: list[tuple[dict[str, int], int]]) -> bool:
    """Whether linear equations give one unknown: whether its unit vector lies in the space of their rows."""
    names = sorted({one for row, _ in equations for one in row})
    rows = [[Fraction(row.get(one, 0)) for one in names] for row, _ in equations]
    wanted = [Fraction(one == name) for one in names]
    for place in range(len(names)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [_without(row, pivot, place) for row in rows]
        wanted = _without(wanted, pivot, place)
    return not any(wanted)


def _without(row: list[Fraction], pivot: list[Fraction], place: int) -> list[Fraction]:
    factor = row[place] / pivot[place]
    return [one - factor * other for one, other in zip(row, pivot, strict=True)] if factor else row


def report_rest(dialogue_id: int, actor: Actor) -> None:
    entries.give_feedback(
        dialogue_id, kind=FeedbackKind.RESULT, text="Ni sa att trappan är mörk.", on_day=today(), actor=actor
    )
    outcomes.report(dialogue_id, no_finding_because="För få kom.", actor=actor)


def evening(day: int) -> OccasionDraft:
    return OccasionDraft(day=days(30 + day), begins=time(18), ends=time(20), place="Biblioteket")


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
