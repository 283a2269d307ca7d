"""Organisers are reminded of what they owe: on time, once, and at most once a day."""

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.actions import entries, passing, promises, reminding
from portal.db import db
from portal.dialogues.models import Dialogue, Move
from portal.domain.calendar import add_months
from portal.domain.reminders import COORDINATOR, ORGANISER, Schedule
from portal.domain.words import CommitmentStatus, DutyKind, FeedbackKind, Role, Status
from portal.duties.models import Reminder
from portal.letters.writing import write
from portal.mail.models import Mail
from portal.organisations.models import Organisation
from portal.outcomes.models import Commitment
from portal.web.dates import today
from tests.make import Make

CONTACT = "demokrati@example.org"


def after(number: int) -> date:
    """The day that lies so many days from today, whatever day it is: reminders go out on holidays too."""
    return today() + timedelta(number)


def letters(kind: str = "reminders") -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id)))


def planned(kind: DutyKind, *, address: str | None = None) -> list[date]:
    asked = select(Reminder.planned).where(Reminder.kind == kind).order_by(Reminder.planned)
    return list(db.session.scalars(asked if address is None else asked.where(Reminder.address == address)))


def live(first: date, last: date, *, but: range = range(0)) -> None:
    """Let the worker do what the days ask for; it stands still on some of them, by number."""
    for number in range((last - first).days + 1):
        if number not in but:
            day = first + timedelta(number)
            passing.move_by_time(today=day)
            reminding.remind(today=day)
            reminding.remind(today=day)


@pytest.mark.parametrize(
    ("day", "wanted"), [(-31, None), (-30, -30), (-1, -30), (0, 0), (29, 0), (30, 30), (33, 30), (95, 90)]
)
def test_the_last_planned_day_is_the_one_that_counts(day: int, wanted: int | None) -> None:
    due = date(2026, 12, 1)
    found = Schedule(first=-30, every=30).latest(due, today=due + timedelta(day))
    assert found == (None if wanted is None else due + timedelta(wanted))


def test_a_promise_made_after_the_first_reminder_waits_for_the_next() -> None:
    due = date(2026, 12, 1)
    promised = due - timedelta(10)
    assert ORGANISER[DutyKind.PROMISE].latest(due, today=due - timedelta(5), since=promised) is None
    assert ORGANISER[DutyKind.PROMISE].latest(due, today=due, since=promised) == due


def test_a_year_of_a_dialogue_with_a_clock_that_moves(app: Flask, make: Make) -> None:
    coordinator = make.staff(Role.COORDINATOR, organisation=None)
    clerk = make.staff(Role.EDITOR)
    dialogue = make.published(actor=clerk, starts=30, ends=40)
    closed, due = dialogue.ends, dialogue.feedback_promised
    assert closed
    assert due
    live(today(), after(200))
    moves = db.session.execute(
        select(Move.new, Move.by_id, Move.reason).where(Move.dialogue_id == dialogue.id).order_by(Move.id)
    ).all()
    assert moves[-2:] == [(Status.OPEN, None, "first_day"), (Status.COMPILING, None, "last_day")]
    assert planned(DutyKind.FEEDBACK, address=CONTACT) == [due + timedelta(n) for n in range(-14, 101, 14)]
    assert planned(DutyKind.FEEDBACK, address="") == [due + timedelta(n) for n in (30, 60, 90)]
    assert planned(DutyKind.RESULTS)[:3] == [closed + timedelta(n) for n in (14, 28, 42)]
    to = Counter((one.recipient, one.key.split("/")[1]) for one in letters())
    assert set(to.values()) == {1}
    assert {one.recipient for one in letters() if one.facts["copy"]} == {coordinator.email}


def test_a_worker_that_stood_still_for_three_days_sends_the_newest_reminder_once(app: Flask, make: Make) -> None:
    dialogue = make.closed(days_ago=1)
    due = db.session.get_one(Dialogue, dialogue.id).feedback_promised
    assert due is not None
    first = due - timedelta(20)
    db.session.rollback()
    # It sleeps over the day itself, and wakes three days later.
    live(first, due + timedelta(10), but=range(19, 22))
    rows = db.session.execute(
        select(Reminder.planned, Reminder.sent_on).where(Reminder.kind == DutyKind.FEEDBACK).order_by(Reminder.id)
    ).all()
    assert rows == [(due - timedelta(14), due - timedelta(14)), (due, due + timedelta(2))]


def test_weeks_of_silence_give_one_letter_not_many(app: Flask, make: Make) -> None:
    make.closed(days_ago=5)
    live(after(120), after(120))
    assert len(letters()) == 1
    assert len(planned(DutyKind.FEEDBACK)) == 1


def test_everything_for_one_address_stands_in_one_letter(app: Flask, make: Make) -> None:
    for title in ("Första dialogen om torget", "Andra dialogen om parken"):
        make.closed(title=title, days_ago=5)
    live(after(55), after(55))
    letter, *more = letters()
    assert not more
    text = write(app, letter).text
    assert "Första dialogen" in text
    assert "Andra dialogen" in text
    assert text.count("/desk/dialogues/") == len(letter.facts["duties"])


def test_what_is_done_is_not_reminded_of(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=clerk, days_ago=5)
    entries.give_feedback(
        dialogue.id, kind=FeedbackKind.RESULT, text="Ni sa att trappan är mörk.", on_day=today(), actor=clerk
    )
    live(after(60), after(60))
    assert planned(DutyKind.FEEDBACK) == []


def test_the_owner_of_a_promise_is_reminded_wherever_the_dialogue_was_held(app: Flask, make: Make) -> None:
    make.reported()
    owner = db.session.scalars(select(Organisation).where(Organisation.slug == "trafikkontoret")).one()
    owner.email = "trafik@example.org"
    db.session.execute(update(Commitment).values(organisation_id=owner.id))
    db.session.commit()
    live(today(), after(160))
    assert planned(DutyKind.PROMISE, address="trafik@example.org") == [after(n) for n in (60, 90, 120, 150)]


def test_a_promise_with_a_new_day_is_reminded_of_that_day(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    make.reported(actor=clerk)
    promise = db.session.scalars(select(Commitment)).one()
    live(today(), after(60))
    promises.follow_promise(
        promise.id,
        status=CommitmentStatus.CHANGED,
        comment="Lamporna är försenade från fabriken.",
        due=after(200),
        today=after(60),
        actor=clerk,
    )
    live(after(61), after(201))
    assert planned(DutyKind.PROMISE) == [after(60), after(170), after(200)]


def test_a_settled_promise_is_left_alone_and_then_the_evaluation_is_due(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    make.reported(actor=clerk)
    promise = db.session.scalars(select(Commitment)).one()
    promises.follow_promise(
        promise.id,
        status=CommitmentStatus.DONE,
        comment="Lamporna lyser sedan i måndags.",
        today=after(10),
        actor=clerk,
    )
    live(after(10), after(75))
    assert planned(DutyKind.PROMISE) == []
    assert planned(DutyKind.EVALUATION) == [after(10), after(40), after(70)]


def test_where_nothing_was_promised_the_evaluation_is_due_three_months_after_the_results(
    app: Flask, make: Make
) -> None:
    make.reported(actor=make.staff(Role.EDITOR), promised=False)
    due = add_months(today(), 3)
    live(due - timedelta(5), due + timedelta(31))
    assert planned(DutyKind.EVALUATION) == [due, due + timedelta(30)]


def test_a_continuous_dialogue_is_reminded_of_every_report(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.continuous(actor=clerk, months=1)
    first = db.session.get_one(Dialogue, dialogue.id).starts
    assert first is not None
    live(first, first + timedelta(50))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    due = planned(DutyKind.PERIOD_REPORT)
    assert len(due) >= 3
    assert all((b - a).days == 14 for a, b in itertools.pairwise(due))
    entries.give_feedback(
        dialogue.id,
        kind=FeedbackKind.PERIOD_REPORT,
        text="Under månaden har trettio personer talat med oss.",
        on_day=first + timedelta(50),
        actor=clerk,
    )
    db.session.rollback()
    reminding.remind(today=first + timedelta(52))
    assert planned(DutyKind.PERIOD_REPORT) == due


def test_nobody_is_written_to_before_the_morning(app: Flask, make: Make) -> None:
    make.closed(days_ago=5)
    day = after(60)
    assert reminding.remind_at(datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)) == 0
    assert reminding.remind_at(datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)) == 1


def test_only_feedback_is_told_to_coordinators() -> None:
    assert set(COORDINATOR) == {DutyKind.FEEDBACK}
    assert set(ORGANISER) == set(DutyKind) - {DutyKind.PUBLISH, DutyKind.HELD}
