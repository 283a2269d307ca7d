"""Who moderates in these tests, and a mail server that takes letters."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.domain.rights import Actor
from portal.domain.words import Role
from tests.mailbox import Mailbox, mailbox
from tests.make import Make


@pytest.fixture
def moderator(make: Make) -> Actor:
    return make.staff(Role.MODERATOR, name="Karin Lund")


@pytest.fixture
def colleague(make: Make) -> Actor:
    return make.staff(Role.MODERATOR, name="Ali Warsame")


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mailbox() as server:
        monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], smtp_url=server.url))
        yield server
