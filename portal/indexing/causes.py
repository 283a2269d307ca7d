"""Why searching does not work as it should, in words an operator understands, each with what to do."""

from collections.abc import Iterator

from portal.db import db
from portal.indexing import desk
from portal.publications import versions
from portal.settings import Settings
from search import Engine, EngineError, Fallback, diagnose, refusal

LATE_MINUTES = 10


def causes(settings: Settings, engines: Fallback) -> Iterator[tuple[bool, str]]:
    """For each engine whether it is fine, and a sentence; then whether drafts can be found in the desk."""
    faults = diagnose(settings.meili_url, settings.meili_key) if settings.meili_url else []
    for engine in engines.engines:
        told = faults if engine.name == "meilisearch" else []
        told = told or list(_own(engine, settings))
        yield from ((False, f"Search engine {engine.name}: {one}") for one in told)
        if not told:
            yield True, f"Search engine {engine.name}: answers."
    if not settings.meili_url:
        yield True, "Meilisearch is not set (PORTAL_MEILI_URL): PostgreSQL searches alone."
    late = desk.late(LATE_MINUTES)
    db.session.rollback()
    if late:
        yield False, f"{late} dialogues wait to be found in the desk: is 'portal worker' running?"


def _own(engine: Engine, settings: Settings) -> Iterator[str]:
    try:
        if fault := engine.healthy():
            yield fault
        elif engine.needs_rebuild():
            yield (
                "its index was built with other words, pages or settings. The worker builds it anew by itself; if"
                " this is still said in an hour, is 'portal worker' running? 'portal reindex' builds it at once."
            )
        elif (applied := engine.applied) < (newest := versions.current().content):
            asked = settings.meili_url if engine.name == "meilisearch" else None
            if asked and (why := refusal(asked, settings.meili_key)):
                yield why
            yield f"it knows change {applied} of {newest}: it catches up in a minute if 'portal worker' is running."
    except EngineError as fault:
        yield str(fault)
