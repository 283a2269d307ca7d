"""A clerk moves a plan from the calendar: the score is seen first, all days follow, and nobody else's plan moves."""

from datetime import date, timedelta

from flask import Flask

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.occasions import queries as occasions
from tests.make import Make, days
from tests.portal.overlap.test_deciding import evening, ours, street_talk
from tests.visitor import Visitor

FAR = days(280)


def now_of(dialogue_id: int) -> Dialogue:
    db.session.rollback()
    return db.session.get_one(Dialogue, dialogue_id)


def link(dialogue_id: int) -> str:
    return f"/desk/dialogues/{dialogue_id}/move"


def test_another_day_is_tried_before_anything_moves(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    mine = ours(make, karin)
    street_talk(make, make.staff(Role.EDITOR, organisation="trafikkontoret"))
    clerk = make.signed_in(app, karin)
    assert link(mine.id) in clerk.get("/desk/calendar").links()
    page = clerk.get(link(mine.id))
    assert "41 av 100" in page
    tried = clerk.get(f"{link(mine.id)}?starts={FAR}")
    assert "Bara prövat" in tried
    assert "sedan 0" in tried
    assert now_of(mine.id).starts == days(40)


def test_everything_with_a_day_moves_as_far(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    mine = ours(make, karin)
    before = now_of(mine.id)
    length, promised = before.ends - before.starts, before.feedback_promised - before.ends
    hours = [one.starts.time() for one in occasions.of_dialogue(mine.id)]
    clerk = make.signed_in(app, karin)
    clerk.fill_in(f"{link(mine.id)}?starts={FAR}", starts=FAR.isoformat())
    after = now_of(mine.id)
    assert after.starts == FAR
    assert after.ends - after.starts == length
    assert after.feedback_promised - after.ends == promised
    assert [one.starts.date() for one in occasions.of_dialogue(mine.id)] == [FAR] * len(hours)


def test_a_wrong_day_is_told_at_its_field_and_nothing_moves(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    mine = ours(make, karin)
    clerk = make.signed_in(app, karin)
    values = clerk.get(f"{link(mine.id)}?starts={FAR}").form_values()
    assert "Kontrollera året" in clerk.post(link(mine.id), values | {"starts": "1526-01-01"}, status=422)
    assert "Kontrollera året" in clerk.get(f"{link(mine.id)}?starts=1526-01-01", status=422)
    assert now_of(mine.id).starts == days(40)


def test_two_clerks_who_move_the_same_plan_do_not_overwrite_each_other(app: Flask, make: Make) -> None:
    karin, nils = make.staff(Role.EDITOR), make.staff(Role.EDITOR)
    mine = ours(make, karin)
    first, second = make.signed_in(app, karin), make.signed_in(app, nils)
    opened = first.get(f"{link(mine.id)}?starts={FAR}").form_values()
    second.fill_in(f"{link(mine.id)}?starts={days(100)}", starts=days(100).isoformat())
    answer = first.post(link(mine.id), opened | {"starts": FAR.isoformat()}, status=409)
    assert "Någon annan" in answer
    assert now_of(mine.id).starts == days(100)


def test_what_residents_know_of_is_moved_occasion_by_occasion(app: Flask, make: Make, admin: Actor) -> None:
    shown = make.published(actor=admin, title="Parken vid ån", starts=40, ends=40, occasions=(evening(40),))
    clerk = make.signed_in(app, make.staff(Role.EDITOR))
    page = clerk.get(link(shown.id))
    assert any("/occasions/" in one for one in page.links())
    token = {"csrf_token": clerk.get("/desk/calendar/links").form_values()["csrf_token"], "starts": FAR.isoformat()}
    clerk.post(link(shown.id), token, status=409)
    assert now_of(shown.id).starts != FAR


def test_nobody_moves_anothers_plan(app: Flask, make: Make) -> None:
    mine = ours(make, make.staff(Role.EDITOR))
    stranger = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    assert link(mine.id) not in stranger.get("/desk/calendar").links()
    stranger.get(link(mine.id), status=403)
    token = stranger.get("/desk/calendar/links").form_values()
    stranger.post(link(mine.id), token | {"starts": FAR.isoformat()}, status=403)
    assert now_of(mine.id).starts == days(40)


def test_a_month_is_read_day_by_day(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    mine = ours(make, karin)
    month = mine.starts.strftime("%Y-%m")
    clerk: Visitor = make.signed_in(app, karin)
    page = clerk.get(f"/desk/calendar?span=month&from={month}")
    assert "Dag för dag" in page
    assert mine.texts["sv"].title in page
    after: date = mine.ends.replace(day=1) + timedelta(70)
    assert mine.texts["sv"].title not in clerk.get(f"/desk/calendar?span=month&from={after:%Y-%m}")
