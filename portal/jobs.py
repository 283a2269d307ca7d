"""Work to be done later, recorded in the same transaction as the change that causes it."""

import json
from enum import StrEnum

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text

from portal.db import db

QUEUE = "portal"

queue = App(connector=SyncPsycopgConnector())
"""Defers only; the worker opens its own connector with `portal.worker`."""


def defer(task: str, **arguments: object) -> None:
    """Record a job; it exists if and only if the current transaction commits."""
    connection = db.session.connection().connection.driver_connection
    queue.configure_task(task, queue=QUEUE, connection=connection, allow_unknown=True).defer(**arguments)  # type: ignore[arg-type]


class Progress(StrEnum):
    """How far a job has come that is not done: it waits or is being done, or was given up after its last try."""

    UNDER_WAY = "under way"
    GIVEN_UP = "given up"


_SAME = "task_name = :task AND args = CAST(:arguments AS jsonb)"


def progress(task: str, **arguments: object) -> Progress | None:
    """How far the newest such job has come; None when there is none, or it is done."""
    newest = text(f"SELECT status::text FROM procrastinate_jobs WHERE {_SAME} ORDER BY id DESC LIMIT 1")  # noqa: S608
    status = db.session.execute(newest, {"task": task, "arguments": json.dumps(arguments)}).scalar()
    if status is None:
        return None
    return Progress.UNDER_WAY if status in ("todo", "doing") else Progress.GIVEN_UP


def defer_again(task: str, **arguments: object) -> None:
    """Record a job unless the same one is under way; one that was given up makes place for it."""
    if progress(task, **arguments) is Progress.UNDER_WAY:
        return
    given_up = text(f"DELETE FROM procrastinate_jobs WHERE {_SAME} AND status = 'failed'")  # noqa: S608
    db.session.execute(given_up, {"task": task, "arguments": json.dumps(arguments)})
    defer(task, **arguments)


def defer_once(task: str) -> None:
    """Record a job without arguments, at most once in the current transaction."""
    session = db.session()
    transaction, asked = session.info.get("asked", (None, None))
    if asked is None or transaction is not session.get_transaction():
        asked = set()
    if task not in asked:
        defer(task)
        asked.add(task)
    session.info["asked"] = (session.get_transaction(), asked)
