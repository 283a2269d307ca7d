"""A plan is judged against all that the city's organisers have registered, and only what may count counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actions import dialogues
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.calendar import moment
from portal.domain.deciding import AssessedAt
from portal.domain.overlap import Ask, overlap
from portal.domain.rights import Actor
from portal.domain.weights import Weights
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.overlap import asks, check
from portal.overlap.calendar import counted as counted_asks
from portal.overlap.calendar import expanded, place_of
from portal.overlap.check import Check, Plan
from portal.overlap.models import Assessment, WeightsVersion
from portal.places.models import Area
from portal.publications import catalogue as catalogues
from portal.publications.catalogue import catalogue
from portal.taxonomy.models import TargetGroup
from portal.web.dates import today
from tests.make import Make
from tests.visitor import counted

REASON = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."


def days(number: int) -> date:
    """The day that lies exactly so many days from today, a holiday or not: here the gap between two counts."""
    return today() + timedelta(number)


def plan(starts: int = 30, **changes: object) -> Plan:
    known: dict[str, object] = {
        "starts": days(starts),
        "ends": days(starts),
        "areas": ("ragsved",),
        "groups": ("all",),
        "themes": ("urban_environment/safety",),
        "minutes": 120,
        "organiser": "enskede-arsta-vantor",
    }
    return Plan(**(known | changes))  # type: ignore[arg-type]


def judged(planned: Plan | None = None) -> Check:
    db.session.rollback()
    return check.check(planned or plan(), today=today())


def street_talk(make: Make, admin: Actor, **changes: object) -> Dialogue:
    """Trafikkontoret asks two weeks after the plan."""
    known: dict[str, object] = {
        "title": "Lugnare Rågsvedsvägen",
        "lead": "trafikkontoret",
        "starts": 44,
        "ends": 44,
        "minutes": 90,
        "themes": ("urban_environment/street",),
        "overlap_reason": REASON,
        "contact_function": "Projektledare",
        "contact_email": "gata@example.org",
    }
    return make.coordinated(actor=admin, **(known | changes))


def test_in_an_empty_city_nobody_is_asked_too_much(make: Make) -> None:
    assert judged() == Check(score=0, level="low", lines=(), weights_version=judged().weights_version)


def test_a_clerk_reads_who_asks_the_same_people_when_and_whom_to_call(make: Make, admin: Actor) -> None:
    other = street_talk(make, admin)
    found = judged()
    assert (found.score, found.level) == (41, "moderate")
    (line,) = found.lines
    assert (line.slug, line.title, line.status) == (other.slug, "Lugnare Rågsvedsvägen", "coordination")
    assert (line.organiser, line.contact_function, line.contact_email) == (
        "Trafikkontoret",
        "Projektledare",
        "gata@example.org",
    )
    assert line.days_after == 14
    assert line.pair.closeness == pytest.approx(26.4, abs=0.2)
    assert (line.pair.shared_area, line.pair.shared_group, line.pair.shared_theme) == (1, 1, 0.5)


def test_one_that_came_before_stands_so_many_days_before(make: Make, admin: Actor) -> None:
    street_talk(make, admin, starts=20, ends=23)
    assert judged().lines[0].days_after == -7


@pytest.mark.parametrize(
    ("area", "share"),
    [
        ("ragsved", 1.0),
        ("hagsatra", 0.3),
        ("enskede-arsta-vantor", 0.6),
        ("stockholm", 0.2),
        ("fagersjo", 0.3),
        ("farsta", None),
        ("akalla", None),
    ],
)
def test_who_counts_as_a_neighbour(make: Make, admin: Actor, area: str, share: float | None) -> None:
    street_talk(make, admin, areas=(area,))
    assert [line.pair.shared_area for line in judged().lines] == ([] if share is None else [share])


def test_a_plan_for_the_whole_district_meets_its_neighbourhoods(make: Make, admin: Actor) -> None:
    street_talk(make, admin)
    assert judged(plan(areas=("farsta", "enskede-arsta-vantor"))).lines[0].pair.shared_area == 0.6
    assert judged(plan(areas=("stockholm",))).lines[0].pair.shared_area == 0.2


@pytest.mark.parametrize("old", ["rinkeby-kista", "spanga-tensta"])
def test_a_district_that_was_merged_counts_as_the_one_of_today(make: Make, admin: Actor, old: str) -> None:
    other = street_talk(make, admin, areas=("jarva",))
    row = db.session.get_one(Dialogue, other.id)
    row.areas = [db.session.query(Area).filter_by(slug=old).one()]
    asks.keep([row.id])
    db.session.commit()
    assert judged(plan(areas=("jarva",))).lines[0].pair.shared_area == 1
    assert judged(plan(areas=("akalla",))).lines[0].pair.shared_area == 0.6
    assert judged(plan(areas=("farsta",))).lines == ()


def test_drafts_cancelled_and_withdrawn_dialogues_do_not_count(make: Make, admin: Actor) -> None:
    make.dialogue(actor=admin, starts=44, ends=44)
    cancelled, withdrawn = street_talk(make, admin), street_talk(make, admin, title="En annan dialog")
    assert len(judged().lines) == 2
    dialogues.cancel(cancelled.id, reason="Nämnden har skjutit upp frågan.", actor=admin)
    dialogues.unpublish(withdrawn.id, reason="En person nämndes vid namn.", actor=admin)
    assert judged().lines == ()


def test_a_saved_plan_does_not_count_against_itself(make: Make, admin: Actor) -> None:
    saved = street_talk(make, admin)
    assert judged(plan(id=str(saved.id))).lines == ()
    assert len(judged(plan(id="")).lines) == 1


def test_holding_one_occasion_together_lightens_the_load(make: Make, admin: Actor) -> None:
    own = make.coordinated(actor=admin, starts=30, ends=30, overlap_reason=REASON)
    other = street_talk(make, admin, starts=30, ends=30)
    apart = judged(plan(id=str(own.id)))
    db.session.add(
        Occasion(
            starts=days_at(30, 18),
            ends=days_at(30, 20),
            place="Biblioteket",
            kind="physical",
            dialogues=[db.session.get_one(Dialogue, own.id), db.session.get_one(Dialogue, other.id)],
        )
    )
    db.session.commit()
    together = judged(plan(id=str(own.id)))
    assert together.lines[0].pair.joint
    assert not apart.lines[0].pair.joint
    assert (together.score, apart.score) == (17, 57)


def days_at(day: int, hour: int) -> datetime:
    return moment(days(day), time(hour))


@pytest.fixture
def over_85(app: Flask) -> Iterator[TargetGroup]:
    """A part of the group of older people, for as long as the test lasts."""
    older = db.session.query(TargetGroup).filter_by(slug="older_65").one()
    part = TargetGroup(slug="older_85", names={"sv": "Äldre över 85"}, parent_id=older.id, position=99)
    db.session.add(part)
    db.session.flush()
    catalogues.forget()
    yield part
    db.session.rollback()
    catalogues.forget()


def test_a_group_is_known_with_the_groups_it_lies_within(over_85: TargetGroup) -> None:
    names = catalogue()
    assert expanded(("older_85",), names) == {"older_85", "older_65"}
    assert expanded(("older_65", "parents"), names) == {"older_65", "parents"}
    assert expanded(("all",), names) == {"all"}


def test_a_part_of_a_group_and_the_group_are_the_same_people(make: Make, admin: Actor, over_85: TargetGroup) -> None:
    older = over_85.parent_id
    db.session.rollback()
    other = street_talk(make, admin, groups=("older_65",))
    part = TargetGroup(slug="older_85", names={"sv": "Äldre över 85"}, parent_id=older, position=99)
    row = db.session.get_one(Dialogue, other.id)
    row.groups = [part]
    asks.keep([row.id])
    catalogues.forget()
    found = check.check(plan(groups=("older_65",)), today=today())
    assert [line.pair.shared_group for line in found.lines] == [1.0]
    found = check.check(plan(groups=("older_85",)), today=today())
    assert [line.pair.shared_group for line in found.lines] == [1.0]


def test_groups_are_compared_as_the_model_says(make: Make, admin: Actor) -> None:
    street_talk(make, admin, groups=("parents", "tenants"))
    for groups, share in ((("all",), 0.7), (("parents",), 1.0), (("parents", "older_65"), 0.5)):
        assert judged(plan(groups=groups)).lines[0].pair.shared_group == share
    assert judged(plan(groups=("older_65",))).lines == ()


def closed(make: Make, admin: Actor, *, days_ago: int) -> Dialogue:
    return make.closed(actor=admin, lead="trafikkontoret", days_ago=days_ago, overlap_reason=REASON)


def test_an_unanswered_dialogue_is_remembered_until_its_result_is_told(make: Make, admin: Actor) -> None:
    old = closed(make, admin, days_ago=200)
    before = judged()
    assert [line.pair.closeness > 0 for line in before.lines] == [False]
    assert before.lines[0].pair.feedback > 5
    row = db.session.get_one(Dialogue, old.id)
    row.reported_on = today()
    asks.keep([row.id])
    db.session.commit()
    assert judged().score == 0


def test_very_old_dialogues_are_not_read_at_all(make: Make, admin: Actor) -> None:
    closed(make, admin, days_ago=1200)
    assert judged().score == 0


def test_changed_weights_count_from_then_on_and_the_kept_assessment_names_its_own(make: Make, admin: Actor) -> None:
    other = street_talk(make, admin)
    check.keep(other.id, judged(plan()), moment=AssessedAt.PUBLISHING, decided="accepted", by_id=admin.id)
    db.session.commit()
    old = judged().weights_version
    db.session.add(WeightsVersion(version=old + 1, weights={"closeness": 0.0, "no such number": 5}, reason="Prov"))
    db.session.flush()
    check.forget_weights()
    assert check.current_weights() == Weights(version=old + 1, closeness=0.0)
    fresh = check.check(plan(), today=today())
    db.session.rollback()
    assert (fresh.score, fresh.weights_version) == (15, old + 1)
    kept = db.session.query(Assessment).order_by(Assessment.id.desc()).first()
    assert kept is not None
    assert (kept.score, kept.weights_version) == (41, old)


def test_the_database_gives_the_rules_all_that_could_add_a_point(make: Make, admin: Actor) -> None:
    """However the plan is moved, leaving the database's own choice of neighbours out changes nothing."""
    areas = ("ragsved", "hagsatra", "farsta", "stockholm", "enskede-arsta-vantor", "akalla")
    for number, area in enumerate(areas):
        first = 20 + 25 * number
        street_talk(make, admin, title=f"Dialog {number}", areas=(area,), starts=first, ends=first + 5 * number)
    everybody = counted_asks(date.min, date.max, catalogue=catalogue(), most=100)
    assert len(everybody) == 6

    @settings(max_examples=40, deadline=None)
    @given(st.integers(-100, 500), st.sampled_from(["ragsved", "farsta", "akalla", "stockholm", "jarva"]))
    def rule(start: int, area: str) -> None:
        planned = plan(starts=start, areas=(area,))
        assert judged(planned).score == overlap(asked(planned), everybody, today=today()).score

    rule()


def asked(planned: Plan) -> Ask:
    names = catalogue()
    return Ask(
        id=planned.id,
        start=planned.starts,
        end=planned.ends or planned.starts,
        places=tuple(place_of(names.areas[slug], names) for slug in planned.areas),
        groups=expanded(planned.groups, names),
        themes=frozenset(planned.themes),
        minutes=planned.minutes,
        organiser=planned.organiser,
    )


def test_the_number_of_questions_to_the_database_does_not_grow(make: Make, admin: Actor) -> None:
    numbers = []
    for round_ in range(2):
        for number in range(1 + 5 * round_):
            street_talk(make, admin, title=f"Dialog {round_} {number}")
        db.session.rollback()
        with counted() as statements:
            judged()
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= 4


@pytest.mark.parametrize(
    ("starts", "ends"), [(date.min, None), (date.max, None), (date(2026, 1, 1), date.max), (date.min, date.max)]
)
def test_a_day_far_away_is_judged_like_any_other(make: Make, admin: Actor, starts: date, ends: date | None) -> None:
    street_talk(make, admin)
    found = judged(replace(plan(), starts=starts, ends=ends))
    assert found.score == (0 if ends is None else 57)


def test_a_plan_without_a_last_day_is_asked_on_its_first(make: Make, admin: Actor) -> None:
    street_talk(make, admin)
    assert judged(plan(ends=None)) == judged()
    assert judged(plan(ends=days(30) - timedelta(5))) == judged()


def test_the_lead_is_called_by_its_short_name(make: Make, admin: Actor) -> None:
    street_talk(make, admin)
    short = db.session.query(Organisation.short).filter_by(slug="trafikkontoret").scalar()
    assert judged().lines[0].organiser == short
