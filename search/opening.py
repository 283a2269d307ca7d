"""Addresses to an engine."""

from collections.abc import Iterable

import sqlalchemy

from search import analyser as analysers
from search.document import Place
from search.engine import Engine, EngineError
from search.fallback import Fallback
from search.meili import Meili
from search.meili_settings import INDEX
from search.places import Gazetteer
from search.postgres import Postgres
from search.synonyms import Synonyms


def open_engine(
    database: str | sqlalchemy.Engine | None = None,
    *,
    meili_url: str | None = None,
    meili_key: str | None = None,
    search_key: str | None = None,
    places: Iterable[Place] = (),
    synonyms: Synonyms | None = None,
    edition: str = "",
    schema: str = "search",
    index: str = INDEX,
) -> Fallback:
    """Meilisearch when there is an address for it, and PostgreSQL behind it (or alone) when there is a database.

    A web process gives `search_key` only; a worker gives `meili_key`, the master key. `synonyms` are added to the
    data of the package and change `settings_hash`, as does `edition` (what else the documents are made with), so
    `needs_rebuild` is true until the worker has built the index with them; open the engines anew when they have
    changed, in web processes too. Nothing is asked of either server here. Raises `EngineError` when there is neither.
    """
    places = tuple(places)
    analyser = analysers.build(synonyms=synonyms, names=[place.name for place in places])
    gazetteer = Gazetteer(places)
    engines: list[Engine] = []
    if meili_url:
        engines.append(
            Meili(
                meili_url,
                analyser=analyser,
                gazetteer=gazetteer,
                key=meili_key,
                search_key=search_key,
                index=index,
                edition=edition,
            )
        )
    if database is not None:
        if isinstance(database, str):
            database = sqlalchemy.create_engine(database, pool_pre_ping=True)
        engines.append(Postgres(database, analyser=analyser, gazetteer=gazetteer, schema=schema, edition=edition))
    if not engines:
        raise EngineError("There is neither a Meilisearch address nor a database to search in.")
    return Fallback(engines)
