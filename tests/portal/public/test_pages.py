"""Residents read about dialogues before, during and after."""

import pytest
from flask import Flask

from portal.domain.words import Influence
from tests.make import Make, days
from tests.visitor import Visitor

EVERY_PAGE = (
    "",
    "dialogues",
    "districts",
    "districts/farsta",
    "districts/ragsved",
    "calendar",
    "load",
    f"load/farsta/{days(0):%Y-%m}",
    "map",
    "findings",
    "commitments",
    "documents",
    "programmes",
    "statistics",
    "statistics/received",
    "statistics?district=farsta&year=2026",
    "about",
    "accessibility",
    "privacy",
    "open-data",
)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_opens_before_there_is_anything_to_show(visitor: Visitor, language: str, page: str) -> None:
    visitor.get(f"/{language}/{page}")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_opens_with_a_dialogue_that_has_results(visitor: Visitor, make: Make, page: str) -> None:
    make.reported()
    visitor.get(f"/sv/{page}")


def test_the_page_of_a_coming_dialogue_tells_what_can_be_influenced_and_who_decides(
    visitor: Visitor, make: Make
) -> None:
    dialogue = make.published(influence=Influence.DIALOGUE)
    page = visitor.get(f"/en/dialogues/{dialogue.slug}")
    for words in (
        "Step 3 of 5: Dialogue.",
        "Vilka vägar som får ny belysning först.",
        "Hur mycket pengar som finns.",
    ):
        assert words in page
    assert "Enskede-Årsta-Vantörs stadsdelsnämnd is to decide in" in page


def test_languages_on_the_spot_are_written_as_a_list_in_the_readers_language(visitor: Visitor, make: Make) -> None:
    dialogue = make.published(languages=["sv", "ar"])
    assert "Svenska, arabiska" in visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "Swedish, Arabic" in visitor.get(f"/en/dialogues/{dialogue.slug}")


def test_the_page_of_a_finished_dialogue_tells_what_was_said_decided_and_promised(
    visitor: Visitor, make: Make
) -> None:
    dialogue = make.reported()
    page = visitor.get(f"/en/dialogues/{dialogue.slug}")
    said = page.said
    order = [
        said.index(words)
        for words in ("Trappan vid torget känns mörk.", "Nu får den lampor.", "Ny belysning i trappan.")
    ]
    assert order == sorted(order)
    assert "64 people took part" in said


def test_a_swedish_text_on_an_arabic_page_is_marked_as_swedish(visitor: Visitor, make: Make) -> None:
    dialogue = make.published()
    page = visitor.get(f"/ar/dialogues/{dialogue.slug}")
    assert '<bdi lang="sv" dir="ltr">Tryggare gångvägar i Rågsved</bdi>' in page.text
    assert "notice-info" in page.text


def test_a_list_without_anything_blames_no_filter(visitor: Visitor) -> None:
    page = visitor.get("/sv/documents")
    assert "Det finns inga dokument än." in page
    assert "Se alla dokument" not in page
    page = visitor.get("/sv/documents?district=farsta")
    assert "Inget dokument stämmer med allt du har valt." in page
    assert "Se alla dokument" in page


def test_a_dialogue_that_is_not_published_has_no_page(visitor: Visitor, make: Make) -> None:
    visitor.get(f"/sv/dialogues/{make.coordinated().slug}", status=404)
    visitor.get("/sv/dialogues/never-heard-of", status=404)


def test_a_language_that_is_not_offered_is_not_found(visitor: Visitor) -> None:
    visitor.get("/xx/", status=404)
    visitor.get("/ti/", status=404)


def test_a_neighbourhood_shows_what_happens_there_and_around(visitor: Visitor, make: Make) -> None:
    make.published(title="Lampor i Rågsved")
    make.published(title="Bänkar i Årsta", areas=("arsta",), themes=("care/elderly",), starts=60, ends=70)
    page = visitor.get("/en/districts/ragsved")
    assert page.heading == "Rågsved"
    assert page.said.index("Lampor i Rågsved") < page.said.index("In the rest of Enskede-Årsta-Vantör")


def test_a_district_that_was_merged_away_leads_to_what_it_became(visitor: Visitor) -> None:
    assert visitor.get("/sv/districts/rinkeby-kista", status=301).location == "/sv/districts/jarva"


def test_filters_are_counted_shown_and_taken_away_one_by_one(visitor: Visitor, make: Make) -> None:
    make.published()
    make.published(lead="farsta", areas=("hokarangen",), themes=("care/elderly",), groups=("older_65",))
    page = visitor.get("/en/dialogues?district=enskede-arsta-vantor&status=planned")
    assert "1 dialogue" in page
    assert "/en/dialogues?status=planned" in page.links()
    assert "/en/dialogues?district=enskede-arsta-vantor" in page.links()
    assert '<meta name="robots" content="noindex, nofollow">' in page.text


def test_one_filter_alone_is_worth_finding_by_search_engines(visitor: Visitor) -> None:
    page = visitor.get("/en/dialogues?district=farsta")
    assert "noindex" not in page.text
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/dialogues?district=farsta"' in page.text
    assert 'hreflang="ar" href="http://127.0.0.1:8000/ar/dialogues?district=farsta"' in page.text


@pytest.mark.parametrize(
    "query",
    ["district=atlantis", "page=-1", "page=99999999999", "from=2026-13-45", "sort=up", "status=draft", "lang=<b>"],
)
def test_a_choice_that_makes_no_sense_is_left_out(visitor: Visitor, make: Make, query: str) -> None:
    make.published()
    assert "1 dialogue" in visitor.get(f"/en/dialogues?{query}")


def test_nothing_found_says_what_to_do_instead(visitor: Visitor, make: Make) -> None:
    make.published()
    page = visitor.get("/en/dialogues?district=farsta&status=planned")
    assert "Without Farsta 1" in page
    assert "Suggest a dialogue" in page


def test_an_open_page_asks_for_the_results_alone(app: Flask, make: Make) -> None:
    make.published()
    answer = app.test_client().get("/en/dialogues", headers={"X-Partial": "1"})
    assert answer.text.lstrip().startswith("<h2")
    assert "X-Partial" in answer.headers["Vary"]


def test_the_calendar_goes_month_by_month_but_not_for_ever(visitor: Visitor) -> None:
    month = days(0).replace(day=1)
    assert visitor.get("/en/calendar").heading == visitor.get(f"/en/calendar?month={month:%Y-%m}").heading
    visitor.get("/en/calendar?month=1850-01", status=404)
    visitor.get("/en/calendar?month=soon", status=404)


def test_no_page_for_readers_sets_a_cookie(app: Flask, make: Make) -> None:
    slug = make.published().slug
    for page in ("", "dialogues", f"dialogues/{slug}", "findings", "commitments"):
        answer = app.test_client().get(f"/sv/{page}")
        assert "Set-Cookie" not in answer.headers
        assert "public" in answer.headers["Cache-Control"]
