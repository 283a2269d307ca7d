"""Tell the search engines everything newer than they know; rebuild them; compare them with the database."""

import logging
from collections.abc import Iterator

from sqlalchemy import text

from portal.db import db
from portal.indexing.documents import document
from portal.publications import feed, versions
from portal.publications.catalogue import catalogue
from search import Document, Engine, Unreachable

log = logging.getLogger(__name__)

LOCK = 715_202_612
"""Number of the advisory lock that lets one worker at a time tell the engines."""


def tell_all(engine: Engine) -> None:
    """Bring every engine that answers up to date; one that does not is caught up with when it returns."""
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            for one in engine.parts():
                try:
                    _tell(one)
                except Unreachable as fault:
                    log.warning("search engine %s does not answer: %s", one.name, fault)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})


def _tell(engine: Engine) -> None:
    if engine.needs_rebuild():
        _rebuild(engine)
    names = catalogue()
    newest = versions.current().content
    applied = engine.applied()
    if applied >= newest:
        return
    for batch in feed.changed_since(applied, upto=newest):
        engine.drop([entry.id for entry in batch if entry.shown is None])
        engine.put([document(entry, names) for entry in batch if entry.shown is not None])
    engine.set_applied(newest)
    db.session.rollback()


def rebuild_all(engine: Engine) -> None:
    """Build every index anew beside the one in use, swap, then tell what changed meanwhile."""
    for one in engine.parts():
        _rebuild(one)
    tell_all(engine)


def _rebuild(engine: Engine) -> None:
    newest = versions.current().content
    engine.rebuild(_everything())
    engine.set_applied(newest)
    db.session.rollback()


def _everything() -> Iterator[Document]:
    names = catalogue()
    for batch in feed.changed_since(0):
        yield from (document(entry, names) for entry in batch if entry.shown is not None)


def differences(engine: Engine) -> list[str]:
    """Where an index and the database differ, as sentences for an operator."""
    wanted = dict(feed.known())
    found: list[str] = []
    for one in engine.parts():
        try:
            known = dict(one.versions())
        except Unreachable as fault:
            found.append(f"{one.name} does not answer: {fault}")
            continue
        found += [f"{one.name} lacks {item}" for item in sorted(wanted.keys() - known.keys())]
        found += [f"{one.name} still has {item}, which is withdrawn" for item in sorted(known.keys() - wanted.keys())]
        found += [
            f"{one.name} has version {known[item]} of {item}, the database {version}"
            for item, version in sorted(wanted.items()) if item in known and known[item] != version
        ]
    return found
