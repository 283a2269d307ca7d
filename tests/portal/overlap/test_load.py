"""How much every group in every district is asked follows the dialogues, and the figures of the worked example."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update

from portal.actions import dialogues
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.load import first_of, load_level, month_after, months, part_in_month, reached, share
from portal.domain.overlap import Ask
from portal.domain.rights import Actor
from portal.overlap import asks, load
from portal.overlap.models import LoadDue, WeightsVersion
from portal.publications import versions
from portal.publications.load import load_map
from portal.publications.models import LoadCell
from portal.web.dates import today
from tests.make import Make, days
from tests.portal.domain.asks import ACROSS, CITY_SURVEY, LANDLORD, LOCAL_PROGRAMME, PLAN, STREET_TALK

SIX = (LOCAL_PROGRAMME, STREET_TALK, LANDLORD, CITY_SURVEY, PLAN, ACROSS)
HOME = "enskede-arsta-vantor"
EVERYBODY = frozenset({"all"})


def added(district: str, month: date, others: tuple[Ask, ...] = SIX) -> tuple[int, float]:
    shares = [
        share(
            reached(district, EVERYBODY, places=one.places, groups=one.groups),
            one.minutes,
            part_in_month(one.start, one.end, month),
        )
        for one in others
    ]
    return round(sum(one.minutes for one in shares)), round(sum(one.asks for one in shares), 1)


@pytest.mark.parametrize(
    ("district", "month", "minutes", "number"),
    [
        ("enskede", date(2026, 10, 1), 162, 2.1),
        ("enskede", date(2026, 11, 1), 3, 0.9),
        ("farsta", date(2026, 10, 1), 74, 0.9),
    ],
)
def test_the_worked_example_has_the_load_that_is_written_down(
    district: str, month: date, minutes: int, number: float
) -> None:
    assert added(district, month) == (minutes, number)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_the_parts_of_all_months_make_the_whole(start: date, length: int) -> None:
    end = start + timedelta(length)
    assert sum(part_in_month(start, end, month) for month in months(start, end)) == pytest.approx(1)
    assert part_in_month(start, end, month_after(first_of(end))) == 0


def test_a_dialogue_without_a_last_day_asks_once_a_year() -> None:
    year = sum(part_in_month(date(2026, 1, 1), date.max, date(2027, number, 1)) for number in range(1, 13))
    assert year == pytest.approx(1)


@pytest.mark.parametrize(
    ("minutes", "number", "level"),
    [
        (0, 0, "none"),
        (180, 2, "some"),
        (181, 1, "much"),
        (10, 2.1, "much"),
        (361, 1, "too_much"),
        (10, 4.1, "too_much"),
    ],
)
def test_a_level_is_the_worse_of_minutes_and_asks(minutes: float, number: float, level: str) -> None:
    assert load_level(minutes, number) == level


def summed(month: date, *, group: str = "all", district: str = HOME) -> tuple[float, float, int]:
    load.sum_due()
    cell = load_map(month, count=1, group=group, coordination=True).cell(district, month)
    return cell.minutes, cell.asks, cell.dialogues


def test_the_load_follows_a_dialogue_from_plan_to_cancellation(make: Make, admin: Actor) -> None:
    month = first_of(days(30))
    assert summed(month) == (0, 0, 0)
    one = make.coordinated(actor=admin, starts=30, ends=30)
    assert summed(month) == (72, 0.6, 1)
    assert summed(month, group="parents") == (pytest.approx(72 * 0.7), pytest.approx(0.42), 1)
    assert summed(month, district="farsta") == (0, 0, 0)
    dialogues.publish(one.id, actor=admin, today=today())
    assert summed(month) == (72, 0.6, 1)
    dialogues.cancel(one.id, reason="Nämnden har skjutit upp frågan.", actor=admin)
    assert summed(month) == (0, 0, 0)
    assert load.due() == 0


def test_a_month_that_is_due_stays_due_until_it_has_been_summed(make: Make, admin: Actor) -> None:
    make.coordinated(actor=admin, starts=30, ends=70)
    db.session.rollback()
    assert load.due() >= 2
    load.sum_due()
    assert load.due() == 0
    assert load.differences() == []


def test_public_pages_are_made_anew_only_when_what_they_show_has_changed(make: Make, admin: Actor) -> None:
    one = make.coordinated(actor=admin)
    load.sum_due()
    before = versions.current().content
    db.session.rollback()
    load.rebuild()
    assert versions.current().content == before
    db.session.rollback()
    dialogues.publish(one.id, actor=admin, today=today())
    published = versions.current().content
    db.session.rollback()
    load.sum_due()
    assert versions.current().content > published


def test_a_fault_in_the_stored_load_is_found_and_mended(make: Make, admin: Actor) -> None:
    make.published(actor=admin, starts=30, ends=30)
    load.sum_due()
    month = first_of(days(30))
    db.session.execute(update(LoadCell).where(LoadCell.month == month).values(minutes=1))
    db.session.commit()
    assert load.differences() == [month]
    load.rebuild()
    assert load.differences() == []


def test_other_weights_sum_everything_anew(make: Make, admin: Actor) -> None:
    make.published(actor=admin, starts=30, ends=30)
    month = first_of(days(30))
    assert summed(month, group="parents")[0] == pytest.approx(50.4)
    db.session.add(WeightsVersion(version=2, weights={"one_asks_all": 0.5}, reason="Prov"))
    db.session.commit()
    assert summed(month, group="parents")[0] == pytest.approx(36)


def test_moving_a_dialogue_moves_its_load(make: Make, admin: Actor) -> None:
    one = make.published(actor=admin, starts=30, ends=30)
    load.sum_due()
    row = db.session.get_one(Dialogue, one.id)
    row.starts = row.ends = days(100)
    row.feedback_promised = None
    asks.keep([row.id])
    db.session.commit()
    assert summed(first_of(days(30))) == (0, 0, 0)
    assert summed(first_of(days(100))) == (72, 0.6, 1)


def test_work_broken_off_is_found_again(make: Make, admin: Actor) -> None:
    """A worker that dies between change and sum leaves the mark of the month."""
    make.published(actor=admin, starts=30, ends=30)
    load.sum_due()
    db.session.execute(delete(LoadCell))
    db.session.add(LoadDue(month=first_of(days(30))))
    db.session.commit()
    assert summed(first_of(days(30))) == (72, 0.6, 1)
