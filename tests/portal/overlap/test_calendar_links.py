"""A colleague's calendar program fetches what she may see, from a secret address that ends when she says so."""

import re

import icalendar
import vobject
from flask import Flask

from portal.actions import accounts
from portal.db import db, transaction
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.staff import queries
from portal.staff.models import CalendarLink, Staff
from tests.make import Make
from tests.visitor import Visitor

LINKS = "/desk/calendar/links"


def subscribe(clerk: Visitor, query: str = "") -> str:
    """Make a link at the desk; the address without its host."""
    form = clerk.get(f"{LINKS}{query}").form_values()
    clerk.post(LINKS, form)
    shown = clerk.get(LINKS)
    found = re.search(r'value="http://[^/"]+(/desk/plans/[^"]+\.ics)"', shown.text)
    assert found
    assert found[1] not in clerk.get(LINKS).text, "it is shown once"
    return found[1]


def titles(reader: Visitor, address: str) -> set[str]:
    """What two calendar libraries read there."""
    text = reader.get(address).text
    one = {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    events = getattr(vobject.readOne(text), "vevent_list", []) if "BEGIN:VEVENT" in text else []
    assert one == {event.summary.value for event in events}
    return one


def test_she_sees_what_she_may_see_and_no_draft_of_others(
    app: Flask, make: Make, admin: Actor, visitor: Visitor
) -> None:
    make.dialogue(actor=admin, title="Hemligt utkast i Farsta", lead="farsta", areas=("farsta",))
    make.dialogue(actor=admin, title="Vårt eget utkast")
    make.coordinated(actor=admin, title="Fritid i Farsta", lead="farsta", areas=("farsta",))
    address = subscribe(make.signed_in(app, make.staff(Role.EDITOR)))
    assert titles(visitor, address) == {"Utkast: Vårt eget utkast", "Samordnas: Fritid i Farsta"}
    answer = visitor.get(address).answer
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Hemligt" not in answer.text


def test_it_shows_what_was_chosen(app: Flask, make: Make, admin: Actor, visitor: Visitor) -> None:
    make.coordinated(actor=admin, title="Fritid i Farsta", lead="farsta", areas=("farsta",))
    make.coordinated(actor=admin, title="Tryggare gångvägar")
    address = subscribe(make.signed_in(app, make.staff(Role.EDITOR)), "?district=farsta")
    assert titles(visitor, address) == {"Samordnas: Fritid i Farsta"}


def test_whole_days_and_what_is_not_settled_are_told(app: Flask, make: Make, admin: Actor, visitor: Visitor) -> None:
    made = make.coordinated(actor=admin, title="Tryggare gångvägar", starts=30, ends=32)
    address = subscribe(make.signed_in(app, make.staff(Role.READER)))
    event = icalendar.Calendar.from_ical(visitor.get(address).text).walk("VEVENT")[0]
    assert event.decoded("DTSTART") == made.starts
    assert (event.decoded("DTEND") - made.ends).days == 1
    assert event["STATUS"] == "TENTATIVE"


def test_it_ends_when_she_revokes_it_or_her_account_is_closed(app: Flask, make: Make, visitor: Visitor) -> None:
    karin, nils = make.staff(Role.EDITOR), make.staff(Role.EDITOR)
    clerk = make.signed_in(app, karin)
    address = subscribe(clerk)
    mine = re.findall(rf'action="({LINKS}/\d+/revoke)"', clerk.get(LINKS).text)[0]
    colleague = make.signed_in(app, nils)
    colleague.post(mine, colleague.get(LINKS).form_values(), status=404)
    assert visitor.get(address)
    clerk.post(mine, clerk.get(LINKS).form_values())
    visitor.get(address, status=404)
    other = subscribe(colleague)
    with transaction():
        db.session.get_one(Staff, nils.id).active = False
    visitor.get(other, status=404)
    visitor.get("/desk/plans/guessed.ics", status=404)


def test_a_role_taken_away_shows_at_the_next_fetch(app: Flask, make: Make, admin: Actor, visitor: Visitor) -> None:
    make.dialogue(actor=admin, title="Vårt eget utkast")
    karin = make.staff(Role.EDITOR)
    address = subscribe(make.signed_in(app, karin))
    assert titles(visitor, address) == {"Utkast: Vårt eget utkast"}
    account = queries.account(karin.id)
    assert account
    accounts.withdraw(karin.id, account.roles[0].id, actor=admin)
    assert titles(visitor, address) == set()


def test_the_secret_itself_is_kept_nowhere(app: Flask, make: Make) -> None:
    karin = make.staff(Role.EDITOR)
    secret = subscribe(make.signed_in(app, karin)).rpartition("/")[2].removesuffix(".ics")
    kept = db.session.get_one(CalendarLink, 1)
    assert secret not in f"{kept.secret_hash} {kept.wish}"
