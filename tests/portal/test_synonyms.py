"""Words that a coordinator says mean the same find each other once the worker has built the index anew."""

from flask import Flask

from portal.actions import synonyms
from portal.domain.words import Role
from portal.indexing import tell
from tests.make import Make
from tests.visitor import Visitor


def test_a_synonym_finds_after_the_rebuild(app: Flask, make: Make, visitor: Visitor) -> None:
    make.published(title="Simhallen i Rågsved")
    synonyms.add(["simhall", "plaskis"], actor=make.staff(Role.COORDINATOR, organisation=None))
    engines = app.extensions["search"].telling()
    tell.tell_all(engines)
    assert tell.differences(engines) == []
    assert "Simhallen i Rågsved" in visitor.get("/sv/dialogues?q=plaskis")
