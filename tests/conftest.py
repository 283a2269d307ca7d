"""One PostgreSQL and one Meilisearch for the run; each test begins with the city's reference data alone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from portal import schema
from portal.actions import staff
from portal.app import create_app
from portal.db import db
from portal.indexing import tell
from portal.indexing.engines import DESK
from portal.laptop import meili as meilisearch
from portal.laptop import postgres
from portal.publications import catalogue, tally
from portal.reference.load import load_if_empty
from portal.settings import Settings
from tests.make import Make
from tests.visitor import Visitor

KEPT = {
    "area",
    "area_successor",
    "population",
    "organisation",
    "theme",
    "target_group",
    "method",
    "content_version",
    "alembic_version",
}
COUNTERS = """
    SELECT counter.oid::regclass::text, owner.relname FROM pg_class counter
    JOIN pg_depend ON pg_depend.objid = counter.oid AND pg_depend.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = pg_depend.refobjid
    WHERE counter.relkind = 'S' AND counter.relnamespace = 'public'::regnamespace
"""
SECRET = "a secret key that is only good for tests"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Running]:
    with postgres.start(tmp_path_factory.mktemp("pg"), durable=False, say=lambda _line: None) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_url(server: postgres.Running) -> str:
    """An empty database of its own, for tests that know nothing of the portal."""
    return server.create_database("bare")


@pytest.fixture(scope="session")
def meili(tmp_path_factory: pytest.TempPathFactory) -> Iterator[meilisearch.Running]:
    running = meilisearch.start(tmp_path_factory.mktemp("meili"), say=lambda _line: None)
    if running is None:
        pytest.fail("Meilisearch is not there: run 'make install' first.")
    with running:
        yield running


@pytest.fixture(scope="session")
def database(server: postgres.Running) -> str:
    """The portal's database, migrated."""
    url = server.create_database("portal_tests")
    engine = create_engine(url)
    schema.migrate(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def whole_app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = create_app(Settings(database_url=database, secret_key=SECRET, data_dir=tmp_path_factory.mktemp("data")))
    with app.app_context():
        load_if_empty()
        catalogue.catalogue()
        tell.prepare(app.extensions["search"].telling(), app.extensions["search"].desk())
    yield app
    app.extensions["freshness"].close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def emptying(database: str) -> Iterator[Engine]:
    """A connection of its own, on which neither foreign keys nor triggers stand in the way of emptying."""
    engine = create_engine(database, connect_args={"options": "-c session_replication_role=replica"})
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def empty(emptying: Engine) -> str:
    """The statements that take away what a test left; deleting a few rows is ten times faster than TRUNCATE."""
    with emptying.connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        counters = connection.execute(text(COUNTERS)).all()
    left = [table for table in tables if table not in KEPT]
    rows = [f'DELETE FROM "{table}"' for table in left]
    again = [f"SELECT setval('{counter}', 1, false)" for counter, table in counters if table in left]
    kept = ("document", "stems", "gone", "word", "state")
    indexes = ", ".join(f"{schema}.{table}" for schema in ("search", DESK) for table in kept)
    return ";".join([*rows, *again, f"TRUNCATE {indexes}"])


@pytest.fixture
def app(whole_app: Flask, emptying: Engine, empty: str) -> Iterator[Flask]:
    """The application with the reference data and nothing else; what a test leaves is taken away after it."""
    with whole_app.app_context():
        catalogue.catalogue()  # what a process keeps is there before a test counts statements
        db.session.remove()
        yield whole_app
        db.session.remove()
    with emptying.begin() as connection:
        connection.exec_driver_sql(empty)
        connection.execute(text("INSERT INTO weights_version (version, weights, reason) VALUES (1, '{}', 'start')"))
        # The version never goes back, or pages kept from an earlier test would be taken for fresh.
        connection.execute(text("UPDATE content_version SET content = content + 1"))
    tally.forget()


@pytest.fixture
def make(app: Flask) -> Make:
    return Make()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody without an account."""
    return Visitor(app)


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def light_passwords() -> Iterator[None]:
    """Hashing is made slow on purpose; hundreds of staff who sign in for a test need not wait for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staff, "_hasher", PasswordHasher.from_parameters(CHEAPEST))
        yield


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
