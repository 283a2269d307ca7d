"""A clerk moves a plan from the calendar: the score is seen first, all days follow, and nobody else's plan moves."""

from datetime import date, time, timedelta

from flask import Flask

from portal.actions import sharing, taking
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue
from portal.domain.calendar import day_of, moment
from portal.domain.deciding import AssessedAt
from portal.domain.rights import Actor
from portal.domain.suggestions import Kind
from portal.domain.words import LegalBasis, OccasionState, Role
from portal.occasions import queries as occasions
from portal.overlap.models import Notice
from portal.web.dates import today
from tests.make import Make, days
from tests.portal.overlap.test_deciding import FIRST, LATER, REASON, assessments, evening, letters, ours, street_talk
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
    assert now_of(mine.id).starts == days(FIRST)


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
    assert now_of(mine.id).starts == days(FIRST)


def test_two_clerks_who_move_the_same_plan_do_not_overwrite_each_other(app: Flask, make: Make) -> None:
    karin, nils = make.staff(Role.EDITOR), make.staff(Role.EDITOR)
    mine = ours(make, karin)
    first, second = make.signed_in(app, karin), make.signed_in(app, nils)
    opened = first.get(f"{link(mine.id)}?starts={FAR}").form_values()
    second.fill_in(f"{link(mine.id)}?starts={days(100)}", starts=days(100).isoformat())
    answer = first.post(link(mine.id), opened | {"starts": FAR.isoformat()}, status=409)
    assert "Någon annan" in answer
    assert now_of(mine.id).starts == days(100)


def test_what_residents_know_of_moves_with_a_word_to_them_and_a_letter(app: Flask, make: Make, admin: Actor) -> None:
    shown = make.published(actor=admin, title="Parken vid ån", starts=FIRST, ends=FIRST, occasions=(evening(FIRST),))
    later = days(47)
    clerk = make.signed_in(app, make.staff(Role.EDITOR))
    tried = f"{link(shown.id)}?starts={later}"
    refused = clerk.fill_in(tried, starts=str(later), status=422)
    assert "Berätta för invånarna varför" in refused
    assert now_of(shown.id).starts == days(FIRST)
    clerk.fill_in(tried, starts=str(later), note="Biblioteket är stängt den kvällen, kom i stället i vår.")
    assert now_of(shown.id).starts == later
    (moved,) = occasions.of_dialogue(shown.id)
    assert (day_of(moved.starts), moved.state, moved.sequence) == (later, OccasionState.MOVED, 1)
    assert "stängt" in moved.note["sv"]
    assert {one.facts["note"] for one in letters("occasion_changed")} == {moved.note["sv"]}


def test_a_suggested_day_taken_for_a_published_plan_is_told_to_those_who_meant_to_come(
    make: Make, admin: Actor
) -> None:
    shown = make.published(
        actor=admin,
        title="Parken vid ån",
        starts=FIRST,
        ends=FIRST,
        occasions=(evening(FIRST),),
        overlap_reason=REASON,
    )
    street_talk(make, make.staff(Role.EDITOR, organisation="trafikkontoret"))
    karin = make.staff(Role.EDITOR)
    record = queries.record(shown.id)
    assert record is not None
    advice = taking.advice_for(record, today=today())
    assert advice is not None
    code = next(one.suggestion.code for one in advice.offers if one.suggestion.kind is Kind.MOVE)
    taking.take(shown.id, code, actor=karin, today=today())
    assert letters("occasion_changed")


def test_an_occasion_that_another_dialogue_shares_stays(app: Flask, make: Make) -> None:
    karin, amir = make.staff(Role.EDITOR), make.staff(Role.EDITOR, organisation="trafikkontoret")
    theirs, mine = street_talk(make, amir), ours(make, karin)
    proposal = sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    sharing.answer(proposal.id, accept=True, words="", actor=amir)
    clerk = make.signed_in(app, karin)
    page = clerk.get(link(mine.id))
    assert "delar ett tillfälle" in page
    clerk.post(link(mine.id), clerk.get("/desk/calendar/links").form_values() | {"starts": str(FAR)}, status=409)
    assert now_of(mine.id).starts == days(LATER)


def test_a_plan_in_coordination_that_moves_into_anothers_way_is_judged_and_told(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    mine = ours(make, karin, starts=280, ends=280, occasions=(evening(280),))
    street_talk(make, make.staff(Role.EDITOR, organisation="trafikkontoret"))
    clerk = make.signed_in(app, karin)
    clerk.fill_in(f"{link(mine.id)}?starts={days(LATER)}", starts=days(LATER).isoformat())
    last = assessments(mine.id)[-1]
    assert last.moment is AssessedAt.DATES
    assert last.score > 20
    assert db.session.query(Notice).filter_by(dialogue_id=mine.id).count() == 1


def test_a_statutory_consultation_of_somebody_else_stays_where_it_is(app: Flask, make: Make) -> None:
    plan = make.coordinated(
        actor=make.staff(Role.EDITOR, organisation="stadsbyggnadskontoret"),
        title="Samråd om detaljplan",
        lead="stadsbyggnadskontoret",
        legal_basis=LegalBasis.PLANNING_ACT,
        official_channel_url="https://plan.example.org",
        response_deadline=moment(days(FIRST), time(23, 59)),
    )
    stranger = make.signed_in(app, make.staff(Role.EDITOR, Role.COORDINATOR))
    assert "Samråd om detaljplan" in stranger.get("/desk/calendar")
    assert link(plan.id) not in stranger.get("/desk/calendar").links()
    stranger.get(link(plan.id), status=403)


def test_nobody_moves_anothers_plan(app: Flask, make: Make) -> None:
    mine = ours(make, make.staff(Role.EDITOR))
    stranger = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    assert link(mine.id) not in stranger.get("/desk/calendar").links()
    stranger.get(link(mine.id), status=403)
    token = stranger.get("/desk/calendar/links").form_values()
    stranger.post(link(mine.id), token | {"starts": FAR.isoformat()}, status=403)
    assert now_of(mine.id).starts == days(FIRST)


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
