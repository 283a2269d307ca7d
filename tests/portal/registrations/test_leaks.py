"""What people trust the city with turns up on no public page, in no search, feed, interface, log or error report."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from portal.actions import attaching, following, moderating, registrations
from portal.actions.moderating import Ruling
from portal.actions.submissions import SentFile
from portal.db import db
from portal.domain.following import FollowKind
from portal.domain.submissions import Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind
from portal.files.opening import open_here
from portal.following.models import Reader
from portal.indexing import tell
from portal.registrations.models import Registration
from portal.submissions.models import Submission
from portal.web import downloads
from portal.web.dates import today
from tests.make import Make
from tests.portal.everywhere import in_the_database
from tests.portal.files import made
from tests.portal.registrations.conftest import Evening
from tests.portal.submissions.received import decided, received
from tests.visitor import Visitor

SENT = {
    "title": "Xylofonrubrik om parken",
    "body": "Xylofontext om parken, skriv till xylofon@example.org eller ring 070-123 45 67.",
    "name": "Xylofonia Ek",
    "email": "xylofonmejl@example.org",
}
WORDS = (
    *("Xylofonrubrik", "Xylofontext", "xylofon@example", "070-123 45 67", "Xylofonia", "xylofonmejl"),
    *("Xylofonplan", "Xylofoninnehall", "Xylofongast", "xylofongast1@", "xylofonprenumerant"),
    *("Xylofonbesked", "Xylofonnotis", "Xylofonnej"),
)
"""What was planted; a page may repeat what somebody searches for, so searches are for the beginnings of these."""

SEARCHED = ("/dialogues", "/findings", "/commitments", "/documents", "/dialogues.csv", "/findings.csv")


@dataclass(frozen=True)
class Planted:
    """Where things were planted, and the pages behind secret codes that came about."""

    slug: str
    occasion: str
    pages: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for _place, code in self.pages)


@pytest.fixture
def planted(app: Flask, make: Make, evening: Callable[..., Evening]) -> Planted:
    """Every kind of thing people send or write, in every state in which it must not be public."""
    moderator = make.staff(Role.MODERATOR)
    dialogue = make.reported()
    about = {"kind": SubmissionKind.COMMENT_ON_RESULTS, "about": dialogue.slug, "area": None}
    suggestion = received(files=(_kept("Xylofonplan.pdf"),), **SENT)
    comment = received(show_name=True, files=(_kept("Xylofonplan igen.pdf"),), **about, **SENT)
    refused = received(**about, **SENT)
    waiting = received(**SENT)
    moderating.redact(
        comment.id, title="Om parken", body="Om parken, och bara det.", actor=moderator, revision=comment.revision
    )
    yes = {"message": "Xylofonbesked till dig.", "note": "Xylofonnotis."}
    decided(comment, Verdict.APPROVE, by=moderator, **yes)
    decided(suggestion, Verdict.APPROVE, by=moderator, **yes)
    no = {"reason": DeclineReason.PERSONAL_DATA, "message": "Xylofonnej, den nämner en person."}
    decided(refused, Verdict.DECLINE, by=moderator, **no)
    moderating.decide(waiting.id, Ruling(verdict=Verdict.ASK, **yes), actor=moderator, revision=waiting.revision)
    occasion = evening(seats=1, waiting=1, title="En kväll om torget").uuid
    for number in (1, 2):
        registrations.sign_up(
            occasion,
            registrations.Wish(email=f"xylofongast{number}@example.org", people=1, language="sv", name="Xylofongast"),
        )
    following.follow(following.Wish(email="xylofonprenumerant@example.org", language="sv", kind=FollowKind.ALL))
    codes = {"submissions": Submission.code, "registrations": Registration.code, "follow": Reader.token}
    pages = [(place, db.session.scalars(db.select(one)).all()) for place, one in codes.items()]
    return Planted(dialogue.slug, occasion, tuple((place, code) for place, found in pages for code in found))


def _kept(name: str) -> SentFile:
    return attaching.keep(open_here(made.pdf("Xylofoninnehall")), name=name, folder=downloads.folder())


def _addresses(app: Flask, planted: Planted) -> Iterator[str]:
    """Every page, file, feed and interface that anybody may open, in one language; a new one is walked at once."""
    known: dict[str, Any] = {
        "language": "sv",
        "spoken": "fit",
        "slug": planted.slug,
        "uuid": planted.occasion,
        "code": "a-code-of-nobody",
        "token": "a-token-of-nobody",
        "form": "json",
        "month": f"{today():%Y-%m}",
        "district": "enskede-arsta-vantor",
        "document_id": 1,
        "_rest": "nothing",
    }
    slugs = {"districts": "enskede-arsta-vantor", "programmes": "none"}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/desk", "/static")):
            continue
        values = known | {
            "slug": next((one for name, one in slugs.items() if f"/{name}/" in rule.rule), planted.slug)
        }
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None, rule
        yield built[1]


def test_every_public_page_search_file_feed_and_interface_is_clean(
    app: Flask, planted: Planted, visitor: Visitor
) -> None:
    tell.tell_all(app.extensions["search"].telling())
    assert [one for one in WORDS if one not in in_the_database()] == []
    pages = set(_addresses(app, planted))
    assert len(pages) > 50
    page = f"/sv/dialogues/{planted.slug}"
    assert page in pages
    shown = [
        f"/sv{path}?q={word[:-2]}" for path in SEARCHED for word in ("Xylofonrubrik", "Xylofongast", "Xylofonplan")
    ]
    client = app.test_client()
    for address in (*sorted(pages), *shown, "/api/v1/dialogues?q=xylofon", "/feeds/dialogues.atom?q=Xylofonrubr"):
        answer = client.get(address)
        assert answer.status_code in (200, 301, 302, 308, 404), (address, answer.status)
        told = answer.get_data(as_text=True) if "pdf" not in answer.mimetype else ""
        answer.close()
        assert [one for one in (*WORDS, *planted.codes) if one in told] == [], address
    assert "Om parken, och bara det." in visitor.get(page)
    found = [line for line in in_the_database().splitlines() if line.startswith(("search.", "public.published_item"))]
    assert found
    assert [line for line in found if re.search("xylofon", line, re.IGNORECASE)] == []


def test_faults_while_people_send_things_are_logged_without_what_they_sent(
    app: Flask, planted: Planted, visitor: Visitor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    # A row that the database refuses is quoted whole in what PostgreSQL says about it.
    monkeypatch.setattr("portal.actions.submissions.due", lambda _moment: None)
    monkeypatch.setattr("portal.actions.registrations.confirm_by", lambda *_: None)
    monkeypatch.setattr(
        "portal.actions.registrations.first_state", lambda *_: registrations.RegistrationState.OFFERED
    )
    pdf = (io.BytesIO(made.pdf("Xylofoninnehall")), "Xylofonplan.pdf")
    form = visitor.get("/sv/suggest").form_values() | SENT | {"kind": "suggestion", "area": "ragsved", "files": [pdf]}
    faults = [visitor.post("/sv/suggest", form, status=500)]
    address = f"/sv/occasions/{planted.occasion}/sign-up"
    db.session.query(Registration).delete()
    db.session.commit()
    form = visitor.get(address).form_values() | {"email": "xylofongast9@example.org", "name": "Xylofongast"}
    faults.append(visitor.post(address, form, status=500))

    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("a fault nobody foresaw")

    monkeypatch.setattr("portal.public.submissions.queries.receipt", broken)
    monkeypatch.setattr("portal.public.registrations.queries.mine", broken)
    monkeypatch.setattr("portal.public.follow.following.mine", broken)
    for place, code in dict(planted.pages).items():
        faults.append(visitor.get(f"/sv/{place}/{code}", status=500))
    logged = caplog.text + "".join(f"{one.getMessage()} {one.exc_text or ''}" for one in caplog.records)
    assert caplog.text.count("unforeseen error at public.") == 5
    assert logged.count("violates") >= 2
    # The page of an error may lead to itself in another language.
    pages = [re.sub(r"/(?:submissions|registrations|follow)/[\w-]+", "", one.text) for one in faults]
    assert [one for told in (logged, *pages) for one in (*WORDS, *planted.codes) if one in told] == []
