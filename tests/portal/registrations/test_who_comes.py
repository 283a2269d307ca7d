"""The organiser sees who comes, books what is needed, writes to all and counts who came; nobody else does."""

from collections.abc import Callable

from flask import Flask

from portal.actions import registrations
from portal.actions.registrations import Wish
from portal.db import db
from portal.domain.registrations import RegistrationState
from portal.registrations.models import Registration
from tests.make import Make
from tests.portal.registrations.conftest import Evening, of

Evenings = Callable[..., Evening]
Post = Callable[[], list[tuple[str, str]]]


def come(here: Evening, who: str, **more: object) -> None:
    wish = {"email": f"{who}@example.org", "people": 1, "language": "sv"} | more
    registrations.sign_up(here.uuid, Wish(**wish))  # type: ignore[arg-type]


def page_of(here: Evening) -> str:
    return f"/desk/dialogues/{here.dialogue}/occasions/{here.id}/guests"


def test_she_sees_what_must_be_booked(app: Flask, make: Make, evening: Evenings) -> None:
    here = evening(seats=5)
    come(here, "amina", services=("interpreter", "childcare"), spoken="so", people=3, name="Amina")
    come(here, "bo", services=("interpreter",))
    page = make.signed_in(app, here.organiser).get(page_of(here))
    assert "Tolk: 2" in page
    assert "Barnpassning: 1" in page
    assert "Vill tala somaliska: 1" in page
    assert "4 av 5 platser är tagna" in page


def test_more_seats_are_offered_at_once_to_those_who_wait(
    app: Flask, make: Make, evening: Evenings, post: Post
) -> None:
    here = evening(seats=1)
    for name in ("amina", "bo", "cia"):
        come(here, name)
    desk = make.signed_in(app, here.organiser)
    desk.post(f"{page_of(here)}/terms", desk.get(page_of(here)).form_values() | {"capacity": "2"})
    assert of("bo@example.org").state is RegistrationState.OFFERED
    assert of("cia@example.org").state is RegistrationState.WAITING
    assert any(subject.startswith("Det finns en plats") for _to, subject in post())


def test_a_letter_to_all_reaches_each_once_however_often_the_button_is_pressed(
    app: Flask, make: Make, evening: Evenings, post: Post
) -> None:
    here = evening()
    come(here, "amina")
    come(here, "bo")
    desk = make.signed_in(app, here.organiser)
    for _press in range(2):
        values = desk.get(page_of(here)).form_values()
        desk.post(f"{page_of(here)}/message", values | {"message": "Ta med något varmt, vi går ut."})
    assert sorted(to for to, subject in post() if subject.startswith("Från arrangören")) == [
        "amina@example.org",
        "bo@example.org",
    ]


def test_who_came_becomes_a_sum_without_names(app: Flask, make: Make, evening: Evenings) -> None:
    here = evening(seats=9)
    come(here, "amina", people=3)
    come(here, "bo")
    desk = make.signed_in(app, here.organiser)
    values = desk.get(page_of(here)).form_values()
    values |= {f"came_{of('amina@example.org').id}": "2", f"came_{of('bo@example.org').id}": "0", "walk_ins": "7"}
    answer = desk.post(f"{page_of(here)}/count", values)
    assert "total=9" in answer.location
    assert desk.get(page_of(here)).form_values()["walk_ins"] == ["7"]


def test_a_name_that_looks_like_a_formula_is_text_in_the_spreadsheet(
    app: Flask, make: Make, evening: Evenings
) -> None:
    here = evening()
    come(here, "amina", name="=1+1")
    listed = make.signed_in(app, here.organiser).get(f"{page_of(here)}/list.csv")
    assert ";'=1+1;" in listed.text


def test_another_organisation_a_reader_and_a_stranger_see_nothing(app: Flask, make: Make, evening: Evenings) -> None:
    here = evening()
    come(here, "amina")
    elsewhere = make.staff(organisation="farsta")
    make.signed_in(app, elsewhere).get(page_of(here), status=403)
    make.signed_in(app, here.organiser).get(page_of(here).replace(f"s/{here.id}/", f"s/{here.id + 99}/"), status=404)
    assert db.session.query(Registration).count() == 1
