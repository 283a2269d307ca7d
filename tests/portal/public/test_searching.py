"""Somebody who searches finds dialogues first, and beside them whatever else answers their words."""

import time
from urllib.parse import urlencode

import pytest
from flask import Flask

from portal.actions import dialogues
from portal.domain.words import Role
from portal.indexing import engines, tell
from tests.make import Make
from tests.visitor import Page, Visitor

ELSEWHERE = {"lead": "farsta", "areas": ("hokarangen",), "themes": ("care/elderly",), "groups": ("older_65",)}


@pytest.fixture
def searched(app: Flask, visitor: Visitor) -> "Searching":
    return Searching(app, visitor)


class Searching:
    """A resident who searches after the worker has told the engines."""

    def __init__(self, app: Flask, visitor: Visitor) -> None:
        self._app = app
        self._visitor = visitor

    def told(self) -> None:
        engines.install(self._app.config["PORTAL"], self._app.extensions)  # nothing is kept from earlier tests
        tell.tell_all(self._app.extensions["search"].telling())

    def __call__(self, query: str, *, page: str = "dialogues", language: str = "en") -> Page:
        return self._visitor.get(f"/{language}/{page}?{query}")


def test_a_search_shows_dialogues_first_and_then_what_was_said_promised_and_explained(
    make: Make, searched: Searching
) -> None:
    make.reported(finding="Belysningen vid torget är trasig.")
    searched.told()
    page = searched("q=belysning")
    assert page.said.index("1 dialogue") < page.said.index("Also found")
    for words in ("What people said 1", "Promises 1", "Ny belysning i trappan."):
        assert words in page
    assert "<mark>Belysningen</mark>" in page.text
    assert "Pages 1" in searched("q=personuppgifter", language="sv").said.replace("Sidor", "Pages")


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [
        ("fa", "اطلاعات شخصی", "اطلاعات شخصی شما"),
        ("fi", "henkilötietosi", "Henkilötietosi"),
        ("pl", "otwarte dane", "Otwarte dane"),
        ("so", "khariidad", "Khariidad"),
    ],
)
def test_the_portals_own_pages_are_found_and_named_in_the_readers_language(
    searched: Searching, language: str, words: str, title: str
) -> None:
    searched.told()
    page = searched(urlencode({"q": words}), language=language)
    assert title in page.text[page.text.index('id="also"') :].replace("<mark>", "").replace("</mark>", "")


def test_every_group_tells_the_number_that_its_own_list_has(make: Make, searched: Searching) -> None:
    make.reported(finding="Lekparken är sliten.")
    searched.told()
    assert "What people said 1" in searched("q=lekpark")
    assert "1 statement" in searched("q=lekpark", page="findings")


def test_promises_are_searched_and_narrowed_together(make: Make, searched: Searching) -> None:
    make.reported()
    searched.told()
    assert "1 promise" in searched("q=belysning&status=promised", page="commitments")
    nothing = searched("q=belysning&status=late", page="commitments")
    assert "No promise found" in nothing
    assert "Without Late 1" in nothing


def test_counts_beside_the_filters_are_true_under_words_and_filters(make: Make, searched: Searching) -> None:
    make.published(title="Lekplats i Rågsved")
    make.published(title="Lekplats i Hökarängen", **ELSEWHERE)
    searched.told()
    page = searched("q=lekplats&district=farsta&sort=updated")
    assert "1 dialogue" in page
    assert "Enskede-Årsta-Vantör 1" in page
    assert "Farsta 1" in page


@pytest.mark.parametrize("order", ["", "date", "-date", "updated"])
def test_found_dialogues_come_in_the_order_asked_for(make: Make, searched: Searching, order: str) -> None:
    make.published(title="Lekplats tidig", starts=20, ends=22)
    make.published(title="Lekplats sen", **ELSEWHERE, starts=50, ends=60)
    searched.told()
    said = searched(f"q=lekplats&sort={order}").said
    early, late = said.index("Lekplats tidig"), said.index("Lekplats sen")
    assert {"date": early < late, "-date": late < early, "updated": late < early}.get(order, True)


def test_a_slip_is_forgiven_and_a_better_word_offered_only_if_it_finds_something(
    app: Flask, make: Make, searched: Searching
) -> None:
    editor = make.staff()
    dialogue = make.published(title="Simhallen i Rågsved", actor=editor)
    searched.told()
    assert "Menade du simhallen" in searched("q=simhalen", language="sv")
    dialogues.unpublish(
        dialogue.id, actor=make.staff(Role.ADMIN, organisation=None), reason="Innehåller uppgifter om en person."
    )
    page = searched("q=simhalen", language="sv")
    assert "Menade du" not in page
    assert "Simhallen" not in page


def test_nothing_found_says_what_to_take_away_and_how_much_that_finds(make: Make, searched: Searching) -> None:
    make.published()
    searched.told()
    page = searched("q=gångvägar&district=farsta&theme=urban_environment")
    assert "No dialogue found" in page
    assert "Without Farsta 1" in page
    assert "Without Trygghet" not in page


def test_whoever_publishes_sees_it_at_once_and_everybody_finds_it_when_the_worker_has_told(
    app: Flask, make: Make, searched: Searching, visitor: Visitor
) -> None:
    dialogue = make.published(title="Konstgräs på bollplanen")
    assert "Konstgräs på bollplanen" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "Konstgräs på bollplanen" in visitor.get("/sv/dialogues")
    began = time.monotonic()
    searched.told()
    assert "Konstgräs på bollplanen" in searched("q=konstgräs", language="sv")
    assert time.monotonic() - began < 3


def test_a_search_can_be_followed_as_a_feed(make: Make, searched: Searching, visitor: Visitor) -> None:
    make.published(title="Lekplats i Rågsved")
    make.published(title="Bänkar i Hökarängen", **ELSEWHERE)
    searched.told()
    assert "/feeds/dialogues.atom?language=en&q=lekplats" in searched("q=lekplats").links()
    feed = visitor.get("/feeds/dialogues.atom?language=en&q=lekplats")
    assert "Lekplats" in feed.answer.text
    assert "Bänkar" not in feed.answer.text


def test_an_open_page_gets_new_filters_with_its_answer(app: Flask, make: Make) -> None:
    make.published()
    answer = app.test_client().get("/en/dialogues?district=farsta", headers={"X-Partial": "1"})
    assert "<template data-filters>" in answer.text
    assert answer.headers["Vary"].count("X-Partial") == 1


def test_hits_are_marked_in_the_direction_of_their_own_text(make: Make, searched: Searching) -> None:
    make.published()
    searched.told()
    page = searched("q=gångvägar", language="ar")
    assert '<bdi lang="sv" dir="ltr">Tryggare <mark>gångvägar</mark> i Rågsved</bdi>' in page.text


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "lekpark " * 1250,
        "q=" + "a" * 10_000,
        'q="lekpark" AND -(x OR *) ~ \\ \' ; DROP TABLE',
        "q=🛝🌳👨‍👩‍👧",
        "q=%00%01%e2%80%8f%e2%80%ae%ff%ed%a0%80lekpark",
        "q=lekpark&" + "&".join(f"theme=t{n}&district=d{n}" for n in range(100)),
        'q=lekpark&district=" OR kind = "finding',
        "q=lekpark&page=99999&sort=updated&from=2026-02-30&to=x",
    ],
)
@pytest.mark.parametrize("page", ["dialogues", "findings", "documents"])
def test_whatever_is_typed_gets_a_sane_answer(
    app: Flask, make: Make, searched: Searching, query: str, page: str
) -> None:
    began = time.monotonic()
    answer = app.test_client().get(f"/sv/{page}?{query}")
    assert answer.status_code == 200
    assert time.monotonic() - began < 2
