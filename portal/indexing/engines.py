"""The search engines of this installation, opened when first asked for.

Whoever tells the engines what changed uses the master key; web processes only ever use the search key
that the worker has left in the database.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from portal.db import db
from portal.indexing import site
from portal.indexing.models import SearchKey
from portal.publications import versions
from portal.publications.catalogue import catalogue
from portal.settings import Settings
from portal.synonyms import queries as synonyms
from search import EngineError, Fallback, Place, Query, Synonyms, ensure_search_key, open_engine

AGAIN_SECONDS = 10.0
"""How soon a web process looks again for a search key that was not there."""


DESK = "desk_search"
"""Where the tables of the search of the desk lie; no public page opens them."""


class Engines:
    """Opens the engines once, for telling or for asking."""

    def __init__(self, settings: Settings, open_with: Callable[..., Fallback] = open_engine) -> None:
        self._settings = settings
        self._open_with = open_with
        self._telling: Fallback | None = None
        self._asking: Fallback | None = None
        self._desk: Fallback | None = None
        self._look_again = 0.0
        self._reference = 0

    def telling(self) -> Fallback:
        """The engines as the worker and the commands use them; leaves a search key for the web processes."""
        self._keep_in_step()
        engines = self._telling
        if engines is None:
            engines = self._open(meili_url=self._settings.meili_url, meili_key=self._settings.meili_key)
            self._telling = engines
        self._leave_search_key()
        return engines

    def asking(self) -> Fallback:
        """The engines as pages use them; PostgreSQL alone until there is a search key."""
        self._keep_in_step()
        engines = self._asking
        if engines is None or time.monotonic() > self._look_again > 0:
            key = self._search_key()
            found = key is not None or self._settings.meili_url is None
            self._look_again = 0.0 if found else time.monotonic() + AGAIN_SECONDS
            if found or engines is None:
                engines = self._open(meili_url=self._settings.meili_url if key else None, search_key=key)
                self._asking = engines
        return engines

    def read_ahead(self) -> None:
        """Let each engine read what its first answer needs, so that no reader waits for it."""
        for engine in self.asking().engines:
            with suppress(EngineError):  # a portal without search still answers
                engine.search(Query(limit=0))

    def desk(self) -> Fallback:
        """The engine that finds drafts and dialogues for staff: PostgreSQL, in tables of its own."""
        self._keep_in_step()
        if self._desk is None:
            self._desk = self._open(schema=DESK)
        return self._desk

    def _keep_in_step(self) -> None:
        """Open the engines anew when places, names or synonyms have changed since."""
        reference = versions.current().reference
        if reference != self._reference:
            self._reference, self._telling, self._asking, self._desk = reference, None, None, None

    def _open(self, **addresses: Any) -> Fallback:
        places = [
            Place(slug=area.slug, name=area.name, kind=area.kind, parent=area.parent)
            for area in catalogue().areas.values()
        ]
        return self._open_with(
            db.engine,
            places=places,
            synonyms=Synonyms(groups=tuple(synonyms.words())),
            edition=f"{self._reference}{site.digest()}",
            **addresses,
        )

    def _search_key(self) -> str | None:
        url = self._settings.meili_url
        return db.session.scalar(select(SearchKey.key).where(SearchKey.url == url)) if url else None

    def _leave_search_key(self) -> None:
        url, master = self._settings.meili_url, self._settings.meili_key
        if url is None or master is None:
            return
        try:
            key = ensure_search_key(url, master)
        except EngineError:
            return  # tried again with the next change
        if key != self._search_key():
            leave = insert(SearchKey).values(url=url, key=key)
            with db.engine.begin() as connection:
                connection.execute(leave.on_conflict_do_update(index_elements=[SearchKey.url], set_={"key": key}))


def install(settings: Settings, extensions: dict[str, Any]) -> None:
    """Let the application ask for its engines as `extensions["search"]`."""
    extensions["search"] = Engines(settings)
