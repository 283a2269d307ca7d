"""The worker does what was recorded, also what a killed one left behind."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import text

from portal import worker
from portal.actions import passing
from portal.actions.telling_desk import TELL_DESK
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.words import Status
from portal.jobs import defer_once
from portal.overlap.asks import SUM_LOAD
from portal.publications.refresh import TOLD
from portal.web.dates import today
from tests.make import Make, days


def jobs() -> dict[str, int]:
    rows = db.session.execute(text("SELECT task_name, count(*) FROM procrastinate_jobs GROUP BY task_name"))
    return dict(iter(rows))


def run_jobs(app: Flask) -> None:
    """Do every job that waits, then stop."""

    async def run() -> None:
        queue = worker.queue_of(app)
        async with queue.open_async():
            await queue.run_worker_async(
                queues=[worker.QUEUE], wait=False, delete_jobs="successful", install_signal_handlers=False
            )

    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, run()).result()


def test_publishing_records_one_job_of_a_kind_in_its_own_transaction(app: Flask, make: Make) -> None:
    make.published()
    # The load changes when a plan is coordinated, and again when it is published.
    assert jobs() == {TOLD: 1, SUM_LOAD: 2, TELL_DESK: 3}


def test_a_change_that_fails_leaves_no_job(app: Flask, make: Make) -> None:
    defer_once(TOLD)
    db.session.rollback()
    assert jobs() == {}


def test_several_changes_in_one_transaction_ask_once(app: Flask) -> None:
    defer_once(TOLD)
    defer_once(TOLD)
    db.session.commit()
    assert jobs() == {TOLD: 1}


def test_a_waiting_job_is_done_and_gone(app: Flask, make: Make) -> None:
    make.published()
    run_jobs(app)
    db.session.rollback()
    assert jobs().get(TOLD, 0) == 0


def test_time_opens_and_closes_dialogues(app: Flask, make: Make) -> None:
    dialogue = make.published(starts=20, ends=25)
    passing.move_by_time(today=days(19))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.PLANNED
    passing.move_by_time(today=days(20))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    passing.move_by_time(today=days(25))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.OPEN
    passing.move_by_time(today=days(26))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.COMPILING
    assert db.session.get_one(Dialogue, dialogue.id).closed_on == days(25)


def test_a_worker_that_slept_for_weeks_moves_a_dialogue_all_the_way(app: Flask, make: Make) -> None:
    dialogue = make.published(starts=20, ends=25)
    passing.move_by_time(today=days(60))
    assert db.session.get_one(Dialogue, dialogue.id).status is Status.COMPILING
    assert today() < days(60)
