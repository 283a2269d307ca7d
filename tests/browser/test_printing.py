"""A printed page is black on white, whole, and without what only a screen can use."""

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ContextOpener

pytestmark = pytest.mark.browser

PAGES = ("", "dialogues", "dialogues/lekplatsen-som-husby-rostade-fram", "statistics", "districts/farsta")


def paper(page: Page) -> tuple[int, ...]:
    """The colour of which the first printed page has most."""
    with pypdfium2.PdfDocument(page.pdf(print_background=True)) as printed:
        colours = printed[0].render(scale=0.5).to_pil().convert("RGB").getcolors(maxcolors=2**24)
    return max(colours)[1]


def test_what_is_printed_is_black_on_white_and_nothing_is_folded_away(open_context: ContextOpener) -> None:
    page = open_context(dark=True).new_page()
    for path in PAGES:
        page.emulate_media(media="screen")
        page.goto(f"/sv/{path}")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
        assert paper(page) == (255, 255, 255), f"/sv/{path} is not printed on white"
        for needless in ("nav:not(.crumbs)", "button", ".search-box", ".foot"):
            assert page.locator(needless).locator("visible=true").count() == 0, f"{needless} of /sv/{path} is printed"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"/sv/{path} is cut off"
    page.goto("/sv/statistics")
    folded = page.locator("details table").first
    assert folded.locator("visible=true").count() == 1, "the numbers behind a chart are printed with it"
