"""What went wrong is said in the reader's language, also where the address names none."""

import re

import pytest
from flask import Flask

from portal.web import maintenance


def spoken(app: Flask, address: str, wish: str) -> tuple[int, str, str]:
    """Status, language of the page and what the answer depends on, for a browser that wishes a language."""
    answer = app.test_client().get(address, headers={"Accept-Language": wish})
    (language,) = re.findall(r'<html lang="([a-z]+)"', answer.text)
    return answer.status_code, language, answer.headers.get("Vary", "")


@pytest.mark.parametrize(("wish", "language"), [("ar-EG, sv;q=0.5", "ar"), ("fi", "fi"), ("de", "sv"), ("", "sv")])
def test_an_address_without_a_language_answers_in_the_browsers(app: Flask, wish: str, language: str) -> None:
    status, said, vary = spoken(app, "/nowhere", wish)
    assert (status, said) == (404, language)
    assert "Accept-Language" in vary


def test_the_words_follow_too(app: Flask) -> None:
    answer = app.test_client().get("/nowhere", headers={"Accept-Language": "fi"})
    assert "Emme löydä sivua" in answer.text


@pytest.mark.parametrize(("address", "way"), [("/desk/nowhere", "/desk/"), ("/sv/nowhere", "/sv/")])
def test_an_error_leads_back_to_where_one_was(app: Flask, address: str, way: str) -> None:
    page = app.test_client().get(address, headers={"Accept-Language": "sv"}).text
    assert re.findall('href="([^"]*)"', page.partition("<h1>")[2].partition("<footer")[0]) == [way]


def test_an_address_with_a_language_keeps_it(app: Flask) -> None:
    status, said, vary = spoken(app, "/sv/nowhere", "ar")
    assert (status, said) == (404, "sv")
    assert "Accept-Language" not in vary


def test_the_page_for_the_time_of_maintenance_speaks_every_language_and_fetches_nothing(app: Flask) -> None:
    with app.app_context():
        written = maintenance.page()
    assert set(re.findall(r'lang="(\w+)"', written)) == set(app.config["LANGUAGES"])
    assert 'lang="ar" dir="rtl"' in written
    assert "Portaali lepää hetken" in written
    assert not re.findall(r"(?:src|href)=|url\(", written)
