"""Every type of page, opened one after another in one window for each person."""

import os
from collections.abc import Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.atlas import BROKEN, EVERY, PageType
from tests.browser.broken import broken_portal
from tests.browser.conftest import Portal
from tests.browser.furnishing import Furnished, furnish
from tests.browser.neighbours import ADMIN, CLERK, COORDINATOR, WAITING, session_of, speak

WANTED = os.environ.get("PAGES", "").split()
"""Names of pages of the atlas; none: all of them."""

PAGES = [page for page in EVERY if not WANTED or page.name in WANTED]
PEOPLE = (None, CLERK, COORDINATOR, ADMIN, WAITING)


class OpensPages(Protocol):
    """Opens types of pages in a language, and closes the windows when the next ones are opened."""

    def __call__(
        self, language: str, *, width: int = 1280, scripts: bool = True, **window: object
    ) -> Iterator[tuple[PageType, Page]]: ...


@pytest.fixture(scope="session")
def furnished(portal: Portal) -> Furnished:
    return furnish(portal)


@pytest.fixture(scope="session")
def broken() -> Iterator[str]:
    with broken_portal() as address:
        yield address


@pytest.fixture
def open_pages(browser: Browser, portal: Portal, furnished: Furnished, broken: str) -> OpensPages:
    cookies = {who: session_of(portal, who) for who in PEOPLE if who}

    def opened(
        language: str, *, width: int = 1280, scripts: bool = True, **window: object
    ) -> Iterator[tuple[PageType, Page]]:
        speak(portal, language)
        windows: dict[str | None, Page] = {}
        for who in PEOPLE:
            context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, **window)  # type: ignore[arg-type]
            context.add_cookies([cookies[who]] if who else [])
            if not scripts:
                context.route("**/*.js*", lambda asked: asked.abort())
            windows[who] = context.new_page()
        for page in PAGES:
            seen = windows[page.who]
            seen.set_viewport_size({"width": width, "height": 900})
            address = broken if page in BROKEN else portal.address
            answer = seen.goto(address + furnished.path(page, language))
            assert answer is not None
            assert answer.status == page.status, f"{seen.url} answers {answer.status}"
            if page.send:
                with seen.expect_navigation() as sent:
                    seen.locator(page.send).last.click()
                assert sent.value.status == 422, f"{seen.url} finds nothing wrong"
            yield page, seen
        for window_of in windows.values():
            window_of.context.close()

    return opened
