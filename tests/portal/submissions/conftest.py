"""Who moderates in these tests."""

import pytest

from portal.domain.rights import Actor
from portal.domain.words import Role
from tests.make import Make


@pytest.fixture
def moderator(make: Make) -> Actor:
    return make.staff(Role.MODERATOR, name="Karin Lund")


@pytest.fixture
def colleague(make: Make) -> Actor:
    return make.staff(Role.MODERATOR, name="Ali Warsame")
