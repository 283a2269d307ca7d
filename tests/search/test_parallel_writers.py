"""Several writers at once on the PostgreSQL index: none waits for ever, and every word is counted right."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy

from search import Engine, Query
from tests.search.documents import document

WORDS = ("torget", "fontänen", "kägelbanan", "klockspelet", "lusthuset", "kvarnen", "fyren", "slussen")


def test_parallel_writers_neither_lock_each_other_nor_lose_count(
    open_one: Callable[..., Engine], database: sqlalchemy.Engine
) -> None:
    own = "writers_at_once"
    engine = open_one("postgresql", own=own)
    engine.prepare()

    def write(seed: int) -> None:
        chance = random.Random(seed)
        for version in range(15):
            titles = {f"d{n}": " ".join(chance.sample(WORDS, 4)) for n in chance.sample(range(12), 5)}
            engine.put([document(id_, title, version=version) for id_, title in titles.items()])
            engine.drop([f"d{n}" for n in chance.sample(range(12), 3)])

    with ThreadPoolExecutor(4) as writers:
        list(writers.map(write, range(4)))
    with database.connect() as connection:
        counted = dict(connection.execute(sqlalchemy.text(f"SELECT surface, texts FROM {own}.word")).all())
    assert counted == {word: number for word in WORDS if (number := engine.search(Query(word)).total)}
    engine.drop([id_ for id_, _ in engine.versions()])
    with database.connect() as connection:
        assert connection.execute(sqlalchemy.text(f"SELECT stem FROM {own}.word")).all() == []
