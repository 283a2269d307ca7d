"""A clerk registers, coordinates and publishes; what stands in the way is said at the field it concerns."""

from flask import Flask

from portal.domain.words import Role
from tests.make import TEXTS, Make, days


def filled_in(**changes: object) -> dict[str, object]:
    values: dict[str, object] = dict(TEXTS) | {
        "lead": "enskede-arsta-vantor",
        "areas": ["ragsved"],
        "themes": ["urban_environment/safety"],
        "groups": ["all"],
        "methods": ["open_meeting"],
        "influence": "dialogue",
        "starts": days(30).isoformat(),
        "ends": days(40).isoformat(),
        "minutes": "120",
        "contact_function": "Demokratisamordnare",
        "contact_email": "demokrati@example.org",
        "feedback_promised": days(100).isoformat(),
        "questions": "Var känner du dig otrygg?\nVad skulle hjälpa?",
        "checklist_method": "Möte.",
        "checklist_place": "Biblioteket.",
        "checklist_room": "Runda bord.",
        "checklist_recruitment": "Brev.",
        "decision_body": "Stadsdelsnämnden",
        "decision_month": days(160).isoformat()[:7],
        "seldom_heard": ["youth_16_19"],
        "occasions-0-day": days(30).isoformat(),
        "occasions-0-begins": "18:00",
        "occasions-0-ends": "20:00",
        "occasions-0-place": "Rågsveds bibliotek",
    }
    return values | changes


def test_nothing_of_the_desk_opens_without_signing_in(visitor) -> None:
    for address in ("/desk/", "/desk/dialogues", "/desk/dialogues/new", "/desk/dialogues/1", "/desk/moderation"):
        assert "/desk/sign-in" in visitor.get(address, status=302).location


def test_a_wrong_password_is_refused_in_words(app: Flask, make: Make, visitor) -> None:
    person = make.staff()
    page = visitor.fill_in("/desk/sign-in", status=422, email=person.email, password="not the right one")
    assert "Error: " in page.title or "Fel: " in page.title


def test_a_clerk_registers_coordinates_and_publishes(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    saved = browser.fill_in("/desk/dialogues/new", **filled_in())
    page = browser.get(saved.location)
    assert page.heading == TEXTS["title"]
    for step in ("coordinate", "publish"):
        browser.post(f"{saved.location}/{step}", page.form_values())
    assert "Rågsved" in browser.get("/sv/dialogues/tryggare-gangvagar-i-ragsved")


def test_a_title_is_enough_for_a_draft_and_what_is_missing_is_listed(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    saved = browser.fill_in("/desk/dialogues/new", title="Parkleken vid torget")
    page = browser.get(saved.location)
    answer = browser.post(f"{saved.location}/coordinate", page.form_values(), status=422)
    assert len(answer.tree.findall(".//{*}main//{*}li")) >= 10
    assert browser.get("/sv/dialogues/parkleken-vid-torget", status=404)


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
    values = filled_in(ends=days(30).isoformat())
    page = browser.fill_in("/desk/dialogues/new", status=200, button="check", **values)
    assert "41" in page
    assert "Lugnare Rågsvedsvägen" in page
    assert "Trafikkontoret" in page
    assert page.form_values()["title"] == [TEXTS["title"]]
    assert "Tryggare" not in browser.get("/desk/dialogues").said


def test_two_clerks_save_the_same_dialogue_and_the_second_loses_nothing(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.dialogue(actor=clerk)
    address = f"/desk/dialogues/{dialogue.id}/edit"
    one, other = make.signed_in(app, clerk), make.signed_in(app, clerk)
    opened = other.get(address).form_values()
    one.fill_in(address, title="Den förstas rubrik om Rågsved")
    page = other.post(address, opened | {"title": "Den andras rubrik om Rågsved"}, status=409)
    assert "Den förstas rubrik om Rågsved" in page
    assert page.form_values()["title"] == ["Den andras rubrik om Rågsved"]
    assert "Den andras" in other.get(other.post(address, page.form_values() | {"save": "1"}).location)


def test_a_clerk_of_another_organisation_sees_plans_in_coordination_but_no_drafts(app: Flask, make: Make) -> None:
    draft = make.dialogue(title="Ett hemligt utkast om torget")
    plan = make.coordinated(title="En plan som alla får läsa")
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    browser.get(f"/desk/dialogues/{draft.id}", status=404)
    browser.get(f"/desk/dialogues/{plan.id}")
    browser.get(f"/desk/dialogues/{plan.id}/edit", status=403)


def test_wrong_days_hours_and_addresses_are_told_at_their_fields(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    bad = filled_in(
        starts=days(40).isoformat(),
        ends=days(30).isoformat(),
        title="x" * 10_000,
        contact_email="inte en adress",
        **{"occasions-0-begins": "20:00", "occasions-0-ends": "18:00"},
    )
    page = browser.fill_in("/desk/dialogues/new", status=422, **bad)
    assert len(page.tree.findall(".//{*}p[@class='ds-validation-message']")) >= 4
    assert page.form_values()["title"] == ["x" * 10_000]
    page = browser.fill_in("/desk/dialogues/new", status=422, **filled_in(starts="i morgon", areas=["atlantis"]))
    assert page.title.startswith(("Error", "Fel"))


def test_personal_data_in_a_public_text_stops_coordination(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    saved = browser.fill_in("/desk/dialogues/new", **filled_in(purpose="Ring Anna på 070-123 45 67 om du undrar."))
    page = browser.post(f"{saved.location}/coordinate", browser.get(saved.location).form_values(), status=422)
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
    values = browser.get("/desk/dialogues/new").form_values() | filled_in()
    first, second = browser.post("/desk/dialogues/new", values), browser.post("/desk/dialogues/new", values)
    assert first.location == second.location


def test_nobody_lists_the_drafts_of_others(app: Flask, make: Make) -> None:
    make.dialogue(title="Ett hemligt utkast om torget")
    browser = make.signed_in(app, make.staff(Role.EDITOR, organisation="farsta"))
    for chosen in ("draft", "unpublished", "", "nonsense"):
        assert "hemligt" not in browser.get(f"/desk/dialogues?plans=all&status={chosen}")


def test_an_external_organiser_changes_nothing_that_residents_read(app: Flask, make: Make) -> None:
    dialogue = make.published()
    browser = make.signed_in(app, make.staff(Role.EXTERNAL))
    browser.get(f"/desk/dialogues/{dialogue.id}/edit", status=403)


def test_an_occasion_without_hours_is_told_in_words(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    page = browser.fill_in("/desk/dialogues/new", status=422, **filled_in(**{"occasions-0-begins": ""}))
    assert "{" not in page.said


def test_signing_out_ends_the_session_for_good(app: Flask, make: Make) -> None:
    browser = make.signed_in(app, make.staff(Role.EDITOR))
    other = browser.get("/desk/")
    browser.post("/desk/sign-out", other.form_values())
    assert "/sign-in" in browser.get("/desk/", status=302).location
