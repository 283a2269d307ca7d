"""A new district secretary, with the guide alone, takes a dialogue from plan to evaluation in half an hour."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, text

from portal.demo.accounts import PASSWORD
from portal.occasions.red_days import red_day
from portal.web.dates import today
from tests.browser.conftest import ContextOpener, Portal

pytestmark = pytest.mark.browser

TITLE = "Vad ska finnas i parken vid Stureby station?"
ANSWERS = {
    "title": TITLE,
    "summary": "Parken vid stationen ska rustas upp nästa år. Vi vill veta vad du saknar och vad som ska vara kvar.",
    "purpose": "Stadsdelsnämnden beslutar om upprustningen. Vi behöver veta vad de som använder parken saknar.",
    "can_influence": "Vilka sittplatser, vilken lek och vilka planteringar parken får, och vad som görs först.",
    "cannot_influence": "Parkens storlek och budgeten är redan bestämda.",
    "frame_in": "Parken mellan stationen och skolan.",
    "frame_out": "Gatorna runt parken och stationen.",
    "questions-0-text": "Vad saknar du i parken i dag?",
    "decisions-0-body": "Enskede-Årsta-Vantörs stadsdelsnämnd",
    "goals-0-text": "Fler unga använder parken",
    "goals-0-indicator": "Antal unga en eftermiddag",
    "goals-0-target": "Dubbelt så många som i dag",
    "checklist_method": "På ett möte kan unga och vuxna höra varandra.",
    "checklist_place": "Skolan ligger intill parken och alla hittar dit.",
    "checklist_room": "Små bord med en karta på varje.",
    "checklist_recruitment": "Lapp i alla portar och besök i klasserna.",
    "occasions-0-place": "Stureby skola, matsalen",
    "overlap_reason": "Nämnden beslutar om parken i april och kan inte vänta; vi frågar bara om parken.",
    "finding": "Unga vill ha en plats med tak där de kan sitta tillsammans på kvällen.",
    "feedback": "Ni sa att unga behöver en plats med tak. Kontoret föreslår nämnden en paviljong vid lekplatsen.",
    "lessons": "Klasserna kom när läraren var med. Börja där.",
}

TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (around.closest('option, .choices, .ds-sr-only') || !around.checkVisibility()) continue;
    texts.push(walker.currentNode.textContent.trim());
  }
  return texts;
}"""
"""What there is to read on a page: all that is visible, but for the boxes to tick, which are found and clicked."""


class Guide:
    """The guide in docs/: what each numbered step says, and the words that stand on the screen."""

    def __init__(self, path: Path) -> None:
        found = re.split(r"^(\d+)\. ", path.read_text("utf-8"), flags=re.MULTILINE)
        self.steps = {int(number): said for number, said in zip(found[1::2], found[2::2], strict=True)}
        self.words = len(path.read_text("utf-8").split())

    def named(self, step: int) -> list[str]:
        """The words in bold of a step, as the screen writes them."""
        said = " ".join(self.steps[step].partition("\n\n")[0].split())
        return [name.rstrip(".") for name in re.findall(r"\*\*(.+?)\*\*", said)]


class Secretary:
    """Somebody at a screen who reads everything she sees, types and clicks; all of it is counted by step."""

    def __init__(self, page: Page, guide: Guide) -> None:
        self.page, self.guide, self.step = page, guide, 0
        self.clicks, self.typed, self.read = Counter[int](), Counter[int](), Counter[int]()
        self.seen, self.known, self.unread = "", set[str](), 0

    def follow(self, step: int) -> None:
        """Go on to the next step of the guide; every word in bold of the last one has been on the screen."""
        missed = [name for name in (self.guide.named(self.step) if self.step else []) if name not in self.seen]
        assert not missed, f"step {self.step} of the guide names what was not on the screen: {missed}"
        assert step == self.step + 1
        self.step, self.seen = step, ""
        self.turn()
        self.look()

    def look(self) -> None:
        """Read the page; before the first one there is none."""
        for main in self.page.locator("main").all():
            self.seen += " ".join(main.inner_text().split()) + " "

    def turn(self) -> None:
        """What was opened is read in the step that begins with it."""
        self.read[self.step] += self.unread
        self.unread = 0

    def opened(self) -> None:
        """A page has opened: all of it is to be read that was not on a page before."""
        self.turn()
        texts = set(self.page.evaluate(TEXTS))
        self.unread = sum(len(one.split()) for one in texts - self.known)
        self.known |= texts
        self.look()

    def write(self, field: str, words: str) -> None:
        """Reach a field and fill it in."""
        self.page.fill(f"[id='{field}']", words)
        self.clicks[self.step] += 1
        self.typed[self.step] += len(words.split())

    def answer(self, *fields: str) -> None:
        """Fill in fields of the plan as one who knows the matter."""
        for field in fields:
            self.write(field, ANSWERS[field])

    def tick(self, name: str, value: str) -> None:
        """Tick a box or choose a round one."""
        self.page.check(f"input[name='{name}'][value='{value}']")
        self.clicks[self.step] += 1

    def press(self, name: str | re.Pattern[str], *, role: str = "link") -> None:
        """Press what stands on the screen, and read what opens."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role(role, name=name).locator("visible=true").last.click()
        self.clicks[self.step] += 1
        self.opened()

    def save(self, name: str = "Spara och fortsätt") -> None:
        """Save, and read the next page."""
        self.press(name, role="button")

    def minutes(self, *steps: int) -> float:
        """How long these steps take: 35 words typed and 200 read a minute, three seconds a click or a field."""
        read, typed, clicks = (sum(what[one] for one in steps) for what in (self.read, self.typed, self.clicks))
        return typed / 35 + read / 200 + clicks / 20


def let_time_pass(portal: Portal, address: str, *, days: int) -> None:
    """The days of one dialogue come and go; the worker finds that out when it starts, as after a night's stop."""
    number = {"id": int(address.rpartition("/")[2]), "days": days}
    engine = create_engine(portal.environment["PORTAL_DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE dialogue SET starts = starts - :days, ends = ends - :days, "
                "feedback_promised = feedback_promised - :days WHERE id = :id"
            ),
            number,
        )
        connection.execute(
            text(
                "UPDATE occasion SET starts = starts - make_interval(days => :days), "
                "ends = ends - make_interval(days => :days) "
                "WHERE id IN (SELECT occasion_id FROM dialogue_occasion WHERE dialogue_id = :id)"
            ),
            number,
        )
    engine.dispose()
    portal.kill("worker")
    portal.start("worker", "worker")


def plan(her: Secretary) -> float:
    """Steps 1 to 9: register and publish. Gives the minutes until it was registered with what must be answered."""
    # Not on a public holiday, whatever day the test is run.
    first = next(day for ahead in range(30, 40) if red_day(day := today() + timedelta(ahead)) is None)
    last = first + timedelta(14)
    her.follow(1)
    her.page.goto("/desk/")
    her.write("email", "handlaggare@example.org")
    her.write("password", PASSWORD)
    her.save("Logga in")
    her.press("Registrera en dialog")
    her.follow(2)
    her.answer("title", "summary")
    her.save()
    her.follow(3)
    her.tick("areas", "stureby")
    her.write("starts", first.isoformat())
    her.write("ends", last.isoformat())
    her.tick("groups", "youth_13_15")
    her.tick("groups", "all")
    her.page.locator("summary", has_text="Parker, gator och torg").click()
    her.clicks[3] += 1
    her.tick("themes", "urban_environment/park")
    her.tick("methods", "open_meeting")
    her.save()
    her.follow(4)
    her.answer("purpose", "can_influence", "cannot_influence", "frame_in", "frame_out")
    her.tick("influence", "dialogue")
    her.answer("questions-0-text", "decisions-0-body")
    her.write("decisions-0-month", (last + timedelta(75)).isoformat()[:7])
    her.save()
    her.follow(5)
    her.answer("goals-0-text", "goals-0-indicator", "goals-0-target")
    her.save()
    her.follow(6)
    her.tick("targets-0-seldom_heard", "y")
    her.tick("targets-0-recruitment", "school")
    her.answer("checklist_method", "checklist_place", "checklist_room", "checklist_recruitment")
    her.save()
    her.follow(7)
    her.write("occasions-0-day", first.isoformat())
    her.write("occasions-0-begins", "18:00")
    her.write("occasions-0-ends", "20:00")
    her.answer("occasions-0-place")
    her.save()
    her.follow(8)
    her.save()
    her.follow(9)
    her.save("Skicka till samordning")
    least = her.minutes(2, 3, 4, 6, 9)
    # The demonstration data ask much of the same people.
    her.press("Varför dialogen hålls")
    her.answer("overlap_reason")
    her.save("Spara och lämna")
    expect(her.page.locator("main")).to_contain_text("Inget saknas.")
    her.save("Publicera")
    expect(her.page.locator("main")).to_contain_text("Dialogen är publicerad")
    return least


def report(her: Secretary) -> None:
    """Steps 10 to 16: what came of it."""
    her.follow(10)
    her.page.goto("/desk/")
    her.opened()
    her.press("Svara")
    her.save("Ja, det hölls")
    her.press("Redovisa resultat")
    her.follow(11)
    her.press(re.compile(r"Fyll i antal\W+\w+dag"))
    for name, count in (("women", "24"), ("men", "19"), ("other", "2")):
        her.write(name, count)
    her.save("Spara")
    her.follow(12)
    her.press("Skriv en lärdom")
    her.write("text", ANSWERS["finding"])
    her.save("Spara")
    her.follow(13)
    her.press("Återkoppla till dem som deltog")
    her.write("text", ANSWERS["feedback"])
    her.save("Spara")
    her.follow(14)
    her.save("Visa resultatet för invånarna")
    her.follow(15)
    her.press("Följ upp")
    her.press("Bedöm målen och skriv ner lärdomar")
    her.page.get_by_label("Delvis").check()
    her.clicks[15] += 1
    her.write("lessons", ANSWERS["lessons"])
    her.save("Spara")
    her.follow(16)
    her.save("Markera som uppföljd")


def test_a_new_district_secretary_needs_the_guide_and_half_an_hour(
    open_context: ContextOpener, portal: Portal, checkout: Path
) -> None:
    her = Secretary(open_context().new_page(), Guide(checkout / "docs" / "forsta-dialogen.md"))
    least = plan(her)
    address = her.page.url
    let_time_pass(portal, address, days=60)
    for _ in range(60):
        her.page.goto(address)
        if her.page.get_by_text("Svaren sammanställs").count():
            break
        her.page.wait_for_timeout(250)
    report(her)

    expect(her.page.locator("main")).to_contain_text("Uppföljd")
    her.page.goto(address)
    her.page.get_by_role("link", name="Så ser invånarna det").click()
    for told in (ANSWERS["finding"], ANSWERS["feedback"], ANSWERS["lessons"]):
        expect(her.page.locator("main")).to_contain_text(told)
    whole = her.minutes(*her.guide.steps) + her.guide.words / 200
    assert whole < 30, f"{whole:.1f} minutes from the first word of the guide to the last click"
    assert least < 10, f"{least:.1f} minutes for the least that can be registered"
