"""Researchers test the weights on what the city has learnt, and learn nothing that residents may not read."""

import csv
import io

from flask import Flask

from portal.actions import counting, entries, evaluating, outcomes
from portal.domain.rights import Actor
from portal.domain.words import CountMethod, FeedbackKind, Role
from portal.web.dates import today
from tests.make import Make
from tests.visitor import Visitor

ADDRESS = "/desk/weights/learning.csv"


def learnt(browser: Visitor) -> list[dict[str, str]]:
    page = browser.get(ADDRESS, buffered=True)
    return list(csv.DictReader(io.StringIO(page.text.removeprefix("\ufeff")), delimiter=";"))


def willing(make: Make, actor: Actor, **changes: object) -> str:
    """A reported dialogue after which twelve people said whether they would take part again."""
    dialogue = make.reported(actor=actor, **changes)
    after = evaluating.AfterForm(answers=12, felt_heard=3.5, understood=4.0, again=4.25)
    evaluating.evaluate(dialogue.id, evaluating.Assessment(after_form=after), actor=actor)
    return str(dialogue.slug)


def test_turnout_and_will_stand_beside_the_overlap(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    slug = willing(make, karin, expected=80)
    make.closed(actor=karin, days_ago=100, title="Utan svar i Rågsved", overlap_reason="x" * 60)
    make.coordinated(actor=karin, title="Hemlig plan om torget")
    coordinator = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    (row,) = learnt(coordinator)
    assert (row["dialogue"], row["areas"], row["groups"]) == (slug, "ragsved", "all")
    assert (row["expected"], row["took_part"], row["turnout"]) == ("80", "64", "0.80")
    assert (row["answers"], row["score"], row["weights_version"]) == ("12", "0", "1")
    assert row["again"] in ("4.20", "4.30"), "one decimal, as residents read it"


def test_few_people_are_not_counted(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=karin, expected=10)
    few = counting.Counts(method=CountMethod.COUNTED, total=4, women=2, men=2, other=0)
    counting.report_participation(dialogue.id, few, occasion_id=None, actor=karin)
    entries.give_feedback(dialogue.id, kind=FeedbackKind.RESULT, text="Bara några kom.", on_day=today(), actor=karin)
    outcomes.report(dialogue.id, no_finding_because="För få kom för att säga något.", actor=karin)
    coordinator = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    (row,) = learnt(coordinator)
    assert (row["expected"], row["took_part"], row["turnout"], row["again"]) == ("10", "", "", "")


def test_only_coordinators_and_administrators_study_the_weights(app: Flask, make: Make) -> None:
    admin = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    assert learnt(admin) == []
    assert ADDRESS in admin.get("/desk/weights").links()
    make.signed_in(app, make.staff(Role.EDITOR)).get(ADDRESS, status=403)


def test_a_coordinator_finds_the_file_where_she_works(app: Flask, make: Make) -> None:
    coordinator = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    assert ADDRESS in coordinator.get("/desk/coordination").links()
