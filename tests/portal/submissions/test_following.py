"""Those who sent something in follow it on a page of their own, answer questions there and may take it back."""

import pytest

from portal.db import db, now
from portal.domain.errors import NotPossible
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import DeclineReason, SubmissionState
from portal.submissions.models import Submission
from tests.portal.submissions.received import again, decided, received
from tests.visitor import Visitor


def page_of(submission: Submission) -> str:
    return f"/en/submissions/{submission.code}"


def test_the_sender_answers_a_question_and_the_matter_goes_on(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(one, Verdict.ASK, message="Which park do you mean?", by=moderator)
    page = visitor.get(page_of(one))
    assert "We have a question for you" in page
    assert "Which park do you mean?" in page
    page = visitor.get(visitor.post(f"{page_of(one)}/reply", {"message": "The one by the library."}).location)
    assert "Someone is reading what you sent" in page
    assert "The one by the library." in page
    assert again(one.code).state is SubmissionState.UNDER_REVIEW


def test_an_empty_answer_is_not_sent(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(one, Verdict.ASK, message="Which park do you mean?", by=moderator)
    page = visitor.post(f"{page_of(one)}/reply", {"message": "  "}, status=422)
    assert "Write your answer." in page
    assert again(one.code).state is SubmissionState.NEEDS_MORE


def test_an_answer_sent_twice_counts_once(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(one, Verdict.ASK, message="Which park do you mean?", by=moderator)
    for _time in range(2):
        visitor.post(f"{page_of(one)}/reply", {"message": "The one by the library."})
    assert [event.action for event in again(one.code).events] == ["received", "taken", "asked", "replied"]


def test_an_answer_nobody_waits_for_any_more_is_shown_back(visitor: Visitor) -> None:
    one = received()
    page = visitor.post(f"{page_of(one)}/reply", {"message": "I forgot to say one thing."}, status=409)
    assert "That is no longer possible" in page
    assert "I forgot to say one thing." in page


def test_the_sender_takes_it_back_once_and_for_all(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    for _press in range(2):
        page = visitor.get(visitor.post(f"{page_of(one)}/withdraw", {}).location)
    assert "You have taken this back" in page
    assert "I want to take this back" not in page
    one = again(one.code)
    assert [event.action for event in one.events] == ["received", "withdrawn"]
    with pytest.raises(NotPossible):
        decided(one, Verdict.APPROVE, by=moderator)


def test_what_has_been_decided_cannot_be_taken_back(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(one, Verdict.APPROVE, by=moderator)
    assert "The answer is yes" in visitor.post(f"{page_of(one)}/withdraw", {}, status=409)
    assert again(one.code).state is SubmissionState.APPROVED


def test_nobody_else_can_make_the_browser_take_it_back(visitor: Visitor) -> None:
    one = received()
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    visitor.post(f"{page_of(one)}/withdraw", {}, status=403, headers=headers)
    assert again(one.code).state is SubmissionState.RECEIVED


def test_a_browser_that_hides_where_it_comes_from_is_believed(visitor: Visitor) -> None:
    one = received()
    visitor.post(f"{page_of(one)}/withdraw", {}, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert again(one.code).state is SubmissionState.WITHDRAWN


def test_a_no_comes_with_its_reason_and_without_the_name_of_who_said_it(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(
        one,
        Verdict.DECLINE,
        reason=DeclineReason.OUTSIDE_CITY,
        message="The region decides about buses.",
        by=moderator,
        note="Only for colleagues.",
    )
    page = visitor.get(page_of(one))
    assert "The answer is no" in page
    assert "It is not something the city decides" in page
    assert "The region decides about buses." in page
    assert "Karin" not in page
    assert "Only for colleagues." not in page


def test_what_belongs_elsewhere_says_where_it_went(visitor: Visitor, moderator: Actor) -> None:
    one = received()
    decided(one, Verdict.FORWARD, forward_to="Region Stockholm", message="They run the buses.", by=moderator)
    page = visitor.get(page_of(one))
    assert "passed on to Region Stockholm" in page
    assert "They run the buses." in page


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_state_can_be_shown(visitor: Visitor, moderator: Actor, language: str) -> None:
    one = received(language="sv")
    decided(one, Verdict.ASK, message="Vilken park?", by=moderator)
    for state in SubmissionState:
        one = again(one.code)
        one.state, one.decline_reason = state, DeclineReason.DUPLICATE
        one.published_at = None if state is SubmissionState.TAKEN_DOWN else now()
        db.session.commit()
        visitor.get(f"/{language}/submissions/{one.code}")
