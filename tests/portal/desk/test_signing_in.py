"""Staff sign in with a password they chose, and with a second factor when they want one."""

from datetime import UTC, datetime

import pyotp
from flask import Flask

from portal.actions import staff
from portal.db import db
from portal.domain.words import Role
from portal.staff import queries
from portal.staff.models import Staff
from tests.make import PASSWORD, Make
from tests.visitor import Visitor


def test_a_one_time_link_lets_its_holder_choose_a_password_once(app: Flask, visitor: Visitor) -> None:
    person = staff.add(email="ny@example.org", name="Ny", role=Role.EDITOR, organisation="farsta")
    link = f"/desk/sign-in/choose/{staff.first_link_token(person, secret=app.config['SECRET_KEY'])}"
    visitor.fill_in(link, status=422, password="short")
    visitor.fill_in(link, password=PASSWORD)
    visitor.get("/desk/")
    Visitor(app).get(link, status=404)


def test_a_forged_link_opens_nothing(visitor: Visitor) -> None:
    visitor.get("/desk/sign-in/choose/not-a-token", status=404)


def test_a_clerk_turns_on_a_second_factor_and_is_asked_for_it(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    key = browser.get("/desk/account").tree.find(".//{*}code").text
    browser.fill_in("/desk/account", status=422, code="000000")
    browser.fill_in("/desk/account", code=pyotp.TOTP(key).now())
    other = Visitor(app)
    asked = other.fill_in("/desk/sign-in", email=clerk.email, password=PASSWORD)
    assert asked.location.endswith("/desk/sign-in/code")
    assert "/sign-in" in other.get("/desk/", status=302).location
    other.fill_in("/desk/sign-in/code", status=422, code="123")
    code = pyotp.TOTP(key).at(datetime.now(UTC), counter_offset=1)
    other.fill_in("/desk/sign-in/code", code=code)
    other.get("/desk/")
    assert not staff.second_factor_holds(clerk.id, code), "a code counts once"


def test_the_key_of_a_second_factor_never_travels_in_the_cookie(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    key = browser.get("/desk/account").tree.find(".//{*}code").text
    assert browser.get("/desk/account").tree.find(".//{*}code").text == key, "it waits where it was"
    held = browser.cookie("portal_desk")
    opened = app.session_interface.get_signing_serializer(app).loads(held)  # type: ignore[union-attr]
    assert key not in str(opened)
    assert {*opened} <= {"staff", "epoch", "since", "csrf_token", "_permanent"}


def test_a_clerk_chooses_the_language_the_desk_speaks_to_her(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.READER)
    browser = make.signed_in(app, clerk)
    page = browser.get("/desk/account")
    assert page.heading == "Ditt konto"
    browser.post("/desk/account/language", page.form_values() | {"language": "tlh"}, status=422)
    browser.post("/desk/account/language", page.form_values() | {"language": "en"})
    page = browser.get("/desk/account")
    assert page.heading == "Your account"
    assert "Saved." in page
    assert browser.get("/desk/nowhere", status=404).tree.get("lang") == "en"
    assert queries.actor(clerk.id, staff.epoch_of(clerk.id)).language == "en"  # type: ignore[union-attr]


def test_a_new_password_ends_every_session(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    browser = make.signed_in(app, clerk)
    person = queries.by_id(clerk.id)
    assert person is not None
    staff.choose_password(person, "another good password")
    assert "/sign-in" in browser.get("/desk/", status=302).location


def test_signing_in_never_leads_away_from_the_desk(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    for away in ("https://evil.example/", "//evil.example/desk", "/sv/", "/desk\\@evil.example"):
        browser = Visitor(app)
        page = browser.get(f"/desk/sign-in?next={away}")
        answer = browser.post(
            f"/desk/sign-in?next={away}", page.form_values() | {"email": clerk.email, "password": PASSWORD}
        )
        assert answer.location in ("/desk/", "/desk")


def test_after_ten_wrong_passwords_one_has_to_wait(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff(Role.EDITOR)
    page = visitor.get("/desk/sign-in").form_values() | {"email": clerk.email, "password": "wrong"}
    for _ in range(10):
        visitor.post("/desk/sign-in", page, status=422)
    told = visitor.post("/desk/sign-in", page | {"password": PASSWORD}, status=429)
    assert "Vänta några minuter" in told
    assert told.form_values()["email"] == [clerk.email], "what was written stays"
    assert PASSWORD not in told.text, "a password is never sent back"


def test_a_whole_office_signs_in_from_one_address_in_the_morning(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    for _ in range(12):
        browser = Visitor(app)
        entry = browser.get("/desk/sign-in").form_values() | {"email": clerk.email, "password": PASSWORD}
        browser.post("/desk/sign-in", entry, status=302)


def test_after_ten_wrong_codes_one_waits_on_the_same_page_with_what_one_wrote(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    db.session.get_one(Staff, clerk.id).totp_secret = pyotp.random_base32()
    db.session.commit()
    browser = Visitor(app)
    entry = browser.get("/desk/sign-in").form_values() | {"email": clerk.email, "password": PASSWORD}
    browser.post("/desk/sign-in", entry, status=302)
    page = browser.get("/desk/sign-in/code").form_values() | {"code": "000000"}
    for _ in range(10):
        browser.post("/desk/sign-in/code", page, status=422)
    told = browser.post("/desk/sign-in/code", page, status=429)
    assert "Vänta några minuter" in told
    assert told.form_values()["code"] == ["000000"]


def test_whoever_chooses_a_password_reads_in_the_language_they_were_invited_in(app: Flask, make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    db.session.get_one(Staff, clerk.id).language = "fi"
    db.session.commit()
    person = queries.by_id(clerk.id)
    assert person is not None
    link = staff.first_link_token(person, secret=app.config["SECRET_KEY"])
    assert Visitor(app).get(f"/desk/sign-in/choose/{link}").tree.get("lang") == "fi"


def test_the_sign_in_page_speaks_the_language_of_the_browser(app: Flask) -> None:
    arabic = Visitor(app).get("/desk/sign-in", headers={"Accept-Language": "ar-EG,ar;q=0.9"})
    assert (arabic.tree.get("lang"), arabic.tree.get("dir")) == ("ar", "rtl")
    assert Visitor(app).get("/desk/sign-in").tree.get("lang") == "sv"
