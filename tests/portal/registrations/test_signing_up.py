"""A resident signs up with an address alone, and everything that follows reaches her by mail."""

from collections.abc import Callable
from datetime import timedelta

import icalendar
import pytest
from flask import Flask

from portal.actions import dialogues, registrations, retention
from portal.actions.letters_to_guests import remind, tell, tell_changes, tell_results
from portal.actions.registrations import NoRoom, Wish
from portal.db import db, now
from portal.domain.errors import NotPossible
from portal.domain.registrations import RegistrationState, SignUpState
from portal.domain.words import Role
from portal.occasions.models import Occasion
from portal.registrations.models import Registration
from tests.mailbox import Mailbox
from tests.make import Make
from tests.portal.registrations.conftest import Evening, of
from tests.visitor import Visitor

Evenings = Callable[..., Evening]
Post = Callable[[], list[tuple[str, str]]]


def wish(name: str, *, people: int = 1, **more: object) -> Wish:
    return Wish(email=f"{name}@example.org", people=people, language="sv", **more)  # type: ignore[arg-type]


def test_she_finds_the_button_signs_up_and_confirms_with_the_link_in_the_letter(
    visitor: Visitor, evening: Evenings, post: Post, box: Mailbox
) -> None:
    here = evening()
    assert f"/sv/occasions/{here.uuid}/sign-up" in visitor.get(f"/sv/dialogues/{here.slug}").links()
    answer = visitor.fill_in(
        f"/sv/occasions/{here.uuid}/sign-up", email="Amina@example.org", people="2", services="wheelchair"
    )
    assert "Titta i din e-post" in visitor.get(answer.location)
    assert [address for address, _subject in post()] == ["amina@example.org"]
    text = box.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = next(line for line in text.splitlines() if "/registrations/" in line).removeprefix("http://127.0.0.1:8000")
    assert visitor.get(link).heading == "Bekräfta att du kommer"
    visitor.post(f"{link}/confirm", {})
    page = visitor.get(link)
    assert page.heading == "Du har en plats"
    assert "2 personer" in page
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert of("amina@example.org").services == ["wheelchair"]


def test_opening_the_link_alone_confirms_nothing(visitor: Visitor, evening: Evenings) -> None:
    registrations.sign_up(evening().uuid, wish("amina"))
    visitor.get(f"/sv/registrations/{of('amina@example.org').code}")
    assert of("amina@example.org").confirmed_at is None


def test_what_she_forgot_is_said_at_its_field_and_what_she_typed_is_kept(visitor: Visitor, evening: Evenings) -> None:
    address = f"/sv/occasions/{evening().uuid}/sign-up"
    page = visitor.fill_in(address, status=422, email="amina", people="12", name="Amina")
    assert "Skriv en e-postadress" in page
    assert page.form_values()["name"] == ["Amina"]


def test_after_six_tries_in_an_hour_she_is_asked_to_wait_and_keeps_what_she_typed(
    visitor: Visitor, evening: Evenings
) -> None:
    address = f"/sv/occasions/{evening().uuid}/sign-up"
    for _try in range(6):
        visitor.fill_in(address, email="amina@example.org")
    page = visitor.fill_in(address, status=429, email="amina@example.org", people="3", name="Amina")
    values = page.form_values()
    assert (values["email"], values["people"], values["name"]) == (["amina@example.org"], ["3"], ["Amina"])


def test_signing_up_twice_takes_one_seat_and_says_nothing_to_a_stranger(
    visitor: Visitor, evening: Evenings, post: Post
) -> None:
    here = evening()
    first = visitor.fill_in(f"/sv/occasions/{here.uuid}/sign-up", email="amina@example.org")
    second = visitor.fill_in(f"/sv/occasions/{here.uuid}/sign-up", email="amina@example.org")
    assert first.location == second.location
    assert db.session.query(Registration).count() == 1
    assert [subject.split(":")[0] for _to, subject in post()] == ["Bekräfta att du kommer", "Din anmälan"]


def test_when_all_seats_are_taken_one_waits_and_is_offered_the_first_that_becomes_free(
    evening: Evenings, post: Post, visitor: Visitor
) -> None:
    here = evening(seats=1)
    for name in ("amina", "bo", "cia"):
        registrations.sign_up(here.uuid, wish(name))
    assert of("bo@example.org").state is RegistrationState.WAITING
    registrations.cancel(of("amina@example.org").code)
    assert of("bo@example.org").state is RegistrationState.OFFERED
    assert of("cia@example.org").state is RegistrationState.WAITING
    assert ("bo@example.org", "Det finns en plats till dig: Tryggare gångvägar i Rågsved") in post()
    registrations.confirm(of("bo@example.org").code)
    assert of("bo@example.org").state is RegistrationState.SEATED


def test_an_offer_that_nobody_takes_goes_to_the_next(evening: Evenings, post: Post) -> None:
    here = evening(seats=1)
    for name in ("amina", "bo", "cia"):
        registrations.sign_up(here.uuid, wish(name))
        registrations.confirm(of(f"{name}@example.org").code)
    registrations.cancel(of("amina@example.org").code)
    registrations.move_up(moment=now() + timedelta(hours=25))
    assert of("bo@example.org").state is RegistrationState.LAPSED
    assert of("cia@example.org").state is RegistrationState.OFFERED
    registrations.move_up(moment=now() + timedelta(hours=25))
    assert [to for to, subject in post() if subject.startswith("Det finns en plats")] == [
        "bo@example.org",
        "cia@example.org",
    ]


def test_a_seat_that_nobody_confirmed_is_given_on_after_a_day(evening: Evenings) -> None:
    here = evening(seats=1)
    registrations.sign_up(here.uuid, wish("amina"))
    registrations.sign_up(here.uuid, wish("bo"))
    registrations.confirm(of("bo@example.org").code)
    registrations.move_up(moment=now() + timedelta(hours=25))
    assert of("amina@example.org").state is RegistrationState.LAPSED
    assert of("bo@example.org").state is RegistrationState.OFFERED


def test_a_family_waits_until_its_seats_are_free_and_loses_no_place(evening: Evenings) -> None:
    here = evening(seats=3)
    registrations.sign_up(here.uuid, wish("amina", people=3))
    registrations.sign_up(here.uuid, wish("family", people=3))
    registrations.sign_up(here.uuid, wish("bo"))
    registrations.change(of("amina@example.org").code, people=2, spoken="", services=())
    assert of("bo@example.org").state is RegistrationState.OFFERED
    assert of("family@example.org").state is RegistrationState.WAITING


def test_when_seats_and_waiting_list_are_full_it_is_said(evening: Evenings, visitor: Visitor) -> None:
    here = evening(seats=1, waiting=1)
    registrations.sign_up(here.uuid, wish("amina"))
    registrations.sign_up(here.uuid, wish("bo"))
    with pytest.raises(NoRoom) as refused:
        registrations.sign_up(here.uuid, wish("cia"))
    assert refused.value.state is SignUpState.FULL
    assert "väntelistan är full" in visitor.get(f"/sv/occasions/{here.uuid}/sign-up")


def test_more_people_than_there_is_room_for_leaves_the_sign_up_as_it_was(visitor: Visitor, evening: Evenings) -> None:
    here = evening(seats=2)
    registrations.sign_up(here.uuid, wish("amina", people=2))
    code = of("amina@example.org").code
    page = visitor.post(f"/sv/registrations/{code}/change", {"people": "3"}, status=409)
    assert "Din anmälan gäller som förut" in page
    assert of("amina@example.org").people == 2


def test_after_the_last_day_one_cannot_sign_up(evening: Evenings, visitor: Visitor) -> None:
    here = evening()
    with pytest.raises(NoRoom):
        registrations.sign_up(here.uuid, wish("amina"), moment=now() + timedelta(days=60))


def test_the_calendar_entry_follows_the_occasion_when_it_moves_and_when_it_is_called_off(
    evening: Evenings, post: Post, box: Mailbox
) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina"))
    post()
    occasion = db.session.get_one(Occasion, here.id)
    occasion.sequence += 1
    occasion.note = {"sv": "Lokalen är upptagen, kom till biblioteket."}
    db.session.commit()
    tell_changes(moment=now())
    tell_changes(moment=now())
    dialogues.cancel(here.dialogue, reason="Lokalen har blivit vattenskadad.", actor=here.organiser)
    tell_changes(moment=now())
    post()
    letters = box.to("amina@example.org")
    assert [letter["Subject"].split(":")[0] for letter in letters] == [
        "Bekräfta att du kommer",
        "Ny tid eller plats",
        "Inställt",
    ]
    told = [letter.get_body(("plain",)).get_content() for letter in letters]
    assert "kom till biblioteket" in told[1]
    assert "vattenskadad" in told[2]
    assert "kom till biblioteket" not in told[2], "the reason is today's"
    where = ", ".join(filter(None, (occasion.place, occasion.address)))
    assert all(where in text.splitlines() for text in told), "the place stands on a line of its own"
    entries = []
    for letter in letters:
        (part,) = letter.iter_attachments()
        entries.append(icalendar.Calendar.from_ical(part.get_content()))
    assert len({str(one.walk("VEVENT")[0]["UID"]) for one in entries}) == 1
    assert [str(one["METHOD"]) for one in entries] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert entries[2].walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_she_is_reminded_once_the_day_before_and_not_of_what_has_begun(evening: Evenings, post: Post) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina"))
    registrations.confirm(of("amina@example.org").code)
    starts = db.session.get_one(Occasion, here.id).starts
    assert remind(moment=starts - timedelta(hours=48)) == 0
    assert remind(moment=starts - timedelta(hours=20)) == 1
    assert remind(moment=starts - timedelta(hours=19)) == 0
    registrations.sign_up(here.uuid, wish("bo"))
    assert remind(moment=starts + timedelta(days=3)) == 0


def test_she_is_told_what_came_of_it_when_she_asked_for_it(evening: Evenings, post: Post) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina", tell_result=True))
    registrations.sign_up(here.uuid, wish("bo"))
    for name in ("amina", "bo"):
        registrations.confirm(of(f"{name}@example.org").code)
    assert tell_results(moment=now()) == 0
    db.session.execute(db.text("UPDATE dialogue SET status = 'reported'"))
    db.session.commit()
    assert tell_results(moment=now()) == 1
    assert tell_results(moment=now()) == 0
    assert [to for to, subject in post() if subject.startswith("Det här ledde")] == ["amina@example.org"]


def test_what_she_needs_is_forgotten_the_day_after_and_she_a_month_later(evening: Evenings) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina", services=("hearing_loop",), spoken="so"))
    ends = db.session.get_one(Occasion, here.id).ends
    retention.forget_guests(ends + timedelta(hours=12))
    assert of("amina@example.org").services == ["hearing_loop"]
    retention.forget_guests(ends + timedelta(days=2))
    assert (of("amina@example.org").services, of("amina@example.org").spoken) == ([], "")
    assert retention.forget_guests(ends + timedelta(days=31)) == 1
    assert db.session.query(Registration).count() == 0


def test_who_waits_for_the_result_is_kept_until_it_is_told(evening: Evenings) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina", tell_result=True))
    registrations.confirm(of("amina@example.org").code)
    ends = db.session.get_one(Occasion, here.id).ends
    assert retention.forget_guests(ends + timedelta(days=100)) == 0
    assert retention.forget_guests(ends + timedelta(days=401)) == 1


def test_a_withdrawn_dialogue_opens_no_form_and_shows_no_place(
    make: Make, visitor: Visitor, evening: Evenings
) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina"))
    dialogues.unpublish(
        here.dialogue, reason="Innehåller uppgifter om en person.", actor=make.staff(Role.ADMIN, organisation=None)
    )
    visitor.get(f"/sv/occasions/{here.uuid}/sign-up", status=404)
    assert "Folkets hus" not in visitor.get(f"/sv/registrations/{of('amina@example.org').code}")


def test_too_late_is_too_late_and_an_unknown_link_opens_nothing(
    evening: Evenings, visitor: Visitor, app: Flask
) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina"))
    with pytest.raises(NotPossible):
        registrations.confirm(of("amina@example.org").code, moment=now() + timedelta(hours=30))
    visitor.get("/sv/registrations/unknown", status=404)


def test_a_button_pressed_from_another_site_does_nothing(evening: Evenings, visitor: Visitor) -> None:
    here = evening()
    registrations.sign_up(here.uuid, wish("amina"))
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    visitor.post(f"/sv/registrations/{of('amina@example.org').code}/cancel", {}, status=403, headers=elsewhere)
    assert of("amina@example.org").state is RegistrationState.SEATED


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_letter_is_written_in_every_language(language: str, app: Flask, evening: Evenings, post: Post) -> None:
    here = evening()
    registrations.sign_up(here.uuid, Wish(email="amina@example.org", people=1, language=language))
    one = of("amina@example.org")
    news = (
        *("waiting", "offered", "confirmed", "cancelled", "lapsed", "moved"),
        *("called_off", "reminder", "result", "message", "again"),
    )
    for kind in news:
        tell(one, kind, cause=kind, message="Välkomna & ta med <fika>")
    db.session.commit()
    assert len(post()) == len(news) + 1
    assert len({subject for _to, subject in post()}) == len(news) + 1
