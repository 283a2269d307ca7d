"""Both engines, empty, over a few places of the city."""

import uuid
from collections.abc import Callable, Iterator

import meilisearch
import pytest
import sqlalchemy

from search import Engine, Place, open_engine

PLACES = (
    Place("stockholm", "Stockholm", "city"),
    Place("farsta", "Farsta", "district", "stockholm"),
    Place("jarva", "Järva", "district", "stockholm"),
    Place("bromma", "Bromma", "district", "stockholm"),
    Place("skarholmen", "Skärholmen", "district", "stockholm"),
    Place("sodermalm", "Södermalm", "district", "stockholm"),
    Place("hasselby-vallingby", "Hässelby-Vällingby", "district", "stockholm"),
    Place("enskede-arsta-vantor", "Enskede-Årsta-Vantör", "district", "stockholm"),
    Place("hokarangen", "Hökarängen", "neighbourhood", "farsta"),
    Place("farsta-stadsdel", "Farsta", "neighbourhood", "farsta"),
    Place("rinkeby", "Rinkeby", "neighbourhood", "jarva"),
    Place("tensta", "Tensta", "neighbourhood", "jarva"),
    Place("husby", "Husby", "neighbourhood", "jarva"),
    Place("bredang", "Bredäng", "neighbourhood", "skarholmen"),
    Place("ragsved", "Rågsved", "neighbourhood", "enskede-arsta-vantor"),
    Place("enskede-gard", "Enskede gård", "neighbourhood", "enskede-arsta-vantor"),
    Place("gardet", "Gärdet", "neighbourhood", "stockholm"),
    Place("vallingby", "Vällingby", "neighbourhood", "hasselby-vallingby"),
)


@pytest.fixture(scope="session")
def database(postgres_url: str) -> Iterator[sqlalchemy.Engine]:
    engine = sqlalchemy.create_engine(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture
def open_one(database: sqlalchemy.Engine, meili: object) -> Iterator[Callable[..., Engine]]:
    """Opens an engine by name with an index of its own, and takes the index away after the test."""
    opened: list[tuple[str, str]] = []

    def open_(name: str, *, own: str | None = None, **more: object) -> Engine:
        own = own or f"t{uuid.uuid4().hex[:10]}"
        opened.append((name, own))
        if name == "postgresql":
            both = open_engine(database, places=PLACES, schema=own, **more)  # type: ignore[arg-type]
        else:
            url, key = meili.url, meili.key  # type: ignore[attr-defined]
            both = open_engine(meili_url=url, meili_key=key, places=PLACES, index=own, **more)  # type: ignore[arg-type]
        return both.engines[0]

    yield open_
    for name, own in opened:
        if name == "postgresql":
            with database.begin() as connection:
                connection.execute(sqlalchemy.text(f"DROP SCHEMA IF EXISTS {own} CASCADE"))
        else:
            client = meilisearch.Client(meili.url, meili.key, timeout=10)  # type: ignore[attr-defined]
            client.delete_index(own)


@pytest.fixture(params=["postgresql", "meilisearch"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(name: str, open_one: Callable[..., Engine]) -> Engine:
    """An engine that is ready and empty."""
    opened = open_one(name)
    opened.prepare()
    return opened
