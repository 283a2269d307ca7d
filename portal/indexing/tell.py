"""Tell the search engines everything newer than they know; rebuild them; compare them with the database."""

import logging
from collections.abc import Iterator

from sqlalchemy import text

from portal.db import db
from portal.indexing import site
from portal.indexing.documents import document
from portal.publications import feed, versions
from portal.publications.catalogue import catalogue
from search import Document, Engine, EngineError, Fallback

log = logging.getLogger(__name__)

LOCK = 715_202_612
"""Number of the advisory lock that lets one process at a time tell the engines."""


def prepare(*engines: Fallback) -> None:
    """Make what each engine that answers needs, so that searching works before anything was told."""
    for engine in (one for each in engines for one in each.engines):
        try:
            engine.prepare()
        except EngineError as fault:
            log.warning("search: %s", fault)


def tell_all(engines: Fallback) -> None:
    """Bring every engine that answers up to date; one that does not is caught up with when it returns."""
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            for engine in engines.engines:
                try:
                    _tell(engine)
                except EngineError as fault:
                    log.warning("search: %s", fault)
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})


def _tell(engine: Engine) -> None:
    engine.prepare()
    if engine.needs_rebuild():
        _rebuild(engine)
    names = catalogue()
    newest = versions.current().content
    applied = engine.applied
    if applied == 0:
        _refused(engine, engine.put(site.documents(names)))
    if applied < newest:
        for batch in feed.changed_since(applied, upto=newest):
            engine.drop([entry.id for entry in batch if entry.shown is None])
            _refused(engine, engine.put([document(entry, names) for entry in batch if entry.shown is not None]))
        engine.set_applied(newest)
    # What was read must not hold back the next reading.
    db.session.rollback()


def rebuild_all(engines: Fallback) -> None:
    """Build every index anew beside the one in use, swap, then tell what changed meanwhile."""
    for engine in engines.engines:
        engine.prepare()
        _rebuild(engine)
    tell_all(engines)


def _rebuild(engine: Engine) -> None:
    newest = versions.current().content
    _refused(engine, engine.rebuild(_everything(), applied=newest))
    db.session.rollback()


def _refused(engine: Engine, documents: tuple[object, ...]) -> None:
    for one in documents:
        log.error("search: %s refuses %s", engine.name, one)


def _everything() -> Iterator[Document]:
    names = catalogue()
    yield from site.documents(names)
    for batch in feed.changed_since(0):
        yield from (document(entry, names) for entry in batch if entry.shown is not None)


def differences(engines: Fallback, *, thoroughly: bool = True) -> list[str]:
    """Where an index and the database differ, as sentences for an operator.

    Thoroughly means every field of every document; otherwise names and versions are compared.
    """
    wanted = dict(feed.known()) | {page.id: page.version for page in site.documents(catalogue())}
    found: list[str] = []
    for engine in engines.engines:
        try:
            found += _versions_differ(engine, wanted)
            if thoroughly:
                found += [f"{engine.name} holds other words for {item}" for item in engine.differing(_everything())]
        except EngineError as fault:
            found.append(str(fault))
    return found


def _versions_differ(engine: Engine, wanted: dict[str, int]) -> Iterator[str]:
    known, name = dict(engine.versions()), engine.name
    yield from (f"{name} lacks {item}" for item in sorted(wanted.keys() - known.keys()))
    yield from (f"{name} still has {item}, which is withdrawn" for item in sorted(known.keys() - wanted.keys()))
    yield from (
        f"{name} has version {known[item]} of {item}, the database has {version}"
        for item, version in sorted(wanted.items())
        if item in known and known[item] != version
    )
