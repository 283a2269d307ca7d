"""Who walks a page with Tab alone sees where they are, goes in the order of the page, and comes out of it again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.everywhere.conftest import OpensPages

MOST = 600
"""Steps after which a reader would have given up."""
WHERE = Path(__file__).with_name("keyboard.js").read_text("utf-8")


def walk(page: Page) -> list[str]:
    """Press Tab until the focus leaves the page; what was wrong on the way."""
    wrong: list[str] = []
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    for step in range(MOST):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at is None or at["again"]:
            return wrong if step else ["nothing can be reached"]
        wrong += [f"not {what}: {at['name']}" for what in ("seen", "shown", "ordered") if not at[what]]
        if at["beneath"]:
            wrong.append(f"{at['name']} lies beneath {at['beneath']}")
    return [*wrong, f"no way out after {MOST} steps"]


@pytest.mark.parametrize(("language", "width"), [("sv", 1280), ("ar", 375)])
def test_keyboard(open_pages: OpensPages, language: str, width: int) -> None:
    wrong = [f"{page.name}: {one}" for page, seen in open_pages(language, width=width) for one in walk(seen)]
    assert not wrong, "\n".join(wrong)
