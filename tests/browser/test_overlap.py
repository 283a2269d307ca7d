"""Overlap in a real browser: seen by keyboard and without scripts, tried and taken, agreed, settled."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import ContextOpener, Portal
from tests.browser.neighbours import CLERK, COORDINATOR, OTHER, Neighbours, session_of, settle_in, speak
from tests.browser.test_axe import overflow, violations

pytestmark = pytest.mark.browser

WORDS = {"sv": "Vi tar kvällen tillsammans.", "ar": "لنقم بهذا المساء معًا من فضلكم."}
NEW = {"sv": "Nu gäller det vintern.", "ar": "نسأل الآن عن فصل الشتاء."}

Opener = Callable[..., Page]


@pytest.fixture(scope="module", params=["sv", "ar"])
def language(request: pytest.FixtureRequest, portal: Portal) -> Iterator[str]:
    speak(portal, request.param)
    yield str(request.param)
    speak(portal, "sv")


@pytest.fixture(scope="module")
def there(portal: Portal, language: str) -> Neighbours:
    return settle_in(portal, language)


@pytest.fixture
def as_(open_context: ContextOpener, portal: Portal, language: str) -> Opener:
    """Opens a window in which somebody has signed in."""

    def open_as(email: str, **how: Any) -> Page:
        context = open_context(**how)
        context.add_cookies([session_of(portal, email)])
        return context.new_page()

    return open_as


def sound(page: Page, axe: str, language: str) -> None:
    """In the reader's language, no wider than the window, and without faults; Swedish pages pass axe elsewhere."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    found = overflow(page) + (violations(page, axe) if language == "ar" else [])
    assert not found, "\n".join(found)


def score(panel: Locator) -> int:
    """The number that the panel says first."""
    found = re.search(r"\d+", panel.locator(".overlap-score strong").inner_text())
    assert found is not None
    return int(found[0])


def focused_in(page: Page, part: str) -> bool:
    return bool(page.evaluate("part => document.querySelector(part).contains(document.activeElement)", part))


def type_minutes(page: Page, minutes: str) -> None:
    page.locator("#minutes").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(minutes)


def test_the_panel_is_read_by_keyboard_while_answers_arrive(
    as_: Opener, there: Neighbours, axe: str, language: str
) -> None:
    page = as_(CLERK, width=375)
    page.goto(f"/desk/dialogues/{there.draft}/plan/scope")
    panel = page.locator("#overlap")
    before, told = score(panel), panel.locator(".overlap-score").inner_text()
    type_minutes(page, "60")
    expect(panel.locator(".overlap-score")).not_to_have_text(told)
    expect(page.locator("#overlap-said")).to_contain_text(str(score(panel)))
    assert score(panel) < before
    sound(page, axe, language)

    # Two more answers arrive while she reads in the panel.
    held: list[Route] = []

    def hold_back(route: Route) -> None:
        held.append(route)

    page.route("**/overlap/panel", hold_back)
    shown = score(panel)
    with page.expect_request("**/overlap/panel"):
        type_minutes(page, "30")
    page.locator("#overlap-brief a").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused_in(page, "#overlap"), "the line that stays in sight leads into the panel"
    first = let_through(page, held)
    with page.expect_request("**/overlap/panel"):
        page.locator("#minutes").evaluate(
            "it => { it.value = 10; it.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
    newest = let_through(page, held)
    assert newest < first < shown
    page.keyboard.press("Tab")
    assert focused_in(page, "#overlap"), "her place is kept from one link to the next"
    assert score(panel) == shown
    while focused_in(page, "#overlap"):
        page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement !== document.body"), "she is where she went"
    assert score(panel) == newest


def let_through(page: Page, held: list[Route]) -> int:
    """Let an answer that was held back arrive; the score that is announced."""
    said = page.locator("#overlap-said")
    before = said.inner_text()
    held.pop().continue_()
    expect(said).not_to_have_text(before)
    found = re.search(r"\d+", said.inner_text())
    assert found is not None
    return int(found[0])


def test_the_panel_is_a_plain_step_without_scripts(as_: Opener, there: Neighbours, language: str) -> None:
    page = as_(CLERK, width=375, scripts=False)
    page.goto(f"/desk/dialogues/{there.draft}/plan/scope")
    before = score(page.locator("#overlap"))
    page.fill("#minutes", "10")
    page.click("button[name=check]")
    assert page.url.endswith("#overlap")
    assert score(page.locator("#overlap")) < before
    expect(page.locator("#overlap")).to_contain_text("Trafikkontoret")
    page.locator("#overlap").get_by_role("link").last.click()
    expect(page.locator(".suggestion-list")).not_to_have_count(0)
    page.goto(f"/desk/dialogues/{there.draft}/plan/scope")
    expect(page.locator("#minutes")).to_have_value("120")


def test_a_coordinator_settles_a_high_score(as_: Opener, there: Neighbours, axe: str, language: str) -> None:
    page = as_(COORDINATOR, width=375)
    page.goto("/desk/coordination")
    sound(page, axe, language)
    page.select_option("#organisation", "enskede-arsta-vantor")
    page.locator(".desk-filter button").click()
    high = page.get_by_role("link", name=f"Torget {language}", exact=True)
    high.click()
    for kind in ("talks", "settled"):
        page.check(f"input[name=kind][value={kind}]")
        page.fill("#words", "x")
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#words")).to_have_attribute("aria-invalid", "true")
        page.fill("#words", WORDS[language] * 2)
        page.locator("main form button[type=submit]").click()
        expect(page.locator("[role=status]")).not_to_have_count(0)
    sound(page, axe, language)
    expect(page.locator("#said + ol > li, #said ~ ol > li")).to_have_count(2)
    page.goto("/desk/coordination?organisation=enskede-arsta-vantor")
    expect(high).to_have_count(0)
    page.check("#settled")
    page.locator(".desk-filter button").click()
    expect(high).to_have_count(1)


def test_two_organisers_agree_on_one_occasion(as_: Opener, there: Neighbours, axe: str, language: str) -> None:
    karin, amir = as_(CLERK), as_(OTHER, width=375)
    karin.goto(f"/desk/dialogues/{there.later}/overlap")
    before = score(karin.locator("#overlap"))
    karin.fill(f"#message-{there.theirs}", WORDS[language])
    take(karin, f"together:{there.theirs}")
    karin.goto(f"/desk/dialogues/{there.later}/overlap")
    expect(karin.locator(f"#message-{there.theirs}")).to_have_count(0)

    amir.goto("/desk/coordination")
    asked = amir.locator("article.proposal").filter(has_text=f"Parken {language}")
    expect(asked).to_contain_text(WORDS[language])
    sound(amir, axe, language)
    asked.locator("textarea").fill(WORDS[language])
    asked.locator("button[formaction$='/accept']").click()
    expect(amir.locator("[role=status]")).to_be_visible()

    karin.goto("/desk/coordination")
    expect(karin.locator("article.proposal").filter(has_text=f"Parken {language}")).to_contain_text(WORDS[language])
    karin.goto(f"/desk/dialogues/{there.later}/overlap")
    assert score(karin.locator("#overlap")) < before
    for dialogue in (there.later, there.theirs):
        amir.goto(f"/desk/dialogues/{dialogue}")
        expect(amir.locator("main")).to_contain_text(f"Parken {language}")
        expect(amir.locator("main")).to_contain_text(f"Vägen {language}")


def take(page: Page, code: str) -> None:
    """Take one of the suggestions on the page."""
    page.locator(f"form:has(input[value='{code}']) button").click()
    expect(page.locator("[role=status]")).to_be_visible()


def suggested(page: Page, kind: str) -> str:
    """The first suggestion of a kind on the page."""
    return str(page.locator(f"input[name=code][value^='{kind}']").first.get_attribute("value"))


def test_each_kind_of_suggestion_is_tried_and_taken(as_: Opener, there: Neighbours, axe: str, language: str) -> None:
    page = as_(CLERK)
    address = f"/desk/dialogues/{there.mine}/overlap"
    page.goto(address)
    sound(page, axe, language)
    take(page, f"remind:{there.old}")

    page.locator(f".suggestion a[href='/desk/dialogues/{there.mine}/earlier']").click()
    sound(page, axe, language)
    form = page.locator("main form").filter(has=page.locator("input[value=complements]")).first
    form.locator("input[value=complements]").check()
    form.locator("textarea").fill(NEW[language])
    form.locator("button[type=submit]").click()
    expect(page.locator(".notice", has_text=NEW[language])).to_be_visible()

    for kind in ("move", "less", "others", "inform"):
        page.goto(address)
        before = score(page.locator("#overlap"))
        code = suggested(page, kind)
        page.locator(f"a[href$='try={code.replace(':', '%3A')}'], a[href$='try={code}']").first.click()
        tried = score(page.locator("#overlap"))
        assert tried < before
        sound(page, axe, language)
        take(page, code)
        assert score(page.locator("#overlap")) == tried
    page.goto(f"/desk/dialogues/{there.mine}/decisions")
    expect(page.locator("tbody tr")).to_have_count(5)
