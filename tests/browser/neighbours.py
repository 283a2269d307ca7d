"""Two organisers whose dialogues meet in one place, in the portal that the browser sees."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import current_app, session
from flask.sessions import SecureCookieSessionInterface

from portal.app import create_app
from portal.db import db
from portal.domain.rights import Actor
from portal.settings import Settings
from portal.staff import queries as staff
from portal.web import access
from tests.browser.conftest import Portal
from tests.make import Make
from tests.portal.overlap.test_deciding import REASON, evening, ours, street_talk

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

CLERK, OTHER, COORDINATOR = "handlaggare@example.org", "trafik@example.org", "samordnare@example.org"
ADMIN = "admin@example.org"
WAITING = "waiting"
"""Whoever has given the administrator's password and has yet to give the code."""
PLACES = {"sv": "blackeberg", "ar": "akalla"}
FAR, FARTHER = 150, 260
"""Days from today at which the demonstration data plans nothing."""


@dataclasses.dataclass(frozen=True)
class Neighbours:
    """Numbers of the dialogues: `mine` overlaps highly with what others ask, `later` with `theirs` alone."""

    mine: int
    draft: int
    later: int
    theirs: int
    old: int


@contextmanager
def inside(portal: Portal) -> Iterator[None]:
    """The running portal's records, read and changed by its own actions."""
    app = create_app(Settings(database_url=portal.environment["PORTAL_DATABASE_URL"], secret_key="s" * 40))
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
            app.extensions["freshness"].close()


def _actor(email: str) -> Actor:
    person = staff.by_email(email)
    assert person is not None
    return staff.as_actor(person)


def settle_in(portal: Portal, language: str) -> Neighbours:
    """What two organisers have asked and plan to ask in the place of a language."""
    with inside(portal):
        make, karin, amir = Make(), _actor(CLERK), _actor(OTHER)
        areas = (PLACES[language],)
        known: dict[str, Any] = {"areas": areas, "overlap_reason": REASON}
        old = make.closed(actor=amir, lead="trafikkontoret", days_ago=100, title=f"Utan svar {language}", **known)
        make.reported(actor=karin, days_ago=40, title=f"Med svar {language}", **known)
        for number in range(3):
            title, at = f"Gatan {number} {language}", FAR + 14
            street_talk(make, amir, title=title, areas=areas, starts=at, ends=at, occasions=(evening(at),))
        mine = ours(make, karin, title=f"Torget {language}", areas=areas, starts=FAR, ends=FAR)
        draft = make.dialogue(actor=karin, title=f"Utkast {language}", areas=areas, starts=FAR, ends=FAR)
        at = FARTHER + 14
        theirs = street_talk(
            make, amir, title=f"Vägen {language}", areas=areas, starts=at, ends=at, occasions=(evening(at),)
        )
        later = ours(
            make,
            karin,
            title=f"Parken {language}",
            areas=areas,
            starts=FARTHER,
            ends=FARTHER,
            occasions=(evening(FARTHER),),
        )
        return Neighbours(mine=mine.id, draft=draft.id, later=later.id, theirs=theirs.id, old=old.id)


def session_of(portal: Portal, email: str) -> "SetCookieParam":
    """The cookie of a browser in which somebody has signed in; signing in itself is limited for each machine."""
    with inside(portal):
        person = staff.by_email(ADMIN if email == WAITING else email)
        assert person is not None
        with current_app.test_request_context("/desk/"):
            if email == WAITING:
                session["waiting"] = [person.id, person.epoch]
            else:
                access.sign_in(person.id, person.epoch)
            made = SecureCookieSessionInterface().get_signing_serializer(current_app._get_current_object())
            assert made is not None
            return {
                "name": current_app.config["SESSION_COOKIE_NAME"],
                "value": str(made.dumps(dict(session))),
                "domain": "127.0.0.1",
                "path": current_app.config["SESSION_COOKIE_PATH"],
            }


def speak(portal: Portal, language: str) -> None:
    """Everybody at the desk reads this language from now on."""
    with inside(portal):
        for email in (CLERK, OTHER, COORDINATOR, ADMIN):
            person = staff.by_email(email)
            assert person is not None
            person.language = language
        db.session.commit()
