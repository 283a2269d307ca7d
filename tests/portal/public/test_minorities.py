"""National minorities read of their rights, and how to reach the city, in their own languages."""

import pytest

from tests.visitor import Visitor

PAGES = [
    ("fit", "ltr", "Meänkieli", "meänkielen hallintoaluet"),
    ("se", "ltr", "Davvisámegiella", "sámegiela hálddašanguvlui"),
    ("rom", "ltr", "Romani čhib", "Romani čhib ando Stockholm"),
    ("yi", "rtl", "ייִדיש", "ייִדיש אין שטאָקהאָלם"),
]


@pytest.mark.parametrize(("code", "direction", "name", "words"), PAGES)
def test_a_page_speaks_its_language_and_says_that_it_is_not_checked_yet(
    visitor: Visitor, code: str, direction: str, name: str, words: str
) -> None:
    page = visitor.get(f"/{code}/")
    assert (page.tree.get("lang"), page.tree.get("dir")) == (code, direction)
    assert words in page
    assert "2009:724" in page
    assert '<p class="soft">' in page.text
    assert {"/sv/suggest", "/sv/dialogues", "/sv/", "/ar/"} <= set(page.links())
    assert '<header class="top" lang="sv" dir="ltr">' in page.text, "what stands around the text is Swedish"


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_leads_to_them_by_their_own_names(visitor: Visitor, language: str) -> None:
    for address in (f"/{language}/", f"/{language}/about", f"/{language}/dialogues"):
        page = visitor.get(address)
        for code, direction, name, _words in PAGES:
            assert f'<a href="/{code}/" lang="{code}" hreflang="{code}" dir="{direction}">{name}</a>' in page.text
