"""The worker: does recorded jobs as they come, and what time itself asks for."""

import asyncio
import logging

import procrastinate
from flask import Flask
from procrastinate import PsycopgConnector

from portal.actions import areas, by_machine
from portal.actions.telling_desk import TELL_DESK
from portal.bulk import files
from portal.db import now
from portal.files import store
from portal.indexing import desk, tell
from portal.jobs import QUEUE
from portal.letters.delivery import deliver
from portal.mail.outbox import SEND
from portal.overlap import load
from portal.overlap.asks import SUM_LOAD
from portal.publications.refresh import TOLD
from portal.timetable import TIMETABLE, Regular
from portal.translated.translators import service_of
from portal.web.dates import today

log = logging.getLogger(__name__)

STALLED_SECONDS = 30
"""A worker that has not been heard from for so long is taken for dead, and its jobs are done by another."""


def queue_of(app: Flask) -> procrastinate.App:
    """The job queue of an application, with every task the portal knows."""
    address = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg://", "postgresql://", 1)
    queue = procrastinate.App(connector=PsycopgConnector(conninfo=address))

    @queue.task(name=TOLD, queue=QUEUE, retry=procrastinate.RetryStrategy(max_attempts=5, exponential_wait=3))
    def tell_search_now() -> None:
        with app.app_context():
            tell.tell_all(app.extensions["search"].telling())

    @queue.task(name=TELL_DESK, queue=QUEUE)
    def tell_desk_now() -> None:
        with app.app_context():
            desk.tell(app.extensions["search"].desk())

    @queue.task(name=SUM_LOAD, queue=QUEUE)
    def sum_load_now() -> None:
        with app.app_context():
            load.sum_due()

    @queue.task(
        name=areas.REBUILD, queue=QUEUE, retry=procrastinate.RetryStrategy(max_attempts=5, exponential_wait=3)
    )
    def rebuild_districts(slugs: list[str]) -> None:
        with app.app_context():
            areas.rebuild(slugs)

    @queue.task(
        name=by_machine.BY_MACHINE, queue=QUEUE, retry=procrastinate.RetryStrategy(max_attempts=5, exponential_wait=3)
    )
    def translate_by_machine(dialogue_id: int, language: str) -> None:
        with app.app_context():
            by_machine.do(dialogue_id, language, service_of(app.config["PORTAL"]))

    @queue.task(name=SEND, queue=QUEUE)
    def send_mail_now() -> None:
        with app.app_context():
            deliver(app, moment=now())

    @queue.task(name=files.CHECK, queue=QUEUE)
    def check_file(import_id: int) -> None:
        with app.app_context():
            files.check_now(import_id, today=today())

    @queue.task(name=files.LOAD, queue=QUEUE)
    def load_file(import_id: int) -> None:
        with app.app_context():
            files.load_now(import_id, today=today())

    @queue.task(name=store.REMOVE, queue=QUEUE, retry=procrastinate.RetryStrategy(max_attempts=9, exponential_wait=3))
    def remove_files(sha256s: list[str]) -> None:
        with app.app_context():
            store.remove(app.config["PORTAL"].data_dir, sha256s)

    for regular in TIMETABLE:
        _repeat(queue, app, regular)

    @queue.periodic(cron="* * * * *")
    @queue.task(name="take_over_stalled", queue=QUEUE, queueing_lock="take_over_stalled", pass_context=True)
    async def take_over_stalled(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001
        for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await context.app.job_manager.retry_job(job)

    return queue


def _repeat(queue: procrastinate.App, app: Flask, regular: Regular) -> None:
    """Do something regularly; while it is being done or waits to be, it is not asked for once more."""

    @queue.periodic(cron=regular.cron)
    @queue.task(name=regular.name, queue=QUEUE, queueing_lock=regular.name)
    def do(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
        with app.app_context():
            regular.work(app)


def work(app: Flask) -> None:
    """Do jobs until asked to stop; what a stopped worker left undone is caught up with first."""
    queue = queue_of(app)

    async def run() -> None:
        async with queue.open_async():
            await asyncio.to_thread(catch_up, app)
            await queue.run_worker_async(
                queues=[QUEUE],
                concurrency=2,
                fetch_job_polling_interval=2,
                delete_jobs="successful",
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=10,
            )

    asyncio.run(run())


def catch_up(app: Flask) -> None:
    """Do at once what time and earlier changes ask for; what fails is left to its turn in the timetable."""
    for regular in TIMETABLE:
        if regular.at_start:
            try:
                with app.app_context():
                    regular.work(app)
            except Exception:
                log.exception("%s failed at the start", regular.name)
