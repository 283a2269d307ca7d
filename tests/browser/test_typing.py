"""Results come while one types, are announced, and live at an address of their own; without scripts it is a form."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ContextOpener, Portal

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def filled(portal: Portal) -> None:
    """The index holds all that is published before anybody types."""
    portal.run("reindex")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_results_follow_what_is_typed(open_context: ContextOpener, language: str) -> None:
    page = open_context(width=375).new_page()
    page.goto(f"/{language}/dialogues")
    before = page.locator("#results").inner_text()
    page.locator("#q").press_sequentially("lekpark", delay=40)
    expect(page).to_have_url(re.compile(r"[?&]q=lekpark"))
    expect(page.locator("#results")).not_to_have_text(before)
    expect(page.locator("#results mark").first).to_be_visible()
    expect(page.locator("[data-status]")).not_to_be_empty()
    expect(page.locator("#q")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(rf"/{language}/dialogues$"))
    expect(page.locator("#q")).to_have_value("")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_without_scripts_the_same_field_is_a_form(open_context: ContextOpener, language: str) -> None:
    page = open_context(width=375, scripts=False).new_page()
    page.goto(f"/{language}/dialogues")
    page.locator("#q").fill("lekpark")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=lekpark"))
    expect(page.locator("#results mark").first).to_be_visible()


def test_a_filter_is_ticked_and_the_reader_stays_where_she_is(open_context: ContextOpener) -> None:
    page = open_context(width=1280).new_page()
    page.goto("/sv/dialogues?q=park")
    box = page.locator(".facet-box:visible").first
    box.focus()
    name, value = box.get_attribute("name"), box.get_attribute("value")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(rf"[?&]{name}="))
    expect(page.locator(f'.facet-box[name="{name}"][value="{value}"]')).to_be_focused()
    expect(page.locator(f'.facet-box[name="{name}"][value="{value}"]')).to_be_checked()
    expect(page.locator("[data-status]")).not_to_be_empty()
