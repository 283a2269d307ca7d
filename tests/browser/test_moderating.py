"""The moderators' queue as a screen reader and a keyboard meet it, and two who decide about the same at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ContextOpener, sign_in

pytestmark = pytest.mark.browser

KARIN, MARIA = "handlaggare@example.org", "samordnare@example.org"


def opened(page: Page, heading: str) -> Page:
    """The page of a submission, reached through the queue."""
    page.goto("/desk/moderation")
    page.get_by_role("link", name=heading).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    return page


def test_two_who_decide_about_the_same_lose_nothing_and_decide_once(open_context: ContextOpener) -> None:
    first, second = (open_context().new_page() for _browser in range(2))
    for page, person in ((first, KARIN), (second, MARIA)):
        sign_in(page, person)
        opened(page, "Fråga oss om belysningen vid Rågsveds IP")
    first.get_by_role("button", name="Godkänn").click()
    expect(first.get_by_role("status")).to_contain_text("Godkänt.")

    second.locator("summary").filter(has_text=re.compile("^Avböj$")).click()
    second.get_by_role("combobox", name="Anledning").select_option("duplicate")
    second.get_by_role("textbox", name="Förklaring till avsändaren").fill("Vi frågar redan om detta i höst.")
    second.get_by_role("button", name="Avböj").click()

    # The second one is told at once, hears who did what, and keeps what was typed; nothing more can be decided.
    expect(second).to_have_title(re.compile("^Fel: "))
    expect(second.locator("#faults")).to_be_focused()
    expect(second.get_by_role("alert")).to_contain_text("Vi frågar redan om detta i höst.")
    expect(second.get_by_role("region", name="Beslutat men inte meddelat än")).to_contain_text("Karin Ek")
    expect(second.get_by_role("button", name="Avböj")).to_have_count(0)

    # One decision stands, and only who took it can take it back.
    expect(second.get_by_role("button", name="Ångra")).to_have_count(0)
    first.get_by_role("button", name="Ångra").click()
    expect(first.get_by_role("status")).to_contain_text("Ångrat.")
    expect(first.get_by_role("region", name="Vad som har hänt").get_by_text("Maria Lind")).to_have_count(0)


def test_queue_error_and_decision_by_name_role_and_focus(open_context: ContextOpener) -> None:
    page = open_context(width=375, scripts=False).new_page()
    sign_in(page, KARIN)
    page.goto("/desk/moderation")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    parts = page.get_by_role("navigation", name="Delar av kön")
    expect(parts.get_by_role("link", name=re.compile("^Att besluta"))).to_have_attribute("aria-current", "page")
    for name, role in (
        ("Ord eller ärendenummer", "searchbox"),
        ("Stadsdelsområde", "combobox"),
        ("Språk", "combobox"),
    ):
        expect(page.get_by_role(role, name=name)).to_be_visible()
    table = page.get_by_role("table", name=re.compile("inskickad"))
    expect(table.get_by_role("columnheader", name="Beslut senast")).to_be_visible()
    row = table.get_by_role("row", name=re.compile("Mer ljus på gångvägen i Rågsved"))
    expect(row.get_by_role("rowheader").get_by_role("link")).to_have_text("Mer ljus på gångvägen i Rågsved")
    expect(row).to_contain_text("Det kan innehålla personuppgifter")

    opened(page, "Mer ljus på gångvägen i Rågsved")
    page.locator("summary").filter(has_text=re.compile("^Avböj$")).click()
    page.get_by_role("button", name="Avböj").click()
    expect(page).to_have_title(re.compile("^Fel: "))
    expect(page.locator("#faults")).to_be_focused()
    page.locator("#faults").get_by_role("link").click()
    reason = page.get_by_role("combobox", name="Anledning")
    expect(reason).to_have_attribute("aria-invalid", "true")
    expect(reason).to_have_accessible_description(re.compile("Välj en anledning"))

    page.get_by_role("button", name="Jag läser det här").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("heading", name="Vad som har hänt")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Det som skickades in")).to_be_visible()
    assert page.locator("textarea, button").locator("visible=true").count() == 0, "no empty boxes are printed"
