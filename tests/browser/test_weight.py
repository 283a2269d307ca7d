"""The first page of a visit is small, stands still while it comes, and brings nothing from anybody else."""

import pytest
from playwright.sync_api import Page

from tests.browser import atlas
from tests.browser.conftest import ContextOpener, Portal
from tests.browser.neighbours import CLERK, session_of

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
"""What home may cost a reader who has never been here: the page and all that it asks for, with their headers."""

FIRST = ("", "dialogues", "dialogues/lekplatsen-som-husby-rostade-fram")
OF_EVERY_TYPE = [
    page for page in atlas.PUBLIC if not page.send and "{" not in page.path.removeprefix("{language}") and page.public
]
MOVED = """() => new Promise(done => {
    const moved = [];
    new PerformanceObserver(list => moved.push(...list.getEntries())).observe({type: 'layout-shift', buffered: true});
    const what = one => one.sources.map(part => part.node?.outerHTML?.slice(0, 60));
    setTimeout(() => done(moved.map(one => `${one.value}: ${what(one)}`)), 150);
})"""


def transferred(page: Page, path: str) -> int:
    """Bytes that come over the line until a page rests, for a browser that holds nothing yet."""
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    assert len(sizes) > 5, "the page came without its style sheets"
    return int(sum(sizes))


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("path", FIRST)
def test_a_first_page_is_small(open_context: ContextOpener, language: str, path: str) -> None:
    assert transferred(open_context(width=375).new_page(), f"/{language}/{path}") < MOST_BYTES


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_while_a_page_comes(open_context: ContextOpener, width: int) -> None:
    page = open_context(width=width).new_page()
    for path in FIRST:
        page.goto(f"/sv/{path}")
        assert page.evaluate(MOVED) == [], f"/sv/{path}"


def test_nobody_else_is_asked_for_anything(open_context: ContextOpener, portal: Portal) -> None:
    context = open_context()
    context.add_cookies([session_of(portal, CLERK)])
    page = context.new_page()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda one: asked.append((one.url, one.resource_type)))
    for path in [*(one.path.format(language="sv") for one in OF_EVERY_TYPE), "desk/"]:
        page.goto(f"/{path}")
    assert len(asked) > len(OF_EVERY_TYPE)
    assert [url for url, _ in asked if not url.startswith((f"{portal.address}/", "data:"))] == []
    assert [url for url, kind in asked if kind == "font"] == [], "letters come from the reader's own machine"
