"""Addresses to an engine."""

from collections.abc import Iterable, Sequence

import sqlalchemy

from search import analyser as analysers
from search.document import Place
from search.engine import Engine
from search.places import Gazetteer
from search.postgres import Postgres


def open_engine(
    database: "str | sqlalchemy.Engine | None" = None,
    *,
    places: Iterable[Place] = (),
    synonyms: Iterable[Sequence[str]] = (),
    words: Iterable[str] = (),
) -> Engine:
    """An engine."""
    places = tuple(places)
    analyser = analysers.build(more_words=words, more_synonyms=synonyms, names=[place.name for place in places])
    gazetteer = Gazetteer(places)
    if isinstance(database, str):
        database = sqlalchemy.create_engine(database)
    return Postgres(database, analyser=analyser, gazetteer=gazetteer)
