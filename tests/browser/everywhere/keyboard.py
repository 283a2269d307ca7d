"""Who walks a page by keyboard alone sees where they are, goes in its order, and comes out of it again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.everywhere.conftest import OpensPages

MOST = 900
"""Steps after which a reader would have given up."""
WALK = Path(__file__).with_name("keyboard.js").read_text("utf-8")
FROM_THE_TOP = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    document.activeElement?.blur();
    scrollTo(0, 0);
}"""
WAYS = [("sv", 1280, "none"), ("sv", 375, "none"), ("sv", 375, "active"), ("ar", 1280, "none"), ("ar", 375, "none")]


def ask(page: Page, what: str) -> object:
    return page.evaluate(f"keyboardWalk.{what}()")


def open_and_close(page: Page) -> list[str]:
    """A menu over the page opens with Enter, is entered with Tab, closes with Escape and gives the focus back."""
    steps = (
        ("Enter", "opened", True, "does not open with Enter"),
        ("Tab", "inside", True, "is not entered with Tab"),
        ("Escape", "anyOpen", False, "does not close with Escape"),
        ("", "onOpener", True, "does not give the focus back"),
    )
    for key, question, answer, wrong in steps:
        if key:
            page.keyboard.press(key)
        if ask(page, question) is not answer:
            return [f"the menu {wrong}"]
    page.keyboard.press("Enter")
    return []


def walk(page: Page) -> list[str]:
    """Press Tab until the focus leaves the page, opening on the way all that opens; what was wrong."""
    page.evaluate(WALK)
    page.evaluate(FROM_THE_TOP)
    wrong: list[str] = []
    open_menu = False
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if open_menu and not ask(page, "inside"):
            if ask(page, "anyOpen"):
                page.keyboard.press("Escape")
                wrong += ["a menu that was left does not close with Escape"] if ask(page, "anyOpen") else []
            open_menu = False
        at = page.evaluate("keyboardWalk.step()")
        wrong += at["wrong"]
        if at["where"] is None:
            return wrong + page.evaluate("keyboardWalk.missed()")
        if at["where"] == "again":
            return [*wrong, f"the focus comes back to {at['name']}"]
        if at["where"] == "popover":
            wrong += open_and_close(page)
            open_menu = True
        elif at["where"] == "details":
            page.keyboard.press("Enter")
            wrong += [] if ask(page, "opened") else [f"{at['name']} does not open with Enter"]
    return [*wrong, f"no way out after {MOST} steps"]


@pytest.mark.parametrize(("language", "width", "forced"), WAYS)
def test_keyboard(open_pages: OpensPages, language: str, width: int, forced: str) -> None:
    pages = open_pages(language, width=width, forced_colors=forced, reduced_motion="reduce")
    wrong = [f"{page.name}: {one}" for page, seen in pages for one in walk(seen)]
    assert not wrong, "\n".join(wrong)
