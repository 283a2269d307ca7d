"""The statistics are the sum of what is published, also after something went wrong; nobody's counts stay untold."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal.actions.showing_figures import show_missing_figures
from portal.db import db, transaction
from portal.domain.rights import Actor
from portal.outcomes.models import ShownFigures
from portal.publications import queries, statistics
from portal.publications.models import PublishedItem, YearlyFigure
from portal.web.dates import today
from tests.make import Make
from tests.visitor import Visitor

LONG = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."


def numbers() -> dict[tuple[str, str], int]:
    """The statistics of all years, without zeros."""
    return {
        (area, name): number
        for area, told in statistics.by_area(None).items()
        for name, number in told.items()
        if number
    }


@pytest.mark.parametrize("measure", ["dialogues", "participants", "promises_open", "answers_on_time"])
def test_any_number_that_has_drifted_is_counted_anew(make: Make, admin: Actor, measure: str) -> None:
    make.reported(actor=admin)
    right = numbers()
    assert not statistics.keep_in_step()
    with transaction():
        db.session.execute(
            update(YearlyFigure).where(YearlyFigure.measure == measure).values(number=YearlyFigure.number + 1)
        )
    assert statistics.keep_in_step()
    assert numbers() == right
    assert not statistics.keep_in_step()


def test_a_late_answer_about_the_whole_city_is_one_late_answer(make: Make, admin: Actor) -> None:
    make.closed(actor=admin, areas=("stockholm",), days_ago=65)
    make.closed(actor=admin, areas=("farsta",), days_ago=65, title="En till som väntar på svar", overlap_reason=LONG)
    assert statistics.late_answers(today()) == {"stockholm": 2, "farsta": 1}
    assert statistics.late_answers(today() - timedelta(30)) == {}


def test_a_number_of_something_that_is_not_there_goes(make: Make, admin: Actor) -> None:
    make.reported(actor=admin)
    with transaction():
        db.session.add(YearlyFigure(area="farsta", year=2019, measure="promises_kept", number=3))
    assert statistics.keep_in_step()
    assert "farsta" not in statistics.by_area(2019)


def test_counts_that_were_reported_before_they_were_shown_are_shown(
    visitor: Visitor, make: Make, admin: Actor
) -> None:
    plan = make.reported(actor=admin)
    with transaction():
        db.session.execute(delete(ShownFigures))
        row = db.session.query(PublishedItem).filter_by(kind="dialogue").one()
        row.page = {name: value for name, value in (row.page or {}).items() if name != "took_part"}
    assert "64 people took part" not in visitor.get(f"/en/dialogues/{plan.slug}?before")
    assert show_missing_figures() == 1
    assert show_missing_figures() == 0
    page = queries.page(plan.slug)
    assert page is not None
    assert page.took_part is not None
    assert page.took_part.total == 64
    assert "64 people took part" in visitor.get(f"/en/dialogues/{plan.slug}")


def test_the_statistics_of_a_district_tell_its_numbers(visitor: Visitor, make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin)
    assert plan.starts is not None
    for address in ("en/statistics", f"en/statistics?district=enskede-arsta-vantor&year={plan.starts.year}"):
        page = visitor.get(f"/{address}")
        for words in ("people took part", "Were promises kept?", "Hidden or not known"):
            assert words in page
    visitor.get("/en/statistics?year=99999", status=404)
