"""Each rule V1 to V20 of a plan is worded in the step that asks about it, at the field it concerns."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from portal.actions.draft import DecisionDraft, OccasionDraft
from portal.db import db, now
from portal.dialogues.models import DecisionLink, Dialogue, PolicyLink
from portal.domain.words import Continuity, Form, LegalBasis, Role
from portal.web.dates import today
from tests.make import Make, days
from tests.planning import planned, registered, step
from tests.visitor import Visitor

PERSONAL = "Ring Anna på 070-123 45 67 om du undrar."


def christmas() -> date:
    """The next Christmas Day that is not too near."""
    year = today().year + (today() > date(today().year, 12, 5))
    return date(year, 12, 25)


RULES: dict[str, tuple[Callable[[], dict[str, Any]], str]] = {
    "V1 a summary": (lambda: {"texts": {"summary": ""}}, "summary"),
    "V1 a purpose": (lambda: {"texts": {"purpose": ""}}, "purpose"),
    "V2 a function": (lambda: {"contact_function": "", "contact_email": "a@example.org"}, "contact_function"),
    "V2 an address": (lambda: {"contact_email": ""}, "contact_email"),
    "V3 a level": (lambda: {"influence": None}, "influence"),
    "V3 a question": (lambda: {"questions": ()}, "questions"),
    "V3 a decision": (lambda: {"decisions": ()}, "decisions"),
    "V3 a month": (lambda: {"decisions": (DecisionDraft(body="Nämnden"),)}, "decisions-0-month"),
    "V4 after the end": (
        lambda: {"decisions": (DecisionDraft(body="Nämnden", month=today().replace(day=1)),)},
        "decisions-0-month",
    ),
    "V5 after the end": (lambda: {"feedback_promised": days(20)}, "feedback_promised"),
    "V5 an interval": (lambda: {"continuity": Continuity.CONTINUOUS, "ends": None}, "report_interval_months"),
    "V6 somebody": (lambda: {"targets": ()}, "targets"),
    "V7 a thought": (lambda: {"checklist": {}}, "checklist_room"),
    "V8 minutes": (lambda: {"minutes": None, "methods": ()}, "minutes"),
    "V11 notice": (lambda: {"starts": 5}, "starts"),
    "V12 the law": (lambda: {"form": Form.PLAN_REVIEW}, "legal_basis"),
    "V12 a channel": (lambda: {"legal_basis": LegalBasis.PLANNING_ACT}, "official_channel_url"),
    "V12 a last day": (lambda: {"legal_basis": LegalBasis.PLANNING_ACT}, "response_deadline"),
    "V13 a place": (lambda: {"areas": ()}, "areas"),
    "V13 a place that exists": (lambda: {"areas": ("rinkeby-kista",)}, "areas"),
    "V15 no personal data": (lambda: {"texts": {"frame_in": PERSONAL}}, "frame_in"),
    "V19 no holiday": (
        lambda: {"occasions": (OccasionDraft(day=christmas(), begins=time(18), ends=time(20)),), "ends": 400},
        "occasions-0-day",
    ),
}


def test_every_rule_is_said_with_a_way_to_its_field(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    for rule, (changes, field) in RULES.items():
        dialogue = make.dialogue(actor=clerk, **changes())
        page = browser.get(f"/desk/dialogues/{dialogue.id}/plan/check")
        links = [one for one in page.tree.iterfind(".//{*}li/{*}a") if one.get("href").endswith(f"#{field}")]
        assert links, f"{rule}: nothing leads to {field}"
        link = links[0]
        opened = browser.get(link.get("href").partition("#")[0])
        assert opened.tree.find(f".//{{*}}*[@id='{field}']") is not None, rule
        asked = opened.tree.find(".//{*}form[@class='form stack plan-form']")
        assert link.tail.removeprefix(": ").strip() in " ".join(asked.itertext()), f"{rule}: not said at {field}"
        assert not opened.title.startswith("Fel"), "nobody has made a mistake yet"


def test_a_plan_that_is_ready_publishes_and_one_that_is_not_does_not(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    dialogue = make.coordinated(actor=clerk, starts=5, ends=6)
    page = browser.get(f"/desk/dialogues/{dialogue.id}")
    refused = browser.post(f"/desk/dialogues/{dialogue.id}/publish", page.form_values(), status=422)
    assert "14 dagar" in refused


def test_what_is_only_warned_about_stands_apart(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    month = (days(40) + timedelta(1)).replace(day=1)
    dialogue = make.dialogue(actor=clerk, starts=20, decisions=(DecisionDraft(body="Nämnden", month=month),))
    page = browser.get(f"/desk/dialogues/{dialogue.id}/plan/check")
    warned = next(one for one in page.tree.iter() if "notice-info" in (one.get("class") or ""))
    links = {link.get("href").rpartition("#")[2] for link in warned.iter() if link.get("href")}
    assert {"easy_read", "starts", "process_leader_id"} <= links
    scope = browser.get(f"/desk/dialogues/{dialogue.id}/plan/scope?missing=1")
    assert "behöver" in "".join(scope.tree.find(".//{*}p[@id='starts-hint']").itertext())


def test_days_that_cannot_be_are_told_when_they_are_saved(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{make.dialogue(actor=clerk).id}"
    page = browser.fill_in(f"{address}/plan/influence", status=422, feedback_promised=days(300).isoformat())
    assert page.tree.find(".//{*}p[@id='feedback_promised-error']") is not None
    browser.fill_in(f"{address}/plan/scope", ends=days(300).isoformat())
    promised = browser.get(f"{address}/plan/influence").form_values()["feedback_promised"]
    assert promised == [(days(300) + timedelta(60)).isoformat()], "the usual day follows the last day"


def test_a_dialogue_that_is_always_open_has_no_last_day(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    address = f"/desk/dialogues/{make.dialogue(actor=clerk).id}/plan"
    browser.fill_in(f"{address}/basics", continuity="continuous", report_interval_months="6")
    page = browser.fill_in(f"{address}/scope", status=422, ends=days(40).isoformat())
    assert page.tree.find(".//{*}p[@id='ends-error']") is not None


def test_wrong_hours_and_insecure_addresses_are_told_where_they_were_typed(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    page = step(browser, address, "influence", status=422, official_channel_url="http://example.org/")
    assert page.tree.find(".//{*}p[@id='official_channel_url-error']") is not None
    page = step(
        browser, address, "goals", status=422, **{"policy_links-0-code": "1", "policy_links-0-url": "ftp://x"}
    )
    assert page.tree.find(".//{*}p[@id='policy_links-0-url-error']") is not None


@pytest.mark.parametrize("table", [DecisionLink, PolicyLink])
def test_the_database_itself_refuses_an_insecure_address(make: Make, table: Any) -> None:
    dialogue = make.dialogue()
    more = {"body": "Nämnden"} if table is DecisionLink else {"code": "1"}
    db.session.add(table(dialogue_id=dialogue.id, url="http://example.org/", **more))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_database_itself_keeps_the_days_in_order(make: Make) -> None:
    dialogue = make.dialogue()
    with pytest.raises(IntegrityError):
        db.session.execute(update(Dialogue).where(Dialogue.id == dialogue.id).values(ends=days(10), starts=days(20)))
    db.session.rollback()


def test_a_statutory_consultation_points_to_its_channel_and_takes_no_views(make: Make, visitor: Visitor) -> None:
    last: datetime = now() + timedelta(40)
    dialogue = make.published(
        legal_basis=LegalBasis.PLANNING_ACT, official_channel_url="https://example.org/samrad", response_deadline=last
    )
    page = visitor.get(f"/sv/dialogues/{dialogue.slug}")
    assert "https://example.org/samrad" in page.links()
    assert "tar inte emot synpunkter" in page.said or "inga synpunkter" in page.said


def test_what_is_withdrawn_is_gone_from_pages_lists_feeds_and_kept_pages_at_once(
    app: Flask, make: Make, visitor: Visitor
) -> None:
    dialogue = make.published(title="Ett Zebratorg för alla")
    places = ("/sv/dialogues", "/sv/", "/feeds/dialogues.atom")
    address = f"/sv/dialogues/{dialogue.slug}"
    tag = visitor.get(address).answer.headers["ETag"]
    assert "Zebratorg" in visitor.get("/sv/dialogues")
    browser = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    page = browser.get(f"/desk/dialogues/{dialogue.id}")
    reason = page.form_values() | {"reason": "Texten nämnde en person vid namn."}
    browser.post(f"/desk/dialogues/{dialogue.id}/unpublish", reason)
    visitor.get(address, status=404, headers={"If-None-Match": tag})
    for place in places:
        assert "Zebratorg" not in visitor.get(place).text, place
    assert "Zebratorg" in browser.get(f"/desk/dialogues/{dialogue.id}/history").said


def test_a_new_district_secretary_publishes_with_few_answers(app: Flask, make: Make, visitor: Visitor) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = planned(browser)
    checked = browser.get(f"{address}/plan/check")
    assert "Inget saknas" in checked
    for move in ("coordinate", "publish"):
        browser.post(f"{address}/{move}", browser.get(address).form_values())
    assert "Rågsveds bibliotek" in visitor.get("/sv/dialogues/tryggare-gangvagar-i-ragsved")
