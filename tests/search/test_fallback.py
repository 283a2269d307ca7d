"""When an engine is down, silent, slow, refused or behind, the next one answers."""

import socket
import time
from collections.abc import Callable, Iterator

import meilisearch
import pytest
import sqlalchemy

from search import Engine, EngineError, Query, ensure_search_key, open_engine
from search.engine import Behind
from search.fallback import Fallback
from search.meili import Meili
from tests.search.conftest import PLACES
from tests.search.documents import document

PARK = document("1", "Ny park i Farsta")


@pytest.fixture
def behind_it(open_one: Callable[..., Engine]) -> Engine:
    engine = open_one("postgresql")
    engine.prepare()
    engine.put([PARK])
    return engine


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def meilisearch_at(url: str, key: str = "x" * 20) -> Meili:
    (engine,) = open_engine(meili_url=url, meili_key=key).engines
    assert isinstance(engine, Meili)
    return engine


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_the_preferred_engine_answers_while_it_works(open_one: Callable[..., Engine], behind_it: Engine) -> None:
    first = open_one("meilisearch")
    first.prepare()
    first.put([PARK])
    assert Fallback([first, behind_it]).search(Query("park")).engine == "meilisearch"


def test_a_server_that_is_gone_costs_next_to_nothing(behind_it: Engine) -> None:
    both = Fallback([meilisearch_at(free_address()), behind_it])
    began = time.perf_counter()
    results = both.search(Query("park"))
    assert time.perf_counter() - began < 0.5
    assert results.engine == "postgresql"
    assert [hit.id for hit in results.hits] == ["1"]


def test_a_silent_server_costs_one_reader_a_second_and_the_next_ones_nothing(behind_it: Engine, silent: str) -> None:
    both = Fallback([meilisearch_at(silent), behind_it])
    began = time.perf_counter()
    assert both.search(Query("park")).engine == "postgresql"
    assert time.perf_counter() - began < 2.0
    began = time.perf_counter()
    assert both.search(Query("park")).engine == "postgresql"
    assert time.perf_counter() - began < 0.3


def test_a_wrong_key_is_said_and_gone_round(behind_it: Engine, meili: object) -> None:
    wrong = meilisearch_at(meili.url, "a key that nobody gave us")  # type: ignore[attr-defined]
    assert "key is wrong" in (wrong.healthy() or "")
    assert Fallback([wrong, behind_it]).search(Query("park")).engine == "postgresql"
    with pytest.raises(EngineError):
        wrong.prepare()


def test_an_address_that_is_no_search_engine_is_gone_round(behind_it: Engine) -> None:
    nowhere = meilisearch_at("http://127.0.0.1:1/odd")
    assert Fallback([nowhere, behind_it]).search(Query("park")).engine == "postgresql"


def test_an_engine_that_is_behind_is_passed_over(open_one: Callable[..., Engine], behind_it: Engine) -> None:
    first = open_one("meilisearch")
    first.prepare()
    first.put([PARK])
    first.set_applied(3)
    behind_it.set_applied(7)
    both = Fallback([first, behind_it])
    assert both.search(Query("park", at_least=3)).engine == "meilisearch"
    assert both.search(Query("park", at_least=7)).engine == "postgresql"


def test_when_all_are_behind_somebody_answers_all_the_same(
    open_one: Callable[..., Engine], behind_it: Engine
) -> None:
    first = open_one("meilisearch")
    first.prepare()
    assert Fallback([first, behind_it]).search(Query("park", at_least=99)).engine == "postgresql"


def test_the_last_engine_is_asked_again_even_when_it_was_slow(behind_it: Engine) -> None:
    now = [1000.0]

    def clock() -> float:
        now[0] += 2.0  # every look at the clock finds two seconds gone
        return now[0]

    alone = Fallback([behind_it], clock=clock)
    assert alone.search(Query("park")).engine == "postgresql"
    assert alone.search(Query("park")).engine == "postgresql"


def test_when_nobody_can_answer_all_reasons_are_given(silent: str) -> None:
    nobody = Fallback([meilisearch_at(free_address()), meilisearch_at(free_address())])
    with pytest.raises(EngineError, match="does not answer"):
        nobody.search(Query("park"))


def test_an_engine_that_recovers_is_asked_again_after_a_rest(behind_it: Engine) -> None:
    now = [1000.0]
    flaky = Flaky(behind_it)
    both = Fallback([flaky, behind_it], clock=lambda: now[0])
    flaky.broken = True
    for _ in range(5):
        both.search(Query("park"))
    assert flaky.asked == 2  # the third caller goes past it
    flaky.broken = False
    both.search(Query("park"))
    assert flaky.asked == 2
    now[0] += 11
    both.search(Query("park"))
    both.search(Query("park"))
    assert flaky.asked == 4


def test_a_search_key_searches_and_does_nothing_else(open_one: Callable[..., Engine], meili: object) -> None:
    own = "key_test"
    url, master = meili.url, meili.key  # type: ignore[attr-defined]
    writer = open_one("meilisearch", own=own)
    writer.prepare()
    writer.put([PARK])
    key = ensure_search_key(url, master, index=own)
    assert key == ensure_search_key(url, master, index=own)
    assert key != master
    reader = open_engine(meili_url=url, search_key=key, places=PLACES, index=own).engines[0]
    assert reader.search(Query("park")).total == 1
    assert reader.healthy() is None
    assert reader.applied == 0
    for write in (reader.prepare, lambda: reader.put([PARK]), lambda: reader.drop(["1"]), lambda: reader.rebuild([])):
        with pytest.raises(EngineError):
            write()
    writer.rebuild([PARK])
    assert reader.search(Query("park")).total == 1  # the key holds after a swap
    intruder = open_engine(meili_url=url, meili_key=key, index=own).engines[0]
    with pytest.raises(EngineError):
        intruder.set_applied(5)


def test_a_database_that_is_gone_is_an_engine_error() -> None:
    gone = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing").engines[0]
    assert gone.healthy()
    with pytest.raises(EngineError):
        gone.search(Query("park"))


def test_without_any_address_there_is_no_engine() -> None:
    with pytest.raises(EngineError):
        open_engine()


def test_a_killed_connection_is_one_failure_and_not_the_end(behind_it: Engine, database: sqlalchemy.Engine) -> None:
    behind_it.search(Query("park"))
    with database.connect() as connection:
        connection.execute(
            sqlalchemy.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    try:
        behind_it.search(Query("park"))
    except EngineError:
        assert behind_it.search(Query("park")).total == 1


class Flaky:
    """An engine that can be told to fail, in front of a real one."""

    name = "flaky"

    def __init__(self, real: Engine) -> None:
        self._real = real
        self.broken = False
        self.asked = 0

    def search(self, query: Query) -> object:
        self.asked += 1
        if self.broken:
            raise EngineError("It is broken.")
        return self._real.search(query)

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)


def test_being_behind_is_no_failure(behind_it: Engine) -> None:
    with pytest.raises(Behind):
        behind_it.search(Query("park", at_least=10**6))


def test_what_a_killed_rebuild_left_behind_is_cleared_away(open_one: Callable[..., Engine], meili: object) -> None:
    client = meilisearch.Client(meili.url, meili.key, timeout=10)  # type: ignore[attr-defined]
    own = "left_over"
    engine = open_one("meilisearch", own=own)
    engine.prepare()
    other = f"{own}_{'0' * 12}-1-abcdef"
    client.wait_for_task(client.create_index(other).task_uid)
    engine.rebuild([PARK])
    assert [found.uid for found in client.get_indexes({"limit": 1000})["results"] if found.uid.startswith(own)] == [
        own
    ]
