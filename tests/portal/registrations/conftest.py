"""An occasion with a few seats, and a mail server that takes letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.actions import guests
from portal.actions.draft import OccasionDraft
from portal.db import db, now
from portal.domain.rights import Actor
from portal.domain.words import RegistrationNeed
from portal.letters.delivery import deliver
from portal.occasions.queries import of_dialogue
from portal.registrations.models import Registration
from tests.mailbox import Mailbox, mailbox
from tests.make import Make, days


@dataclass(frozen=True)
class Evening:
    """A published occasion with its organiser."""

    uuid: str
    id: int
    dialogue: int
    slug: str
    organiser: Actor


@pytest.fixture
def evening(make: Make) -> Callable[..., Evening]:
    """Make an occasion: `evening(seats=2, waiting=3)`."""

    def made(*, seats: int | None = 2, waiting: int | None = None, in_days: int = 30, **more: Any) -> Evening:
        organiser = make.staff()
        occasion = OccasionDraft(
            day=days(in_days),
            begins=time(18),
            ends=time(20),
            place="Folkets hus",
            capacity=seats,
            registration=RegistrationNeed.REQUIRED,
        )
        dialogue = make.published(actor=organiser, starts=in_days, ends=in_days + 10, occasions=(occasion,), **more)
        (one,) = of_dialogue(dialogue.id)
        if waiting is not None:
            terms = guests.Terms(capacity=seats, waiting_places=waiting, closes_at=None)
            guests.arrange(dialogue.id, one.id, terms, actor=organiser)
        return Evening(str(one.uuid), one.id, dialogue.id, dialogue.slug, organiser)

    return made


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mailbox() as server:
        monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], smtp_url=server.url))
        yield server


@pytest.fixture
def post(app: Flask, box: Mailbox) -> Callable[[], list[tuple[str, str]]]:
    """Deliver what waits; gives (address, subject) of everything that has arrived so far."""

    def delivered() -> list[tuple[str, str]]:
        deliver(app, moment=now() + timedelta(minutes=1))
        return [(letter["To"], letter["Subject"]) for letter in box.letters]

    return delivered


def of(email: str) -> Registration:
    """The newest sign-up of an address."""
    db.session.expire_all()
    return db.session.query(Registration).filter_by(email=email).order_by(Registration.id.desc()).first()
