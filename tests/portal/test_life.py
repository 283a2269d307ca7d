"""The life of a dialogue and of its promises: no forbidden move, every move kept, midnight by Stockholm's clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from portal.actions import counting, dialogues, entries, life, outcomes, passing, promises
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, Goal, Move
from portal.domain.calendar import add_months, day_of
from portal.domain.errors import NotAllowed, NotPossible, RulesNotMet
from portal.domain.lifecycle import MOVES, PUBLIC, follow_up_due, follow_up_missing, may_move
from portal.domain.promises import MOVES as PROMISE_MOVES
from portal.domain.promises import SETTLED
from portal.domain.rights import Actor
from portal.domain.words import CommitmentStatus, CountMethod, FeedbackKind, Role, Status
from portal.outcomes.models import Commitment, Evaluation
from portal.publications.models import PublishedItem
from portal.web.dates import today
from tests.make import Make, days

LONG = "De här frågorna kan inte vänta, för nämnden beslutar om dem redan i vår."
REASON = "Kommunfullmäktige har flyttat beslutet."
REFUSED = (NotPossible, RulesNotMet, NotAllowed)
WAY = (
    "coordinate",
    "publish",
    "open",
    "close",
    "result",
    "count",
    "report",
    "score",
    "settle",
    "follow_up",
    "archive",
)
"""The ordinary way; most walks begin on it, or they would end among the drafts."""

STEPS = (*WAY, "withdraw", "reopen", "cancel", "unpublish", "republish")


def score(one: int) -> None:
    db.session.execute(update(Goal).where(Goal.dialogue_id == one).values(score=2))
    if db.session.get(Evaluation, one) is None:
        db.session.add(Evaluation(dialogue_id=one, lessons="Kom tidigare."))
    db.session.commit()


def settle(one: int, actor: Actor) -> None:
    promises.promise(
        one,
        text="Lampor i trappan.",
        organisation="enskede-arsta-vantor",
        due=today(),
        case_number="",
        comment="Beställt av kontoret i höstas.",
        today=today(),
        actor=actor,
    )
    newest = db.session.scalars(select(Commitment).order_by(Commitment.id.desc()).limit(1)).one()
    promises.follow_promise(
        newest.id, status=CommitmentStatus.DONE, comment="Lamporna lyser nu sedan i går.", today=today(), actor=actor
    )


def take(step: str, one: int, editor: Actor, admin: Actor) -> None:
    """Try one step, whatever the state."""
    counts = counting.Counts(method=CountMethod.COUNTED, total=64, women=34, men=28, other=2)
    said = {"kind": FeedbackKind.RESULT, "text": "Ni sa att trappan är mörk. Den får lampor.", "on_day": today()}
    ways: dict[str, Callable[[], object]] = {
        "coordinate": lambda: dialogues.to_coordination(one, actor=editor, today=today()),
        "withdraw": lambda: dialogues.to_draft(one, actor=editor),
        "publish": lambda: dialogues.publish(one, actor=editor, today=today()),
        "open": lambda: passing.move_by_time(today=days(30)),
        "close": lambda: dialogues.close(one, actor=editor, today=today()),
        "reopen": lambda: life.reopen(one, ends=days(50), reason=REASON, today=today(), actor=editor),
        "result": lambda: entries.give_feedback(one, actor=editor, **said),
        "count": lambda: counting.report_participation(one, counts, occasion_id=None, actor=editor),
        "report": lambda: outcomes.report(one, no_finding_because="Ingen sa något nytt denna gång.", actor=editor),
        "score": lambda: score(one),
        "settle": lambda: settle(one, editor),
        "follow_up": lambda: life.follow_up(one, actor=editor),
        "archive": lambda: life.archive(one, actor=editor),
        "cancel": lambda: dialogues.cancel(one, reason=REASON, actor=editor),
        "unpublish": lambda: dialogues.unpublish(one, reason=REASON, actor=admin),
        "republish": lambda: dialogues.republish(one, actor=admin),
    }
    ways[step]()


@given(st.integers(0, len(WAY)), st.lists(st.sampled_from(STEPS), min_size=3, max_size=10))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_staff_try_no_move_is_forbidden_and_every_move_is_kept(
    app: Flask, make: Make, begun: int, tried: list[str]
) -> None:
    editor, admin = make.staff(Role.EDITOR), make.staff(Role.ADMIN, organisation=None)
    dialogue_id = make.dialogue(actor=editor, overlap_reason=LONG).id
    for step in (*WAY[:begun], *tried):
        try:
            take(step, dialogue_id, editor, admin)
        except REFUSED:
            db.session.rollback()
        row = db.session.get_one(Dialogue, dialogue_id)
        moves = db.session.scalars(select(Move).where(Move.dialogue_id == dialogue_id).order_by(Move.id)).all()
        here, before = Status.DRAFT, None
        for move in moves:
            assert move.old is here
            assert may_move(move.old, move.new, before=before)
            before = move.old if move.new is Status.UNPUBLISHED else None
            assert move.by_id is not None or move.reason
            here = move.new
        assert row.status is here
        shown = db.session.scalar(
            select(PublishedItem.card).where(
                PublishedItem.dialogue_id == dialogue_id, PublishedItem.kind == "dialogue"
            )
        )
        assert (shown is not None) == (here in PUBLIC and row.published_at is not None)
        if here in PUBLIC - {Status.CANCELLED}:
            assert row.starts is not None
            assert row.influence is not None
            assert queries.record(dialogue_id).swedish.summary
        if here is Status.FOLLOWED_UP:
            assert all(goal.score is not None for goal in row.goals)
        db.session.rollback()


@given(st.lists(st.tuples(st.sampled_from(list(CommitmentStatus)), st.integers(0, 1030)), min_size=1, max_size=8))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_of_a_promise_its_history_is_whole_and_every_step_has_words(
    app: Flask, make: Make, tried: list[tuple[CommitmentStatus, int]]
) -> None:
    editor = make.staff(Role.EDITOR)
    dialogue = make.published(actor=editor, overlap_reason=LONG)
    promises.promise(
        dialogue.id,
        text="Lampor i trappan.",
        organisation="enskede-arsta-vantor",
        due=None,
        case_number="",
        comment="Föreslaget av dem som kom.",
        today=today(),
        actor=editor,
        proposed=True,
    )
    promise = db.session.scalars(select(Commitment).order_by(Commitment.id.desc()).limit(1)).one()
    here, said = CommitmentStatus.PROPOSED, 1
    for number, (wanted, length) in enumerate(tried):
        allowed = wanted in PROMISE_MOVES[here] and 20 <= length <= 1000
        try:
            promises.follow_promise(
                promise.id,
                status=wanted,
                comment="o" * length,
                due=days(30 + number),
                text=f"Lampor i trappan, steg {number}.",
                today=today(),
                actor=editor,
            )
            assert allowed
            here, said = wanted, said + 1
        except REFUSED:
            db.session.rollback()
            assert not allowed
    db.session.expire_all()
    assert promise.status is here
    assert len(promise.updates) == said
    assert (promise.settled_on is not None) == (here in SETTLED)
    changed = [step for step in promise.updates if step.status is CommitmentStatus.CHANGED]
    assert all(step.old_texts and step.due for step in changed)
    db.session.rollback()


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        # Winter time, the night to summer time and the one after it; the day itself has 23 hours.
        (datetime(2027, 3, 27, 22, 59, tzinfo=UTC), datetime(2027, 3, 27, 23, 0, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
        # The night to winter time and the one after it; the day itself has 25 hours.
        (datetime(2027, 10, 30, 21, 59, tzinfo=UTC), datetime(2027, 10, 30, 22, 0, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), datetime(2027, 10, 31, 23, 0, tzinfo=UTC), date(2027, 11, 1)),
    ],
)
def test_a_dialogue_opens_at_midnight_in_stockholm_also_when_the_clock_is_changed(
    app: Flask, make: Make, before: datetime, after: datetime, day: date
) -> None:
    dialogue = make.published()
    db.session.execute(update(Dialogue).values(starts=day, ends=day, feedback_promised=day + timedelta(60)))
    db.session.commit()
    passing.move_by_time(today=day_of(before))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.PLANNED
    passing.move_by_time(today=day_of(after))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    passing.move_by_time(today=day_of(after + timedelta(hours=22)))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    passing.move_by_time(today=day_of(after + timedelta(hours=25)))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.COMPILING


def test_a_dialogue_stays_open_until_the_last_moment_to_answer(app: Flask, make: Make) -> None:
    dialogue = make.published(starts=30, ends=40)
    deadline = datetime.combine(days(45), datetime.min.time(), tzinfo=UTC) + timedelta(hours=15)
    db.session.execute(update(Dialogue).values(response_deadline=deadline))
    db.session.commit()
    passing.move_by_time(today=days(45))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    passing.move_by_time(today=days(46))
    row = db.session.get_one(Dialogue, dialogue.id)
    assert (row.status, row.closed_on) == (Status.COMPILING, days(45))


def test_time_moves_a_dialogue_once_however_often_it_is_asked(app: Flask, make: Make) -> None:
    both = [make.published(title=f"Dialog {name} om torget", overlap_reason=LONG) for name in "AB"]
    passing.move_by_time(today=days(30))
    passing.move_by_time(today=days(30))
    for one in both:
        assert [move.new for move in queries.moves(one.id)] == [Status.COORDINATION, Status.PLANNED, Status.OPEN]


def test_an_archived_dialogue_is_only_read(app: Flask, make: Make) -> None:
    editor, admin = make.staff(Role.EDITOR), make.staff(Role.ADMIN, organisation=None)
    dialogue_id = make.dialogue(actor=editor).id
    for step in WAY:
        take(step, dialogue_id, editor, admin)
    assert db.session.get_one(Dialogue, dialogue_id).status is Status.ARCHIVED
    for step in ("result", "count", "report", "reopen", "cancel"):
        with pytest.raises(NotPossible):
            take(step, dialogue_id, editor, admin)


def test_follow_up_is_missing_a_year_after_the_end() -> None:
    closed = date(2024, 2, 29)
    assert follow_up_due(closed) == date(2025, 2, 28)
    assert not follow_up_missing(Status.REPORTED, closed, date(2025, 2, 27))
    assert follow_up_missing(Status.REPORTED, closed, date(2025, 2, 28))
    assert follow_up_missing(Status.COMPILING, closed, date(2025, 2, 28))
    assert not follow_up_missing(Status.FOLLOWED_UP, closed, date(2026, 1, 1))
    assert set(MOVES) == set(Status)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 48))
def test_months_later_is_the_same_day_or_the_last_of_a_short_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1
