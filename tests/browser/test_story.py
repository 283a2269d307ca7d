"""One story through the whole portal: a clerk, a resident and a moderator."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal.web.dates import today
from tests.browser.conftest import ContextOpener, sign_in

pytestmark = pytest.mark.browser

TITLE = "Ljusare promenadväg vid Rågsveds friområde"


def register(page: Page) -> None:
    page.goto("/desk/dialogues/new")
    page.fill("#title", TITLE)
    page.fill("#summary", "Vi vill veta var på promenadvägen vid friområdet det behövs mer ljus på kvällarna.")
    page.fill("#contact_function", "Demokratisamordnare")
    page.fill("#contact_email", "demokrati@example.org")
    go_on(page, "scope")


def go_on(page: Page, step: str) -> None:
    page.locator("button[name=on]:visible").last.click()
    page.wait_for_url(re.compile(rf"/plan/{step}(#.*)?$"))


def fill_in_the_scope(page: Page) -> None:
    first, last = today() + timedelta(14), today() + timedelta(14)
    for group in page.locator("details.box-group").all():
        if group.get_attribute("open") is None:
            group.locator("summary").click()
    page.check("input[name=areas][value=ragsved]")
    page.fill("#starts", first.isoformat())
    page.fill("#ends", last.isoformat())
    page.check("input[name=groups][value=all]")
    page.check("input[name=themes][value='urban_environment/safety']")
    page.check("input[name=methods][value=open_meeting]")
    page.fill("#minutes", "120")


def fill_in_the_rest(page: Page) -> None:
    page.fill("#overlap_reason", "Beslutet om belysningen tas i vår och kan inte vänta; vi frågar bara om ljuset.")
    go_on(page, "influence")
    page.fill("#purpose", "Stadsdelsnämnden ska besluta var ljuset gör mest nytta.")
    page.check("input[name=influence][value=dialogue]")
    for name in ("can_influence", "cannot_influence", "frame_in", "frame_out"):
        page.fill(f"#{name}", "Vilka sträckor som får ljus först, inom den budget som finns.")
    page.fill("#questions-0-text", "Var är det mörkast?")
    page.fill("#decisions-0-body", "Enskede-Årsta-Vantörs stadsdelsnämnd")
    page.fill("#decisions-0-month", (today() + timedelta(120)).isoformat()[:7])
    go_on(page, "goals")
    go_on(page, "reach")
    page.click("button[name=add][value=targets]")
    page.select_option("#targets-1-group", "youth_16_19")
    page.check("#targets-1-seldom_heard")
    for name in ("method", "place", "room", "recruitment"):
        page.fill(f"#checklist_{name}", "Så att många kan vara med.")
    go_on(page, "occasions")
    go_on(page, "texts")
    go_on(page, "check")


def test_from_plan_to_suggestion(open_context: ContextOpener) -> None:
    desk = open_context().new_page()
    sign_in(desk, "handlaggare@example.org")
    register(desk)
    fill_in_the_scope(desk)
    desk.click("button[name=check]")

    # Trafikkontoret asks the same people two weeks later: score and reasons are on the screen.
    panel = desk.locator("#overlap")
    expect(panel).to_contain_text("Trafikkontoret")
    expect(panel).to_contain_text("14")
    expect(panel.locator(".overlap-score")).to_contain_text(re.compile(r"\d+"))
    assert int(re.search(r"\d+", panel.locator(".overlap-score").inner_text())[0]) >= 41

    fill_in_the_rest(desk)
    for step in ("coordinate", "publish"):
        desk.click(f"form[action$='/{step}'] button")
    published = time.monotonic()
    expect(desk.locator("main")).to_contain_text("Dialogen är publicerad")

    # A resident, in Arabic, on a phone, without scripts, with a misspelt word.
    phone = open_context(width=375, scripts=False).new_page()
    while True:
        phone.goto("/ar/dialogues?q=promenadveg+friområde")
        if phone.get_by_text(TITLE).count():
            break
        assert time.monotonic() - published < 5, "not found within five seconds"
        time.sleep(0.2)
    assert phone.locator("html").get_attribute("dir") == "rtl"
    phone.get_by_role("link", name=TITLE).click()
    expect(phone.locator("h1")).to_contain_text(TITLE)
    assert phone.locator("h1 [lang=sv], h1[lang=sv]").count(), "Swedish text is marked as Swedish"

    # She suggests a dialogue.
    phone.goto("/ar/suggest")
    phone.fill("#title", "حوار عن ملعب الأطفال في روغسفيد")
    phone.fill("#body", "أود أن تسألوا الأطفال أنفسهم عن الملعب القديم قبل أن يُهدم، فهم يعرفون ما ينقصه.")
    phone.select_option("#area", "ragsved")
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url(re.compile("/submissions/"))
    receipt = phone.url
    assert re.search(r"DP-\d{4}-\w+", phone.locator("main").inner_text())

    # A moderator approves it; it turns up as a draft of the right district.
    desk.goto("/desk/moderation")
    desk.get_by_role("link", name="حوار عن ملعب الأطفال في روغسفيد").first.click()
    desk.locator("form[action*='/approve'] button[type=submit]").first.click()
    desk.locator("form[action*='/now'] button[type=submit]").click()
    desk.goto("/desk/dialogues?status=draft")
    desk.get_by_role("link", name="حوار عن ملعب الأطفال في روغسفيد").click()
    expect(desk.locator(".desk-page")).to_contain_text("Enskede-Årsta-Vantör")
    phone.goto(receipt)
    phone.goto("/ar/dialogues?q=ملعب الأطفال")
    assert not phone.get_by_text("حوار عن ملعب الأطفال في روغسفيد").count(), "a draft is never public"
