"""The way through form, error and receipt as a screen reader and a keyboard meet it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ContextOpener

pytestmark = pytest.mark.browser


def test_form_error_and_receipt_by_name_role_and_focus(open_context: ContextOpener) -> None:
    page = open_context(width=375, scripts=False).new_page()
    page.goto("/en/suggest")
    expect(page.get_by_role("radio", name="I want the city to ask residents about something")).to_be_checked()
    page.get_by_role("textbox", name="Heading").fill("Dark stairs")
    expect(page.get_by_role("textbox", name="Leave this empty")).to_have_count(0)
    page.get_by_role("button", name="Send", exact=True).click()

    # The error is in the title, its list has the focus, and leads to the field that says the same.
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("#faults")).to_be_focused()
    page.locator("#faults").get_by_role("link", name="Write what it is about.").click()
    field = page.get_by_role("textbox", name="What is it about?")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Write what it is about."))
    expect(page.get_by_role("textbox", name="Heading")).to_have_value("Dark stairs")

    field.fill("The stairs by the square are dark in the evening.")
    page.get_by_role("combobox", name="District or neighbourhood").select_option("ragsved")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile("/submissions/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received what you sent")
    expect(page.get_by_role("heading", name="What has happened")).to_be_visible()
