"""What came of a dialogue is read in other languages too; what was decided is never as a machine alone has put it."""

from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import text

from portal import paths
from portal.db import db
from portal.domain.words import Role
from portal.indexing.documents import document
from portal.publications import feed
from portal.publications.catalogue import catalogue
from tests.make import Make
from tests.visitor import Visitor

FINDING, ANSWER, PROMISE = "The stairs feel dark.", "The stairs get lamps.", "New lamps on the stairs."
MARKED = "(machine translation, not checked)"
BOTH_KEEP = ("title", "purpose", "question", "finding", "feedback", "promise")
BEFORE = text("SELECT title FROM dialogue_text WHERE language = 'en'")
TRANSLATED = text("SELECT part, text, how, follows FROM translation ORDER BY part")


def searched() -> str:
    known = catalogue()
    return str([document(entry, known) for batch in feed.changed_since(0) for entry in batch])


def test_what_was_decided_is_read_in_swedish_until_a_person_has_checked_the_machine(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser, visitor = make.signed_in(app, clerk), Visitor(app)
    plan, public = f"/desk/dialogues/{dialogue.id}/plan/texts/en", f"/en/dialogues/{dialogue.slug}"
    browser.fill_in(plan, title="Safer footpaths in Rågsved")
    names = list(browser.get(f"{plan}/results").form_values())
    finding, answer, promise = (
        next(name for name in names if name.startswith(kind)) for kind in ("finding", "feedback", "promise")
    )
    said = {finding: FINDING, answer: ANSWER, promise: PROMISE}
    browser.fill_in(f"{plan}/results", by_machine="y", **said)

    page = visitor.get(public)
    assert FINDING in page
    assert MARKED in page
    data = f"/api/v1/dialogues/{dialogue.slug}"
    assert FINDING in visitor.get(data).text
    for address in (public, "/en/commitments", "/en/commitments.csv", "/feeds/dialogues.atom?language=en", data):
        shown = visitor.get(address).text
        assert ANSWER not in shown, address
        assert PROMISE not in shown, address
    assert FINDING not in searched(), "nobody finds by words that nobody has checked"
    assert "läser det här på svenska tills någon har granskat det" in browser.get(f"{plan}/results")

    browser.fill_in(f"{plan}/results", **{f"checked_{name}": "y" for name in said})
    page, found = visitor.get(public), searched()
    assert MARKED not in page
    for words in said.values():
        assert words in page
        assert words in found
    newest = f"/desk/dialogues/{dialogue.id}/history"
    assert PROMISE in browser.get(f"{newest}/{browser.get(f'{plan}').form_values()['revision'][0]}")


def test_translations_survive_the_way_to_the_release_before_and_back(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.reported(actor=clerk)
    browser = make.signed_in(app, clerk)
    for section in ("", "/results"):
        address = f"/desk/dialogues/{dialogue.id}/plan/texts/en{section}"
        fields = [one for one in browser.get(address).form_values() if one.startswith(BOTH_KEEP)]
        browser.fill_in(address, by_machine="" if section else "y", **{one: f"English {one}" for one in fields})
    db.session.remove()
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    with db.engine.connect() as connection, connection.begin() as change:
        config.attributes["connection"] = connection
        kept = connection.execute(TRANSLATED).all()
        command.downgrade(config, "0020")
        assert (
            connection.execute(text("SELECT title FROM dialogue_text WHERE language = 'en'")).scalar()
            == "English title"
        )
        command.upgrade(config, "head")
        assert connection.execute(TRANSLATED).all() == kept
        change.rollback()
    assert {how for _part, _text, how, _follows in kept} == {"machine", "human"}
    assert {one.partition("-")[0] for one, *_rest in kept} == set(BOTH_KEEP)
