"""Every page passes axe: on a phone in the dark in every language, on a desk in the light in three."""

import pytest
from playwright.sync_api import Page

from portal.settings import KNOWN
from portal.web.dates import today
from tests.browser.conftest import ContextOpener, Portal, sign_in
from tests.browser.neighbours import session_of

pytestmark = pytest.mark.browser

PUBLIC = (
    "",
    "dialogues",
    "dialogues?q=park",
    "dialogues?q=qwxz",
    "dialogues?district=farsta&status=open",
    "dialogues/biblioteket-skarholmen-oppettider",
    "dialogues/lekplatsen-som-husby-rostade-fram",
    "programmes",
    "programmes/lokal-demokrati-jarva",
    "statistics",
    "statistics/received",
    "dialogues/trygg-gangvag-ragsved",
    "dialogues/plansamrad-vastertorp",
    "dialogues/ungas-motesplats-farsta",
    "dialogues/fokus-skarholmen",
    "districts",
    "districts/farsta",
    "calendar",
    "load",
    f"load/enskede-arsta-vantor/{today():%Y-%m}",
    "map",
    "findings",
    "commitments",
    "documents",
    "dialogues?q=belysning",
    "about",
    "accessibility",
    "privacy",
    "open-data",
    "suggest",
    "suggest?about=fokus-skarholmen&kind=comment_on_results",
    "nowhere",
)
MINORITIES = ("fit", "se", "rom", "yi")
DESK = (
    "search?q=torg",
    "registers/synonyms",
    "",
    "calendar",
    "calendar?span=month",
    "calendar/links",
    "load",
    f"load/enskede-arsta-vantor/{today():%Y-%m}",
    "coordination",
    "dialogues",
    "dialogues/new",
    "dialogues/copy",
    "dialogues?plans=all",
    "import",
    "promises",
    "promises?whose=all",
    "registers",
    "registers/leaders",
    "registers/lessons",
    "registers/reach",
    "registers/leaders/new",
    "registers/venues",
    "registers/venues/new",
    "registers/programmes",
    "registers/programmes/new",
    "moderation",
    "moderation/new",
    "answers",
    "account",
    "sign-in",
)
ADMIN = (
    "admin",
    "admin/organisations",
    "admin/organisations/new",
    "admin/areas",
    "admin/areas/farsta",
    "admin/areas/merge",
    "admin/themes",
    "admin/groups/new",
    "admin/staff",
    "admin/staff/new",
    "admin/staff/1",
    "admin/audit",
    "records",
    "records/person",
    "weights",
    "mail",
    "records",
)
COORDINATOR = ("coordination", "languages", "load", "moderation?spam=1", "moderation/figures?days=365")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


COLOURS = ["color-contrast", "link-in-text-block"]
"""Rules whose answer may be another in the dark."""


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    return read_by_axe(page, TAGS)


def read_by_axe(page: Page, rules: list[str]) -> list[str]:
    """What these rules, or the rules with these tags, find on a page that has been given axe."""
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{page.url}: {one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]]


OUTSIDE = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => `${one.tagName} ${one.className}: ${one.textContent.trim().slice(0, 40)}`).slice(-4)"""


def overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} is {wide} px wider than the window: {page.evaluate(OUTSIDE)}"] if wide > 0 else []


MIRRORED = """[...document.querySelectorAll('*')].filter(one => new DOMMatrix(getComputedStyle(one).transform).a < 0)
    .filter(one => /[\\p{L}\\p{N}]/u.test(one.innerText ?? one.querySelector('text')?.textContent ?? ''))
    .map(one => one.outerHTML)"""


def mirrored(page: Page) -> list[str]:
    """Words that are turned about like in a mirror: pictures may be, for readers from right to left."""
    return [f"{page.url} mirrors words: {one[:80]}" for one in page.evaluate(MIRRORED)]


ON_A_DESK = [(language, 1280, False) for language in ("sv", "en", "ar")]
ON_A_PHONE = [(language, 320, True) for language in KNOWN]


@pytest.mark.parametrize(("language", "width", "dark"), ON_A_DESK + ON_A_PHONE)
def test_public_pages(open_context: ContextOpener, axe: str, language: str, width: int, dark: bool) -> None:
    page = open_context(width=width, dark=dark).new_page()
    found: list[str] = []
    for path in [f"{language}/{path}" for path in PUBLIC] + [f"{one}/" for one in MINORITIES if language == "sv"]:
        page.goto(f"/{path}")
        found += violations(page, axe) + overflow(page) + mirrored(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_desk_pages(open_context: ContextOpener, axe: str, width: int, dark: bool) -> None:
    page = open_context(width=width, dark=dark).new_page()
    page.goto("/desk/sign-in")
    found = violations(page, axe)
    sign_in(page, "handlaggare@example.org")
    for path in DESK:
        page.goto(f"/desk/{path}")
        found += violations(page, axe) + overflow(page)
    page.goto("/desk/dialogues")
    addresses = [link.get_attribute("href") for link in page.locator("tbody th a").all()[:2]]
    for address in addresses:
        steps = ("basics", "scope", "influence", "goals", "reach", "occasions", "texts", "check")
        beside = (
            "overlap",
            "earlier",
            "decisions",
            "move",
            "life",
            "plan/texts/ar",
            "history",
            "history/compare",
            "preview/sv",
            "preview/ar",
        )
        parts = [f"{address}/plan/{key}" for key in steps] + [f"{address}/{part}" for part in beside]
        for page_of_it in (address, *parts):
            page.goto(page_of_it)
            found += violations(page, axe) + overflow(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
@pytest.mark.parametrize(("email", "paths"), [("admin@example.org", ADMIN), ("samordnare@example.org", COORDINATOR)])
def test_pages_of_the_whole_city(
    open_context: ContextOpener, portal: Portal, axe: str, width: int, dark: bool, email: str, paths: tuple[str, ...]
) -> None:
    context = open_context(width=width, dark=dark)
    context.add_cookies([session_of(portal, email)])
    page = context.new_page()
    found: list[str] = []
    for path in paths:
        page.goto(f"/desk/{path}")
        found += violations(page, axe) + overflow(page)
    page.goto("/desk/moderation")
    page.locator("tbody th a").first.click()
    page.wait_for_selector("#decide")
    found += violations(page, axe) + overflow(page)
    assert not found, "\n".join(found)
