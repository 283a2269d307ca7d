"""Residents suggest dialogues, and lose nothing on the way."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from portal.actions import submissions
from portal.actions.submissions import Sent
from portal.db import db
from portal.domain.errors import NotFound
from portal.domain.words import SubmissionKind
from portal.submissions.models import Submission
from portal.web import tickets
from tests.make import Make
from tests.portal.submissions.received import received
from tests.visitor import Visitor

FORM = "/en/suggest"
ANSWERS = {
    "kind": "suggestion",
    "title": "A walk through the park",
    "body": "Please ask those who live here which paths feel unsafe in the evening.",
    "area": "ragsved",
}


def sent() -> list[Submission]:
    db.session.expire_all()
    return list(db.session.query(Submission).order_by(Submission.id))


def form_of(visitor: Visitor) -> dict[str, object]:
    return visitor.get(FORM).form_values() | ANSWERS


def test_a_resident_suggests_a_dialogue_and_gets_a_page_of_her_own(visitor: Visitor) -> None:
    receipt = visitor.get(visitor.fill_in(FORM, **ANSWERS).location)
    assert "We have received what you sent" in receipt
    assert "Enskede-Årsta-Vantör district committee" in receipt
    assert sent()[0].reference in receipt
    assert "A walk through the park" in receipt
    assert receipt.answer.headers["Cache-Control"] == "no-store"
    assert receipt.answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in receipt.answer.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in receipt.text


def test_she_is_told_before_sending_who_reads_it_and_that_it_becomes_official(visitor: Visitor) -> None:
    page = visitor.get(FORM)
    assert "within 3 working days" in page
    assert "official document" in page
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.answer.headers


def test_the_form_of_a_district_has_chosen_the_district(visitor: Visitor) -> None:
    assert visitor.get(f"{FORM}?area=farsta").form_values()["area"] == ["farsta"]
    assert visitor.get(f"{FORM}?area=atlantis").form_values()["area"] == [""]


def test_sending_the_same_form_twice_gives_one_submission_and_one_receipt(visitor: Visitor) -> None:
    answers = form_of(visitor)
    assert visitor.post(FORM, answers).location == visitor.post(FORM, answers).location
    assert len(sent()) == 1


def test_a_form_sent_several_times_at_the_same_moment_is_kept_once(app: Flask) -> None:
    same = Sent(kind=SubmissionKind.TIP, title="A walk in the park", body="On Sunday.", language="en", once="same")

    def send(_number: int) -> str:
        with app.app_context():
            return submissions.receive(same)

    with ThreadPoolExecutor(6) as pool:
        codes = set(pool.map(send, range(6)))
    assert codes == {one.code for one in sent()}
    assert len(codes) == 1


def test_a_text_corrected_after_going_back_is_not_lost(visitor: Visitor) -> None:
    answers = form_of(visitor)
    visitor.post(FORM, answers)
    visitor.post(FORM, answers | {"body": "Please ask about the stairs as well, they are dark."})
    assert [one.body[:20] for one in sent()] == ["Please ask those who", "Please ask about the"]


def test_mistakes_are_explained_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    page = visitor.post(FORM, form_of(visitor) | {"title": "Hi", "area": "", "email": "me@home"}, status=422)
    assert page.title.startswith("Error: ")
    assert "Write at least 5 characters." in page
    assert "Choose a place, or say that you do not know." in page
    assert "Write an email address" in page
    assert page.form_values()["body"] == [ANSWERS["body"]]
    assert page.form_values()["email"] == ["me@home"]
    assert 'href="#area"' in page.text
    assert sent() == []


def test_a_form_corrected_in_a_second_is_not_taken_for_a_new_one(visitor: Visitor) -> None:
    answers = form_of(visitor)
    page = visitor.post(FORM, answers | {"title": ""}, status=422)
    assert page.form_values()["ticket"] == answers["ticket"]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"title": "Nul\x00byte here"}, "Nulbyte here"),
        ({"title": "🌳🌳🌳🌳🌳 trees"}, "🌳🌳🌳🌳🌳 trees"),
        ({"title": "\u202eright to left\u202c"}, "right to left"),
        ({"title": "<b>bold</b> & more"}, "<b>bold</b> & more"),
    ],
)
def test_odd_text_is_kept_as_text(visitor: Visitor, changes: dict[str, str], kept: str) -> None:
    receipt = visitor.get(visitor.post(FORM, form_of(visitor) | changes).location)
    assert sent()[0].title == kept
    assert kept in receipt
    assert "<b>bold" not in receipt.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "a" * 10_000}, "Write at most 120 characters; the text is 9880 characters too long."),
        ({"body": "a" * 9000}, "Write at most 8000 characters"),
        ({"area": "atlantis"}, "Choose a place from the list."),
        ({"theme": "dragons"}, "Choose a subject from the list."),
        ({"kind": "greeting"}, "Choose what you want to tell us."),
        ({"body": " \u200f \x00 "}, "Write what it is about."),
    ],
)
def test_bad_input_gets_a_clear_answer(visitor: Visitor, changes: dict[str, str], message: str) -> None:
    assert message in visitor.post(FORM, form_of(visitor) | changes, status=422)
    assert sent() == []


def test_a_form_sent_from_another_site_comes_back_with_its_text(visitor: Visitor) -> None:
    elsewhere = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    page = visitor.post(FORM, form_of(visitor), status=403, headers=elsewhere)
    assert page.form_values()["title"] == [ANSWERS["title"]]
    assert sent() == []
    visitor.post(FORM, page.form_values())
    assert len(sent()) == 1


def test_a_form_without_a_ticket_of_ours_can_be_sent_again(visitor: Visitor) -> None:
    page = visitor.post(FORM, form_of(visitor) | {"ticket": "made up"}, status=403)
    assert "What you wrote is still here." in page
    visitor.post(FORM, page.form_values())
    assert len(sent()) == 1


def test_after_ten_in_an_hour_the_visitor_is_asked_to_wait_and_keeps_the_text(visitor: Visitor) -> None:
    for number in range(10):
        visitor.post(FORM, form_of(visitor) | {"title": f"Suggestion number {number}"})
    page = visitor.post(FORM, form_of(visitor) | {"title": "One too many"}, status=429)
    assert page.form_values()["title"] == ["One too many"]
    assert "This has not been sent yet" in page
    assert len(sent()) == 10


def test_mistakes_do_not_use_up_what_one_may_send(visitor: Visitor) -> None:
    for _try in range(12):
        visitor.post(FORM, form_of(visitor) | {"title": ""}, status=422)
    visitor.post(FORM, form_of(visitor))
    assert len(sent()) == 1


def test_a_filled_trap_is_received_and_only_marked(visitor: Visitor) -> None:
    visitor.post(FORM, form_of(visitor) | {"website": "https://buy.example"})
    assert sent()[0].spam_score >= 60
    assert "hidden_field" in sent()[0].marks


def test_an_unhurried_person_gets_no_mark(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = form_of(visitor)
    later = tickets.time() + 60
    monkeypatch.setattr(tickets, "time", lambda: later)
    visitor.post(FORM, answers)
    assert (sent()[0].spam_score, sent()[0].marks) == (0, [])


def test_someone_who_does_not_know_the_district_is_read_by_the_city(visitor: Visitor) -> None:
    visitor.post(FORM, form_of(visitor) | {"area": "unknown"})
    visitor.post(FORM, form_of(visitor) | {"area": "stockholm"})
    assert [one.organisation.slug for one in sent()] == ["stadsledningskontoret"] * 2
    assert [one.area.slug if one.area else None for one in sent()] == [None, "stockholm"]


def test_a_name_is_shown_only_when_there_is_one_and_its_owner_said_yes(visitor: Visitor) -> None:
    visitor.post(FORM, form_of(visitor) | {"show_name": "y"})
    visitor.post(FORM, form_of(visitor) | {"show_name": "y", "name": "Rågsveds IK"})
    assert [(one.name, one.show_name) for one in sent()] == [("", False), ("Rågsveds IK", True)]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_form_and_the_receipt_speak_every_language(visitor: Visitor, language: str) -> None:
    page = visitor.get(visitor.fill_in(f"/{language}/suggest", **ANSWERS).location)
    assert page.address.startswith(f"/{language}/submissions/")
    assert sent()[0].language == language


def test_nobody_finds_a_receipt_by_guessing(visitor: Visitor, app: Flask) -> None:
    code = re.sub(".*/", "", visitor.fill_in(FORM, **ANSWERS).location)
    assert len(code) == 22
    visitor.get("/en/submissions/AAAAAAAAAAAAAAAAAAAAAA", status=404)
    visitor.get(f"/en/submissions/{sent()[0].reference}", status=404)


@pytest.mark.parametrize("unknown", [{"area": "atlantis"}, {"theme": "dragons"}, {"about": "no-such-dialogue"}])
def test_what_the_city_does_not_know_is_refused_before_anything_is_kept(app: Flask, unknown: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        received(**unknown)
    assert sent() == []


def test_a_comment_on_a_dialogue_goes_to_whoever_holds_it(app: Flask, make: Make) -> None:
    dialogue = make.published(lead="trafikkontoret")
    one = received(kind=SubmissionKind.CORRECTION, area=None, about=dialogue.slug)
    assert one.organisation.slug == "trafikkontoret"
    draft = make.dialogue(title="Nobody may know of this")
    with pytest.raises(NotFound):
        received(kind=SubmissionKind.CORRECTION, area=None, about=draft.slug)
