"""A clerk registers, coordinates and publishes; what stands in the way is said at the field it concerns."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.actions import dialogues
from portal.domain.words import Role
from portal.web.dates import today
from tests.make import TEXTS, Make, days
from tests.planning import planned, registered, step


def test_nothing_of_the_desk_opens_without_signing_in(visitor) -> None:
    for address in ("/desk/", "/desk/dialogues", "/desk/dialogues/new", "/desk/dialogues/1", "/desk/moderation"):
        assert "/desk/sign-in" in visitor.get(address, status=302).location


def test_a_wrong_password_is_refused_in_words(app: Flask, make: Make, visitor) -> None:
    person = make.staff()
    page = visitor.fill_in("/desk/sign-in", status=422, email=person.email, password="not the right one")
    assert "Error: " in page.title or "Fel: " in page.title


def test_a_clerk_registers_coordinates_and_publishes(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = planned(browser)
    page = browser.get(address)
    assert page.heading == TEXTS["title"]
    for move in ("coordinate", "publish"):
        browser.post(f"{address}/{move}", page.form_values())
    assert "Rågsved" in browser.get("/sv/dialogues/tryggare-gangvagar-i-ragsved")


def test_a_title_is_enough_for_a_draft_and_what_is_missing_is_listed(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser, "Parkleken vid torget")
    page = browser.get(address)
    answer = browser.post(f"{address}/coordinate", page.form_values(), status=422)
    assert len(answer.tree.findall(".//{*}main//{*}li")) >= 10
    assert browser.get("/sv/dialogues/parkleken-vid-torget", status=404)


def test_every_missing_thing_leads_to_the_question_it_concerns(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    links = {one for one in browser.get(f"{address}/plan/check").links() if "#" in one and "/plan/" in one}
    assert len(links) >= 15
    for link in links:
        place, _, field = link.partition("#")
        assert browser.get(place).tree.find(f".//{{*}}*[@id='{field}']") is not None, link


def test_the_panel_shows_who_asks_the_same_people_before_anything_is_saved(app: Flask, make: Make) -> None:
    make.published(
        actor=make.staff(organisation="trafikkontoret"),
        lead="trafikkontoret",
        title="Lugnare Rågsvedsvägen",
        starts=44,
        ends=44,
        minutes=90,
        themes=("urban_environment/street",),
    )
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    day = (today() + timedelta(30)).isoformat()
    page = step(browser, address, "scope", status=200, starts=day, ends=day, check="1")
    assert "41" in page
    assert "Lugnare Rågsvedsvägen" in page
    assert "Trafikkontoret" in page
    assert page.form_values()["starts"] == [day]
    assert browser.get(f"{address}/plan/scope").form_values()["starts"] == [""]


def test_whoever_asks_people_who_are_asked_a_lot_hears_it_when_the_days_are_saved(app: Flask, make: Make) -> None:
    make.published(
        actor=make.staff(organisation="trafikkontoret"),
        lead="trafikkontoret",
        title="Lugnare gator i Rågsved",
        starts=30,
        ends=30,
        minutes=90,
    )
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    day = (today() + timedelta(30)).isoformat()
    step(browser, address, "scope", starts=day, ends=day)
    assert "Överlappet är högt. Innan du publicerar" in browser.get(f"{address}/plan/influence")
    step(browser, address, "scope", overlap_reason="Nämnden beslutar om lamporna i april och kan inte vänta längre.")
    assert "Överlappet är högt. Innan du publicerar" not in browser.get(f"{address}/plan/influence")


def test_whoever_plans_finds_the_guide_that_the_operator_named(
    app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = "https://intranat.example.org/dialogportalen"
    clerk, reader = make.signed_in(app, make.staff(Role.EDITOR)), make.signed_in(app, make.staff(Role.READER))
    assert guide not in clerk.get("/desk/").links()
    monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], guide_url=guide))
    assert guide in clerk.get("/desk/").links()
    assert guide not in reader.get("/desk/").links()


def test_the_own_district_stands_open_among_the_places(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    page = browser.get(f"{registered(browser)}/plan/scope")
    opened = [one.findtext(".//{*}bdi") for one in page.tree.findall(".//{*}details") if one.get("open") is not None]
    assert opened == ["Enskede-Årsta-Vantör"]


def test_two_clerks_change_the_same_field_and_the_second_loses_nothing(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    address = f"/desk/dialogues/{make.dialogue(actor=clerk).id}/plan/basics"
    one, other = make.signed_in(app, clerk), make.signed_in(app, clerk)
    opened = other.get(address).form_values()
    one.fill_in(address, title="Den förstas rubrik om Rågsved")
    page = other.post(address, opened | {"title": "Den andras rubrik om Rågsved"}, status=409)
    assert "Den förstas rubrik om Rågsved" in page
    assert page.form_values()["title"] == ["Den andras rubrik om Rågsved"]
    other.post(address, page.form_values())
    assert "Den andras" in other.get(address.removesuffix("/plan/basics"))


def test_two_clerks_change_different_things_and_both_are_kept(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    address = f"/desk/dialogues/{make.dialogue(actor=clerk).id}/plan"
    one, other = make.signed_in(app, clerk), make.signed_in(app, clerk)
    opened = {key: other.get(f"{address}/{key}").form_values() for key in ("basics", "reach")}
    one.fill_in(f"{address}/basics", title="Den förstas rubrik om Rågsved")
    other.post(f"{address}/reach", opened["reach"] | {"checklist_room": "Runda bord."})
    other.post(f"{address}/basics", opened["basics"] | {"contact_function": "Kansliet"})
    page = other.get(f"{address}/basics")
    values = page.form_values()
    assert values["title"] == ["Den förstas rubrik om Rågsved"]
    assert values["contact_function"] == ["Kansliet"]
    assert other.get(f"{address}/reach").form_values()["checklist_room"] == ["Runda bord."]


def test_a_clerk_of_another_organisation_sees_plans_in_coordination_but_no_drafts(app: Flask, make: Make) -> None:
    draft = make.dialogue(title="Ett hemligt utkast om torget")
    plan = make.coordinated(title="En plan som alla får läsa")
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    browser.get(f"/desk/dialogues/{draft.id}", status=404)
    browser.get(f"/desk/dialogues/{plan.id}")
    browser.get(f"/desk/dialogues/{plan.id}/plan/basics", status=403)


def test_wrong_days_hours_and_addresses_are_told_at_their_fields(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    page = step(browser, address, "basics", status=422, title="x" * 10_000, contact_email="inte en adress")
    assert len(page.tree.findall(".//{*}p[@class='ds-validation-message']")) == 2
    assert page.form_values()["title"] == ["x" * 10_000]
    page = step(browser, address, "scope", status=422, starts=(days(40) + timedelta(1)).isoformat())
    assert page.tree.find(".//{*}p[@id='ends-error']") is not None
    page = step(browser, address, "scope", status=422, starts="i morgon", areas=["atlantis"])
    assert page.title.startswith(("Error", "Fel"))
    hours = {"occasions-0-begins": "20:00", "occasions-0-ends": "18:00"}
    page = step(browser, address, "occasions", status=422, **hours)
    assert page.tree.find(".//{*}p[@id='occasions-0-ends-error']") is not None


def test_personal_data_in_a_public_text_stops_coordination(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = planned(browser, influence={"purpose": "Ring Anna på 070-123 45 67 om du undrar."})
    page = browser.post(f"{address}/coordinate", browser.get(address).form_values(), status=422)
    assert "070-123 45 67" in page


def test_what_an_admin_withdraws_is_gone_at_once_and_kept(app: Flask, make: Make, visitor) -> None:
    dialogue = make.published()
    visitor.get(f"/sv/dialogues/{dialogue.slug}")
    browser = make.signed_in(app, make.staff(Role.ADMIN, organisation=None))
    page = browser.get(f"/desk/dialogues/{dialogue.id}")
    values = page.form_values() | {"reason": "Texten nämnde en person vid namn."}
    browser.post(f"/desk/dialogues/{dialogue.id}/unpublish", values)
    visitor.get(f"/sv/dialogues/{dialogue.slug}", status=404)
    assert "Rågsved" in browser.get(f"/desk/dialogues/{dialogue.id}")


def test_a_form_sent_twice_makes_one_draft(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    values = browser.get("/desk/dialogues/new").form_values() | {"title": TEXTS["title"]}
    first, second = browser.post("/desk/dialogues/new", values), browser.post("/desk/dialogues/new", values)
    assert first.location == second.location


def test_nobody_lists_the_drafts_of_others(app: Flask, make: Make) -> None:
    make.dialogue(title="Ett hemligt utkast om torget")
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    for chosen in ("draft", "unpublished", "", "nonsense"):
        assert "hemligt" not in browser.get(f"/desk/dialogues?plans=all&status={chosen}")


def test_an_external_organiser_changes_nothing_that_residents_read(app: Flask, make: Make) -> None:
    partner = make.staff(Role.EXTERNAL)
    dialogue = make.dialogue(actor=partner)
    browser = make.signed_in(app, partner)
    browser.get(f"/desk/dialogues/{dialogue.id}/plan/basics")
    editor = make.staff(Role.EDITOR)
    dialogues.to_coordination(dialogue.id, actor=editor, today=today())
    dialogues.publish(dialogue.id, actor=editor, today=today())
    browser.get(f"/desk/dialogues/{dialogue.id}/plan/basics", status=403)


def test_an_external_organiser_sees_only_what_it_registered(app: Flask, make: Make) -> None:
    partner, colleague = make.staff(Role.EXTERNAL), make.staff(Role.EXTERNAL)
    make.dialogue(actor=partner, title="Föreningens egen dialog")
    other = make.dialogue(actor=colleague, title="Någon annans dialog")
    browser = make.signed_in(app, partner)
    page = browser.get("/desk/dialogues")
    assert "Föreningens egen dialog" in page
    assert "Någon annans dialog" not in page
    browser.get(f"/desk/dialogues/{other.id}", status=404)


def test_an_occasion_without_hours_is_told_in_words(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    page = step(browser, registered(browser), "occasions", status=422, **{"occasions-0-begins": ""})
    assert "{" not in page.said


def test_saving_what_was_not_changed_makes_no_new_version(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = planned(browser)
    for key in ("basics", "scope", "influence", "goals", "reach", "occasions", "texts"):
        before = browser.get(f"{address}/plan/{key}").form_values()
        browser.post(f"{address}/plan/{key}", before)
        assert browser.get(f"{address}/plan/{key}").form_values()["revision"] == before["revision"], key


def test_one_more_row_keeps_what_was_typed_and_saves_nothing(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    address = registered(browser)
    page = step(browser, address, "influence", status=200, add="decisions")
    assert page.form_values()["decisions-0-body"] == ["Stadsdelsnämnden"]
    assert page.form_values()["decisions-1-body"] == [""]
    assert browser.get(f"{address}/plan/influence").form_values()["purpose"] == [""]


def test_signing_out_ends_the_session_for_good(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    other = browser.get("/desk/")
    browser.post("/desk/sign-out", other.form_values())
    assert "/sign-in" in browser.get("/desk/", status=302).location
