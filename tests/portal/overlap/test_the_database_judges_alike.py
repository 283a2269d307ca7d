"""The statement that judges a plan inside the database agrees with the rules in Python, whatever is planned."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.calendar import moment
from portal.domain.overlap import Ask, overlap
from portal.domain.rights import Actor
from portal.domain.weights import Weights
from portal.domain.words import Status
from portal.occasions.models import Occasion
from portal.overlap import asks
from portal.overlap.calendar import asks_of, expanded
from portal.overlap.models import StoredAsk
from portal.overlap.pairs import judge_stored
from portal.publications.catalogue import catalogue
from portal.publications.reference import Catalogue
from portal.web.dates import today
from tests.make import Make

AREAS = ("ragsved", "hagsatra", "fagersjo", "farsta", "enskede-arsta-vantor", "akalla", "stockholm", "spanga-tensta")
GROUPS = ("all", "tenants", "youth_16_19", "parents", "older_65")
THEMES = ("urban_environment/safety", "urban_environment/street", "urban_environment", "city_planning/detailed_plan")
LEADS = ("enskede-arsta-vantor", "trafikkontoret", "stadsbyggnadskontoret")
OTHERS = 6


def some(values: tuple[str, ...], most: int = 3, least: int = 1) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """What is stored of any dialogue, by names."""
    start = draw(st.integers(-1000, 300))
    return {
        "start": start,
        "days": draw(st.sampled_from([0, 0, 1, 30, 200, 100_000])),
        "areas": draw(some(AREAS)),
        "groups": draw(some(GROUPS)),
        "themes": draw(some(THEMES, least=0)),
        "minutes": draw(st.integers(0, 2000)),
        "lead": draw(st.sampled_from(LEADS)),
        "reported": draw(st.none() | st.integers(-900, 0)),
        "counts": draw(st.sampled_from([True, True, True, False])),
    }


weights = st.builds(
    Weights,
    closeness=st.sampled_from([0.4, 0.0, 1.0]),
    theme=st.sampled_from([0.25, 0.5]),
    feedback=st.sampled_from([0.25, 1.0]),
    half_life_days=st.sampled_from([30, 7.5]),
    horizon_days=st.sampled_from([180, 60]),
    base_demand=st.sampled_from([0.3, 0, 1]),
    full_demand_minutes=st.sampled_from([240, 30]),
    one_asks_all=st.sampled_from([0.7, 1]),
)


def stored(dialogue_id: int, one: dict[str, Any], names: Catalogue) -> dict[str, Any]:
    start = today() + timedelta(one["start"])
    return {
        "dialogue_id": dialogue_id,
        "lead_id": names.organisations[one["lead"]].id,
        "starts": start,
        "ends": start + timedelta(one["days"]) if one["days"] < 100_000 else date.max,
        "reported_on": None if one["reported"] is None else today() + timedelta(one["reported"]),
        "minutes": one["minutes"],
        "statutory": False,
        "counts": one["counts"],
        "published": False,
        "asks_all": "all" in one["groups"],
        "areas": [names.areas[slug].id for slug in one["areas"]],
        "themes": [names.themes[slug].id for slug in one["themes"]],
        "groups": [names.groups[slug].id for slug in expanded(one["groups"], names)],
    }


def planned_of(dialogue_id: int, one: dict[str, Any], names: Catalogue) -> Ask:
    row = stored(dialogue_id, one | {"days": min(one["days"], 200)}, names)
    return asks_of([row], names)[0]  # type: ignore[list-item]


def test_in_the_database_and_in_python_a_plan_gets_the_same_points(make: Make, admin: Actor) -> None:
    names = catalogue()
    planned_id, *other_ids = [
        make.dialogue(actor=admin, title=f"Dialog nummer {number}").id for number in range(OTHERS + 1)
    ]
    day = datetime.combine(today(), time(18))
    pair = [db.session.get_one(Dialogue, one) for one in (planned_id, other_ids[0])]
    db.session.add(
        Occasion(
            starts=moment(day.date(), time(18)), ends=moment(day.date(), time(20)), kind="physical", dialogues=pair
        )
    )
    db.session.commit()

    @settings(max_examples=80, deadline=None)
    @given(facts(), st.lists(facts(), max_size=OTHERS), st.booleans(), weights)
    def rule(plan: dict[str, Any], others: list[dict[str, Any]], saved: bool, weigh: Weights) -> None:
        db.session.execute(delete(StoredAsk))
        rows = [stored(number, one, names) for number, one in zip(other_ids, others, strict=False)]
        if rows:
            db.session.execute(insert(StoredAsk), rows)
        planned = planned_of(planned_id if saved else 0, plan, names)
        if saved:
            # Only the first other one shares an occasion with the plan.
            planned = Ask(**{**asdict_flat(planned), "joint_with": frozenset({str(other_ids[0])})})
        counted = [one for one, row in zip(asks_of(rows, names), rows, strict=True) if row["counts"]]  # type: ignore[arg-type]
        told = overlap(planned, [one for one in counted if within_memory(planned, one)], today=today(), weights=weigh)
        found = judge_stored(planned, today=today(), catalogue=names, weights=weigh)
        db.session.rollback()
        assert found.score == told.score
        shown = {one.pair.id: one.pair for one in found.shown}
        expected = {one.id: one for one in told.pairs}
        assert {key for key, one in shown.items() if one.points > 0.501} <= set(expected)
        assert {key for key, one in expected.items() if one.points > 0.501} <= set(shown)
        for key in set(shown) & set(expected):
            for part in ("closeness", "theme", "organiser", "feedback", "gap_days", "shared_theme", "joint"):
                assert abs(getattr(shown[key], part) - getattr(expected[key], part)) < 1e-6, (key, part)
            assert abs(shown[key].shared_area - expected[key].shared_area) < 1e-9
            assert abs(shown[key].shared_group - expected[key].shared_group) < 1e-9

    rule()


def asdict_flat(one: Ask) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def within_memory(planned: Ask, other: Ask) -> bool:
    """What the database reads: three years back if never answered, and nothing that begins after the horizon."""
    return other.end >= planned.start - timedelta(1095) and other.start <= planned.end + timedelta(180)


def test_what_is_stored_is_what_the_records_say(make: Make, admin: Actor) -> None:
    make.published(actor=admin, groups=("parents", "older_65"), areas=("ragsved", "hagsatra"))
    endless = make.dialogue(actor=admin, title="En plan utan slut")
    draft = make.dialogue(actor=admin, title="Ett utkast")
    endless.status, endless.ends, endless.feedback_promised = Status.COORDINATION, None, None
    asks.keep([endless.id])
    db.session.commit()
    assert asks.differences() == []
    assert db.session.get_one(StoredAsk, endless.id).ends == date.max
    row = db.session.get_one(StoredAsk, draft.id)
    assert (row.counts, row.published) == (False, False)
    row.minutes = 7
    db.session.execute(delete(StoredAsk).where(StoredAsk.dialogue_id == 1))
    db.session.commit()
    assert asks.differences() == [1, draft.id]
    assert asks.differences(newest=draft.id - 1) == [draft.id], "only the newest are compared when that is asked for"
    assert asks.fill() == 1
    assert asks.differences() == [draft.id]
    asks.rebuild()
    assert asks.differences() == []
    assert db.session.scalar(select(StoredAsk.minutes).where(StoredAsk.dialogue_id == draft.id)) == 120
