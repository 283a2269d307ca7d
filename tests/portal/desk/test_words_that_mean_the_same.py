"""A coordinator keeps the words that mean the same, sees first what they change, and is told of each fault."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.audit import AuditEntry
from portal.db import db
from portal.domain.words import Role
from portal.indexing import tell
from portal.synonyms import queries
from tests.make import Make
from tests.visitor import Visitor

PAGE = "/desk/registers/synonyms"


@pytest.fixture
def coordinator(app: Flask, make: Make) -> Visitor:
    return make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))


def read_again(app: Flask) -> None:
    """A process reads the reference data anew once after a change; pages are counted without that."""
    app.extensions["search"].asking()


def test_words_are_tried_saved_changed_and_removed(app: Flask, make: Make, coordinator: Visitor) -> None:
    make.published(title="Simhallen i Rågsved")
    tell.tell_all(app.extensions["search"].telling())
    preview = coordinator.fill_in(f"{PAGE}/new", words="simhall\nplaskis", button="preview", status=200)
    assert "Inget är sparat" in preview
    assert queries.words() == []
    coordinator.fill_in(f"{PAGE}/new", words="simhall\n plaskis \n\nSimhall")
    assert queries.words() == [("Simhall", "plaskis")]
    read_again(app)
    assert "indexet" in coordinator.get(PAGE).said.lower()  # it is told that the index is being built
    tell.tell_all(app.extensions["search"].telling())
    assert "Simhallen" in coordinator.get("/sv/dialogues?q=plaskis")
    group = queries.groups()[0].id
    coordinator.fill_in(f"{PAGE}/{group}", words="simhall\nbadis")
    assert queries.words() == [("simhall", "badis")]
    read_again(app)
    coordinator.post(f"{PAGE}/{group}/remove", coordinator.get(PAGE).form_values())
    assert queries.words() == []
    kept = select(AuditEntry.act).where(AuditEntry.kind == "synonym_group").order_by(AuditEntry.id)
    acts = db.session.scalars(kept).all()
    assert list(acts) == ["add", "change", "remove"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Skriv orden"),
        ("badhus", "minst två"),
        ("badhus\nBadhus", "minst två"),
        ("\n".join(f"ord{n}x" for n in "abcdefghijklmn"), "högst 12"),
        ("badhus\n" + "b" * 61, "längre än 60"),
        ("badhus\n123", "bokstäver"),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(coordinator: Visitor, words: str, told: str) -> None:
    page = coordinator.fill_in(f"{PAGE}/new", words=words, status=422)
    assert told in page
    if words:
        assert words.split("\n", maxsplit=1)[0] in page.text


def test_a_word_stands_in_one_group_only(coordinator: Visitor) -> None:
    coordinator.fill_in(f"{PAGE}/new", words="badhus\nsimhall")
    page = coordinator.fill_in(f"{PAGE}/new", words="Simhall\nplaskis", status=422)
    assert "badhus, simhall" in page


def test_others_read_but_do_not_change(app: Flask, make: Make, coordinator: Visitor) -> None:
    coordinator.fill_in(f"{PAGE}/new", words="badhus\nsimhall")
    read_again(app)
    editor = make.signed_in(app, make.staff(Role.EDITOR))
    assert "badhus, simhall" in editor.get(PAGE)
    group = queries.groups()[0].id
    for address in (f"{PAGE}/new", f"{PAGE}/{group}"):
        editor.get(address, status=403)
    assert queries.words() == [("badhus", "simhall")]
