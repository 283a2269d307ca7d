"""A resident follows what she cares about, is told once and as often as she wants, and leaves with one click."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.actions import dialogues, entries, following
from portal.actions.following import Wish
from portal.db import db, now
from portal.domain.following import FollowKind, Pace, is_due
from portal.domain.words import FeedbackKind, Role
from portal.following.models import Reader
from portal.indexing import tell
from portal.letters.delivery import deliver
from portal.letters.news import tell_readers
from portal.mail.models import Mail
from tests.mailbox import Mailbox, mailbox
from tests.make import Make, days
from tests.visitor import Visitor

Post = Callable[..., list[str]]


@pytest.fixture
def box(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mailbox() as server:
        monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], smtp_url=server.url))
        yield server


@pytest.fixture
def post(app: Flask, box: Mailbox) -> Post:
    """Compile the news, deliver, and give the subjects of what arrived since the last time."""

    def delivered(later: timedelta = timedelta(minutes=1)) -> list[str]:
        before = len(box.letters)
        tell_readers(app, moment=now() + later)
        deliver(app, moment=now() + later)
        return [letter["Subject"] for letter in box.letters[before:]]

    return delivered


def follows(kind: FollowKind = FollowKind.ALL, value: str = "", *, km: int = 0, pace: Pace = Pace.AT_ONCE) -> str:
    """Amina follows something and has confirmed it; her token."""
    wish = Wish(email="amina@example.org", language="sv", kind=kind, value=value, km=km, pace=pace)
    following.follow(wish)
    token = db.session.query(Reader).filter_by(email="amina@example.org").one().token
    following.confirm(token)
    return token


NEW = "En ny dialog: Tryggare gångvägar i Rågsved"
CONFIRM = "Bekräfta att du vill ha mejl från Dialogportalen"


def test_she_follows_from_the_page_of_a_dialogue_and_confirms_with_the_letter(
    visitor: Visitor, make: Make, post: Post, box: Mailbox
) -> None:
    slug = make.published().slug
    assert f"/sv/follow?dialogue={slug}" in visitor.get(f"/sv/dialogues/{slug}").links()
    answer = visitor.fill_in(f"/sv/follow?dialogue={slug}", email="Amina@example.org", pace="at_once")
    assert "Titta i din e-post" in visitor.get(answer.location)
    assert post() == [CONFIRM]
    text = box.letters[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    link = next(line for line in text.splitlines() if "/follow/" in line).removeprefix("http://127.0.0.1:8000")
    visitor.post(f"{link}/confirm", {})
    assert "Tryggare gångvägar" in visitor.get(link)


def test_before_she_confirms_she_is_told_nothing(make: Make, post: Post) -> None:
    following.follow(Wish(email="amina@example.org", language="sv", kind=FollowKind.ALL, pace=Pace.AT_ONCE))
    make.published()
    assert post() == [CONFIRM]


def test_she_is_told_of_what_is_new_once(make: Make, post: Post) -> None:
    follows()
    make.published()
    assert post() == [CONFIRM, NEW]
    assert post() == []


def test_what_was_there_before_she_began_is_no_news(make: Make, post: Post) -> None:
    make.published()
    follows()
    assert post() == [CONFIRM]


def test_an_answer_is_news_and_a_corrected_word_is_not(make: Make, post: Post) -> None:
    editor = make.staff()
    dialogue = make.closed(actor=editor)
    follows(FollowKind.DIALOGUE, dialogue.slug)
    entries.give_feedback(
        dialogue.id, kind=FeedbackKind.RESULT, text="Trappan får lampor i vår.", on_day=days(0), actor=editor
    )
    assert post()[1:] == ["Ett svar på vad folk sa: Tryggare gångvägar i Rågsved"]
    db.session.refresh(dialogue)
    changes = {"title": "Tryggare gångvägar i hela Rågsved"}
    dialogues.edit(dialogue.id, changes, actor=editor, revision=dialogue.revision, today=days(0))
    assert post() == []


@pytest.mark.parametrize(
    ("kind", "value", "km", "told"),
    [
        (FollowKind.DISTRICT, "enskede-arsta-vantor", 0, True),
        (FollowKind.DISTRICT, "farsta", 0, False),
        (FollowKind.THEME, "urban_environment", 0, True),
        (FollowKind.THEME, "culture_leisure", 0, False),
        (FollowKind.ORGANISER, "enskede-arsta-vantor", 0, True),
        (FollowKind.ORGANISER, "trafikkontoret", 0, False),
        (FollowKind.NEAR, "ragsved", 1, True),
        (FollowKind.NEAR, "hagsatra", 2, True),
        (FollowKind.NEAR, "hagsatra", 1, False),
        (FollowKind.NEAR, "akalla", 5, False),
    ],
)
def test_she_hears_of_what_she_follows_and_nothing_else(
    make: Make, post: Post, kind: FollowKind, value: str, km: int, told: bool
) -> None:
    follows(kind, value, km=km)
    make.published()
    assert post() == [CONFIRM, NEW] if told else [CONFIRM]


def test_words_are_followed_as_search_understands_them(app: Flask, make: Make, post: Post) -> None:
    follows(FollowKind.SEARCH, "gangväg ragsved")
    make.published()
    about = {"summary": "Vad ska finnas i det nya biblioteket mitt i centrum?"}
    make.published(title="Nytt bibliotek i centrum", texts=about, areas=("akalla",))
    tell.tell_all(app.extensions["search"].telling())
    assert post() == [CONFIRM, NEW]


def test_weekly_letters_gather_and_come_on_monday(make: Make, post: Post) -> None:
    follows(pace=Pace.WEEKLY)
    make.published()
    make.published(title="Ett nytt bibliotek i Akalla", areas=("akalla",))
    assert post() == [CONFIRM]
    assert post(timedelta(days=8)) == ["Nytt om 2 dialoger"]
    assert post(timedelta(days=15)) == []


def test_a_ceiling_holds_and_what_does_not_fit_comes_later(make: Make, post: Post) -> None:
    token = follows()
    following.change(token, pace=Pace.AT_ONCE, ceiling=1, language="sv")
    make.published()
    assert post() == [CONFIRM, NEW]
    make.published(title="Ett nytt bibliotek i Akalla", areas=("akalla",))
    assert post() == []
    assert post(timedelta(days=31)) == ["En ny dialog: Ett nytt bibliotek i Akalla"]


def test_what_was_withdrawn_before_the_letter_is_not_in_it(make: Make, post: Post) -> None:
    follows()
    dialogue = make.published()
    admin = make.staff(Role.ADMIN, organisation=None)
    dialogues.unpublish(dialogue.id, reason="Innehåller uppgifter om en person.", actor=admin)
    assert post() == [CONFIRM]
    dialogues.republish(dialogue.id, actor=admin)
    assert post() == []


def test_one_click_in_her_mail_program_stops_everything_and_forgets_her(
    make: Make, post: Post, box: Mailbox, app: Flask
) -> None:
    follows()
    make.published()
    post()
    letter = box.letters[-1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip(" <>").removeprefix("http://127.0.0.1:8000")
    # A mail program posts from no page at all.
    assert app.test_client().post(address, data={"List-Unsubscribe": "One-Click"}).status_code == 303
    assert db.session.query(Reader).count() == 0
    assert app.test_client().post(address).status_code == 303


def test_she_changes_her_mind_on_her_own_page(visitor: Visitor, make: Make) -> None:
    token = follows(FollowKind.THEME, "urban_environment")
    following.follow(Wish(email="amina@example.org", language="sv", kind=FollowKind.DISTRICT, value="farsta"))
    page = visitor.get(f"/sv/follow/{token}")
    assert "Farsta (inte bekräftat än)" in page
    visitor.post(f"/sv/follow/{token}/change", {"pace": "weekly", "ceiling": "2", "language": "ar"})
    reader = db.session.query(Reader).one()
    db.session.refresh(reader)
    assert (reader.pace, reader.ceiling, reader.language) == (Pace.WEEKLY, 2, "ar")
    for one in list(reader.follows):
        answer = visitor.post(f"/sv/follow/{token}/stop/{one.id}", {})
    assert visitor.get(answer.location).heading == "Du får inga fler mejl"
    assert db.session.query(Reader).count() == 0


def test_a_stranger_cannot_tell_whose_address_is_known(visitor: Visitor) -> None:
    follows()
    known = visitor.fill_in("/sv/follow", email="amina@example.org", area="ragsved", km="2", pace="weekly")
    unknown = visitor.fill_in("/sv/follow", email="bo@example.org", area="ragsved", km="2", pace="weekly")
    assert known.location == unknown.location
    visitor.get("/sv/follow/unknown", status=404)


def test_after_six_letters_in_an_hour_she_is_asked_to_wait_and_keeps_what_she_chose(visitor: Visitor) -> None:
    chosen = {"email": "amina@example.org", "area": "ragsved", "km": "2", "pace": "weekly"}
    for _letter in range(6):
        visitor.fill_in("/sv/follow", **chosen)
    page = visitor.fill_in("/sv/follow", status=429, **chosen)
    assert {name: page.form_values()[name] for name in chosen} == {name: [one] for name, one in chosen.items()}


def test_what_nobody_confirms_in_a_week_is_forgotten(make: Make) -> None:
    following.follow(Wish(email="amina@example.org", language="sv", kind=FollowKind.ALL))
    assert following.forget_unconfirmed(moment=now() + timedelta(days=6)) == 0
    assert following.forget_unconfirmed(moment=now() + timedelta(days=8)) == 1


def test_a_worker_that_stood_still_for_a_fortnight_writes_one_letter_not_two(make: Make, post: Post) -> None:
    follows(pace=Pace.WEEKLY)
    make.published()
    assert post(timedelta(days=15)) == [CONFIRM, NEW]
    assert post(timedelta(days=15)) == []
    assert db.session.query(Mail).filter(Mail.kind == "news").count() == 1


def test_monday_is_monday_also_when_the_clocks_change() -> None:
    before = datetime(2026, 3, 27, 12, tzinfo=UTC)
    assert not is_due(Pace.WEEKLY, last=before, moment=datetime(2026, 3, 30, 4, 59, tzinfo=UTC))
    assert is_due(Pace.WEEKLY, last=before, moment=datetime(2026, 3, 30, 5, 1, tzinfo=UTC))
