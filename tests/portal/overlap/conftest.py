"""Somebody who may do everything, and needs no password for it."""

import pytest
from flask import Flask

from portal.actions import staff as staff_actions
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.staff import queries as staff_queries


@pytest.fixture
def admin(app: Flask) -> Actor:
    for role in (Role.EDITOR, Role.ADMIN):
        person = staff_actions.add(email="admin@example.org", name="Amina", role=role, organisation=None)
    return staff_queries.as_actor(person)
