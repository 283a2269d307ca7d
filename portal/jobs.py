"""Work to be done later, recorded in the same transaction as the change that causes it."""

from procrastinate import App, SyncPsycopgConnector

from portal.db import db

QUEUE = "portal"

queue = App(connector=SyncPsycopgConnector())
"""Defers only; the worker opens its own connector with `portal.worker`."""


def defer(task: str, **arguments: object) -> None:
    """Record a job; it exists if and only if the current transaction commits."""
    connection = db.session.connection().connection.driver_connection
    queue.configure_task(task, queue=QUEUE, connection=connection, allow_unknown=True).defer(**arguments)  # type: ignore[arg-type]


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
