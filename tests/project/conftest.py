"""The application without a database, for tests that read it rather than use it."""

import pytest
from flask import Flask

from portal.app import create_app
from portal.settings import Settings


@pytest.fixture(scope="session")
def unconnected(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(
        Settings(
            database_url="postgresql+psycopg://nobody@127.0.0.1:1/none",
            secret_key="a secret key that is only good for tests",
            data_dir=tmp_path_factory.mktemp("unconnected"),
        )
    )
