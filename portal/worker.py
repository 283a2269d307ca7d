"""The worker: does recorded jobs as they come, and what time itself asks for."""

import asyncio
import logging
from collections.abc import Callable

import procrastinate
from flask import Flask
from procrastinate import PsycopgConnector

from portal import rates
from portal.actions import dialogues, mail, retention
from portal.db import now
from portal.indexing import tell
from portal.jobs import QUEUE
from portal.letters.delivery import deliver
from portal.mail.outbox import SEND
from portal.publications.refresh import TOLD
from portal.web import dates

log = logging.getLogger(__name__)

STALLED_SECONDS = 30
"""A worker that has not been heard from for so long is taken for dead, and its jobs are done by another."""


def queue_of(app: Flask) -> procrastinate.App:
    """The job queue of an application, with every task the portal knows."""
    address = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg://", "postgresql://", 1)
    queue = procrastinate.App(connector=PsycopgConnector(conninfo=address))

    def inside(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                work()

        return run

    tell_search = inside(lambda: tell.tell_all(app.extensions["search"].telling()))
    move = inside(lambda: dialogues.move_by_time(today=dates.today()))
    forget = inside(rates.forget_ended)
    blank = inside(lambda: retention.blank_contacts(now()))
    forget_sent = inside(lambda: mail.forget_sent(now()))
    send = inside(lambda: deliver(app, moment=now()))

    @queue.task(name=TOLD, queue=QUEUE, retry=procrastinate.RetryStrategy(max_attempts=5, exponential_wait=3))
    def tell_search_now() -> None:
        tell_search()

    @queue.periodic(cron="* * * * *")
    @queue.task(name="tell_search_again", queue=QUEUE, queueing_lock="tell_search_again")
    def tell_search_again(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
        tell_search()

    @queue.task(name=SEND, queue=QUEUE)
    def send_mail() -> None:
        send()

    @queue.periodic(cron="* * * * *")
    @queue.task(name="send_mail_again", queue=QUEUE, queueing_lock="send_mail_again")
    def send_mail_again(timestamp: int) -> None:  # noqa: ARG001
        send()

    @queue.periodic(cron="*/10 * * * *")
    @queue.task(name="move_by_time", queue=QUEUE, queueing_lock="move_by_time")
    def move_by_time(timestamp: int) -> None:  # noqa: ARG001
        move()

    @queue.periodic(cron="17 * * * *")
    @queue.task(name="forget_rates", queue=QUEUE, queueing_lock="forget_rates")
    def forget_rates(timestamp: int) -> None:  # noqa: ARG001
        forget()

    @queue.periodic(cron="41 3 * * *")
    @queue.task(name="blank_contacts", queue=QUEUE, queueing_lock="blank_contacts")
    def blank_contacts(timestamp: int) -> None:  # noqa: ARG001
        blank()
        forget_sent()

    @queue.periodic(cron="* * * * *")
    @queue.task(name="take_over_stalled", queue=QUEUE, queueing_lock="take_over_stalled", pass_context=True)
    async def take_over_stalled(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001
        for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await context.app.job_manager.retry_job(job)

    return queue


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
    """Do at once what time and earlier changes ask for."""
    with app.app_context():
        dialogues.move_by_time(today=dates.today())
        retention.blank_contacts(now())
        tell.tell_all(app.extensions["search"].telling())
