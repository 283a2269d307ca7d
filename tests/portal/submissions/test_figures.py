"""How submissions are handled, in numbers: true ones for staff, and those of a quarter, made safe, for everybody."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from portal.db import db, now
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import Role, SubmissionKind
from portal.publications import quarters
from portal.submissions import figures
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, decided, received
from tests.visitor import Page, Visitor

DESK = "/desk/moderation/figures"
HTML = "{http://www.w3.org/1999/xhtml}"
LAST_SPRING = datetime(2026, 5, 4, 9, tzinfo=UTC)
"""A Monday morning, so that a first decision is promised by Thursday evening."""


@pytest.fixture(autouse=True)
def _portal(app: Flask) -> None:
    """Everything here needs the portal."""


def handled(number: int, *, area: str = "ragsved", days: float | None = 1, reason: str | None = None) -> None:
    """So many that came in last spring and were decided after some days; with a reason they were declined."""
    for _one in range(number):
        one = received(area=area)
        one.created_at, one.first_due_at = LAST_SPRING, LAST_SPRING + timedelta(3, hours=13)
        if days is not None:
            one.first_decided_at = one.decided_at = LAST_SPRING + timedelta(days)
            one.state, one.decline_reason = ("declined", reason) if reason else ("closed", None)
    db.session.commit()


def cells(page: Page, head: str, *, table: int = 0) -> list[str]:
    """What stands in the row with a heading, in one of the tables of the page."""
    found = [row for row in list(page.tree.iter(f"{HTML}table"))[table].iter(f"{HTML}tr") if said(row[0]) == head]
    return [said(one) for one in found[0][1:]]


def said(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.text.lstrip("\ufeff")), delimiter=";"))


def test_the_first_decision_is_remembered_and_the_promise_is_not_moved(moderator: Actor) -> None:
    one = received()
    asked = decided(one, Verdict.ASK, by=moderator, message="Which path do you mean?")
    first = asked.first_decided_at
    assert first is not None
    assert asked.first_due_at == one.due_at
    assert decided(asked, Verdict.APPROVE, by=moderator).first_decided_at == first


def test_what_its_sender_took_back_is_no_decision(visitor: Visitor) -> None:
    one = received()
    page = visitor.get(f"/en/submissions/{one.code}")
    visitor.post(f"/en/submissions/{one.code}/withdraw", page.form_values())
    taken = again(one.code)
    assert (taken.state, taken.first_decided_at) == ("withdrawn", None)


def test_a_coordinator_reads_how_soon_and_how_much_waits_by_district(make: Make, app: Flask) -> None:
    desk = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    for number, took in enumerate((0.5, 1, 2, 9)):
        one = received(area="ragsved", once=f"decided-{number}")
        one.created_at = now() - timedelta(20)
        one.first_due_at = one.created_at + timedelta(3)
        one.first_decided_at = one.decided_at = one.created_at + timedelta(took)
        one.state = "closed"
    received(area="farsta")
    received(area="farsta", late_by=2)
    page = desk.get(DESK)
    assert cells(page, "Enskede-Årsta-Vantörs stadsdelsnämnd") == ["0", "0", "", "4", "4", "75 %", "1,5"]
    assert cells(page, "Farsta stadsdelsnämnd")[:2] == ["2", "1"]
    assert cells(page, "Tillsammans")[:2] == ["2", "1"]


def test_a_moderator_reads_the_numbers_of_her_own_district_only(make: Make, app: Flask, moderator: Actor) -> None:
    received(area="ragsved")
    received(area="farsta")
    page = make.signed_in(app, moderator).get(DESK)
    assert "Enskede" in page
    assert "Farsta stadsdel" not in page
    assert make.signed_in(app, make.staff(Role.EDITOR)).get(DESK, status=403)


def test_the_reasons_are_told_apart_by_kind_in_the_desk(make: Make, app: Flask, moderator: Actor) -> None:
    for kind in (SubmissionKind.TIP, SubmissionKind.SUGGESTION):
        decided(received(kind=kind), Verdict.DECLINE, by=moderator, reason="duplicate", message="Det är redan sagt.")
    page = make.signed_in(app, moderator).get(DESK)
    assert cells(page, "Det har redan skickats in", table=-1) == ["1", "1", "0", "0", "0", "0"]


def test_the_desk_s_numbers_are_a_spreadsheet_too(make: Make, app: Flask, moderator: Actor) -> None:
    received(late_by=1)
    found = rows(make.signed_in(app, moderator).get(f"{DESK}.csv?days=30"))
    assert [(one["received"], one["open"], one["late"]) for one in found] == [("1", "1", "1")]


def test_a_quarter_is_counted_once_when_it_is_over(visitor: Visitor) -> None:
    handled(11)
    assert quarters.publish_ended(datetime(2026, 6, 30, 21, tzinfo=UTC)) == 0
    assert "when it is over" in visitor.get("/en/statistics/received")
    assert quarters.publish_ended(datetime(2026, 6, 30, 23, tzinfo=UTC)) == 1
    handled(1)
    assert quarters.publish_ended(datetime(2026, 7, 1, 9, tzinfo=UTC)) == 0
    told = quarters.told()[date(2026, 4, 1)]
    assert (told.all["received"], told.all["decided"], told.all["in_time"], told.median) == (11, 11, 11, 1.0)
    page = visitor.get("/en/statistics/received?quarter=2026-2")
    assert "100%" in page
    visitor.get("/en/statistics/received?quarter=2026-9", status=404)


def test_small_numbers_are_not_even_stored(visitor: Visitor) -> None:
    handled(10)
    handled(5, area="farsta", days=2)
    handled(2, area="skarpnack", days=8)
    handled(2, reason="hate_or_threat")
    handled(9, reason="duplicate")
    handled(3, area="farsta", days=None)
    quarters.publish_ended(datetime(2026, 7, 2, 9, tzinfo=UTC))
    stored = json.loads(db.session.scalars(text("SELECT figures::text FROM moderation_quarter")).one())
    assert stored["all"]["received"] == 31
    assert stored["reasons"] == {"hate_or_threat": None, "duplicate": None}
    assert None in stored["by"]["received"].values()
    assert stored["all"]["in_time"] is None
    assert not {1, 2, 3, 4} & set(_numbers(stored))
    assert "visas inte" in visitor.get("/sv/statistics/received")


def _numbers(stored: object) -> list[int]:
    if isinstance(stored, dict):
        return [one for key, value in stored.items() if key not in ("median", "medians") for one in _numbers(value)]
    return [stored] if isinstance(stored, int) else []


def test_everybody_can_save_the_numbers_and_hidden_ones_are_empty(visitor: Visitor) -> None:
    handled(8)
    handled(3, area="farsta")
    quarters.publish_ended(datetime(2026, 7, 2, 9, tzinfo=UTC))
    saved = rows(visitor.get("/sv/statistics/received.csv"))
    found = {(one["organisation"], one["measure"]): one["number"] for one in saved}
    assert found["stockholm", "received"] == "11"
    assert "" in {number for (body, measure), number in found.items() if measure == "received"}
    assert len(json.loads(visitor.get("/sv/statistics/received.json").text)["rows"]) == len(saved)


@pytest.mark.parametrize("moment", ["2026-05-07 20:00", "2026-05-08 09:00"])
def test_what_waited_at_the_end_of_a_time_is_known_afterwards(moment: str) -> None:
    handled(2, days=None)
    handled(1, days=2)
    handled(1, days=10)
    when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    (waits,) = figures.waited(when).values()
    assert waits.number == 3
    assert waits.late == (3 if when.day == 8 else 0)
    assert db.session.query(Submission).count() == 4
