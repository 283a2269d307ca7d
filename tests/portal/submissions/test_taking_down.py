"""What was published can be taken down and put back: gone at once, kept, and told to the one who wrote it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.actions import answering, moderating, senders, showing
from portal.audit import AuditEntry
from portal.db import db, now
from portal.domain import submissions as rules
from portal.domain.errors import NotFound, NotPossible, RulesNotMet, Stale
from portal.domain.rights import Actor
from portal.domain.submissions import ANSWER_DAYS, Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind, SubmissionState
from portal.indexing import tell
from portal.mail.models import Mail
from portal.publications.models import PublishedItem
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, decided, received, settled
from tests.portal.submissions.test_failures import EVERYWHERE
from tests.portal.submissions.test_where_it_leads import comment, told
from tests.visitor import Visitor

QUEUE = "/desk/moderation"
WORDS = "The lamps are good"


@pytest.fixture
def shown(make: Make, moderator: Actor) -> Submission:
    """A comment that everybody can read."""
    return decided(comment(make.reported().slug), Verdict.APPROVE, by=moderator)


def press(desk: Visitor, one: Submission, step: str, *, status: int = 303, **answers: str):
    values = desk.get(f"{QUEUE}/{one.reference}").form_values()
    values |= {f"{step}-{name}": value for name, value in answers.items()}
    return desk.post(f"{QUEUE}/{one.reference}/{step}", values, status=status)


def test_it_is_gone_from_everywhere_at_once_and_comes_back_with_its_answer(
    app: Flask, make: Make, visitor: Visitor, shown: Submission, moderator: Actor
) -> None:
    desk, client, page = make.signed_in(app, moderator), app.test_client(), f"/sv/dialogues/{shown.about.slug}"
    answering.answer(shown.id, text="Tack, det blir fler.", actor=moderator, revision=shown.revision, moment=now())
    before = client.get(page)
    assert WORDS in before.get_data(as_text=True)
    assert WORDS in desk.get(f"{QUEUE}?view=shown")

    press(desk, shown, "take_down", reason="individual_case", message="It names a neighbour.")
    after = client.get(page, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200, "a kept copy is not said to be right"
    tell.tell_all(app.extensions["search"].telling())
    for address in (*EVERYWHERE, page, f"/api/v1/dialogues/{shown.about.slug}", "/sv/dialogues?q=lamps"):
        text = client.get(address).get_data(as_text=True)
        assert WORDS not in text, address
        assert "det blir fler" not in text, address
    assert not [item for item in db.session.query(PublishedItem) if WORDS in repr(item.page) + repr(item.card)]
    assert WORDS not in desk.get(f"{QUEUE}?view=shown")
    kept = again(shown.code)
    assert (kept.state, kept.title, kept.closed_at is not None) == (SubmissionState.TAKEN_DOWN, WORDS, True)
    receipt = visitor.get(f"/en/submissions/{shown.code}")
    assert "It names a neighbour." in receipt
    assert "It concerns one person&#39;s case" in receipt.text
    assert told()[-1] == "taken_down"
    entry = db.session.query(AuditEntry).filter_by(act="taken_down").one()
    assert (entry.staff_id, entry.key) == (moderator.id, shown.reference)
    assert entry.change == {"state": "taken_down", "reason": "individual_case"}

    assert "Skriv varför" in press(desk, shown, "put_back", message="", status=422)
    press(desk, shown, "put_back", message="The neighbour agrees.")
    assert WORDS in visitor.get(page)
    assert "det blir fler" in visitor.get(page).text
    assert again(shown.code).state is SubmissionState.ANSWERED
    assert "The neighbour agrees." in visitor.get(f"/en/submissions/{shown.code}")
    assert told()[-1] == "put_back"


def test_the_sender_reads_the_reason_in_their_own_language(
    app: Flask, make: Make, visitor: Visitor, moderator: Actor
) -> None:
    one = decided(comment(make.reported().slug, language="fi"), Verdict.APPROVE, by=moderator)
    desk = make.signed_in(app, moderator)
    assert 'href="#take_down-reason"' in press(desk, one, "take_down", reason="duplicate", status=422).text
    press(desk, one, "take_down", reason="on_request")
    letter = db.session.query(Mail).filter(Mail.facts["step"].astext == "taken_down").one()
    assert letter.language == "fi"
    assert letter.facts["reason"] == "on_request"
    assert letter.facts["message"] == "Sitä ei enää näytetä, koska pyysit sitä."
    assert "Sitä ei enää näytetä, koska pyysit sitä." in visitor.get(f"/fi/submissions/{one.code}")


def test_for_hate_and_secrecy_it_is_hidden_at_once_and_a_second_person_agrees_or_puts_it_back(
    app: Flask, make: Make, visitor: Visitor, moderator: Actor, colleague: Actor
) -> None:
    first, second = make.signed_in(app, moderator), make.signed_in(app, colleague)
    dialogue = make.reported()
    page = f"/en/dialogues/{dialogue.slug}"
    for agrees in (True, False):
        one = decided(comment(dialogue.slug), Verdict.APPROVE, by=moderator)
        press(first, one, "take_down", reason="hate_or_threat", message="It threatens somebody.")
        assert WORDS not in visitor.get(page)
        assert one.reference in second.get(f"{QUEUE}?view=second").text
        assert f"{QUEUE}?view=second" in second.get("/desk/").links()
        assert f"{QUEUE}?view=second" not in first.get("/desk/").links(), "it waits for others"
        seen = again(one.code).revision
        with pytest.raises(NotPossible):
            moderating.agree(one.id, actor=moderator, revision=seen)
        db.session.rollback()
        with pytest.raises(NotPossible):
            moderating.undo(one.id, actor=colleague, revision=seen)
        if agrees:
            press(second, one, "agree")
            assert again(one.code).state is SubmissionState.TAKEN_DOWN
        else:
            press(second, one, "put_back", message="It is angry, and no threat.")
            assert WORDS in visitor.get(page)
        steps = [event.action for event in again(one.code).events][-3:]
        assert steps[-1:] == ["seconded"] if agrees else steps == ["taken_down", "not_seconded", "put_back"]
        assert one.reference not in second.get(f"{QUEUE}?view=second").text
        settled()
        assert again(one.code).state is (SubmissionState.TAKEN_DOWN if agrees else SubmissionState.PUBLISHED)


def test_what_two_took_down_one_proposes_to_show_again_and_another_agrees(
    app: Flask, make: Make, visitor: Visitor, shown: Submission, moderator: Actor, colleague: Actor
) -> None:
    first, second = make.signed_in(app, moderator), make.signed_in(app, colleague)
    page, letters = f"/en/dialogues/{shown.about.slug}", len(told())
    press(first, shown, "take_down", reason="secrecy", message="It is secret.")
    press(second, shown, "agree")
    assert len(told()) == letters + 1
    for agrees in (False, True):
        press(first, shown, "put_back", message="It was no secret.")
        assert WORDS not in visitor.get(page)
        assert "It was no secret." not in visitor.get(f"/en/submissions/{shown.code}")
        assert len(told()) == letters + 1, "the sender is told when it counts"
        assert shown.reference in second.get(f"{QUEUE}?view=second").text
        with pytest.raises(NotPossible):
            put_back(shown, moderator)
        db.session.rollback()
        with pytest.raises(NotPossible):
            moderating.agree(shown.id, actor=moderator, revision=again(shown.code).revision)
        db.session.rollback()
        settled()
        assert WORDS not in visitor.get(page), "no minute that passes stands for a person"
        press(second, shown, "agree" if agrees else "undo")
        assert (WORDS in visitor.get(page).text) is agrees
    steps = [event.action for event in again(shown.code).events][-5:]
    assert steps == ["put_back_proposed", "not_seconded", "put_back_proposed", "seconded", "put_back"]
    assert "It was no secret." in visitor.get(f"/en/submissions/{shown.code}")
    assert told()[-1] == "put_back"


def test_what_two_refused_needs_two_to_approve_when_the_sender_asks_for_another_look(
    app: Flask, make: Make, visitor: Visitor, moderator: Actor, colleague: Actor
) -> None:
    first, second = make.signed_in(app, moderator), make.signed_in(app, colleague)
    one, other = comment(make.reported().slug), received(body="Nobody had asked about this one before, I think.")
    page = f"/en/dialogues/{one.about.slug}"
    press(first, one, "decline", reason="secrecy", message="It is secret.")
    press(second, one, "agree")
    settled()
    senders.ask_again(one.code, message="It stood in the newspaper.")
    for agrees in (False, True):
        press(first, one, "approve")
        assert again(one.code).events[-1].action == "yes_proposed"
        settled()
        assert WORDS not in visitor.get(page), "no minute that passes stands for a person"
        press(second, one, "agree" if agrees else "undo")
        settled()
        assert (WORDS in visitor.get(page).text) is agrees
    press(first, other, "approve")
    settled()
    assert again(other.code).state is SubmissionState.APPROVED, "an ordinary yes is one person's"


def test_a_closed_matter_can_be_taken_down_and_closes_again_when_it_is_back(
    visitor: Visitor, shown: Submission, moderator: Actor
) -> None:
    long_ago = now() - timedelta(ANSWER_DAYS + 1)
    answering.answer(shown.id, text="Thank you.", actor=moderator, revision=shown.revision, moment=long_ago)
    assert answering.close_answered(now()) == 1
    one = again(shown.code)
    closed, page = one.closed_at, f"/en/dialogues/{one.about.slug}"
    showing.take_down(
        one.id, reason=DeclineReason.PERSONAL_DATA, message="A name.", actor=moderator, revision=one.revision
    )
    one = again(one.code)
    assert one.closed_at == closed, "the time for which it is kept does not begin again"
    assert WORDS not in visitor.get(page)
    showing.put_back(one.id, message="No name after all.", actor=moderator, revision=one.revision)
    assert answering.close_answered(now()) == 1
    assert again(one.code).state is SubmissionState.CLOSED
    assert WORDS in visitor.get(page)


def test_a_shown_text_changes_at_once_and_never_to_one_with_personal_details(
    app: Flask, make: Make, visitor: Visitor, shown: Submission, moderator: Actor
) -> None:
    desk, page = make.signed_in(app, moderator), f"/en/dialogues/{shown.about.slug}"
    press(desk, shown, "redact", title=WORDS, body="The stairs are light, and that is all.")
    assert "and that is all" in visitor.get(page)
    answer = press(desk, shown, "redact", title=WORDS, body="Call 070-174 06 05 about the stairs.", status=422)
    assert "070-174 06 05" in answer.form_values()["redact-body"][0]
    assert "and that is all" in visitor.get(page)
    assert "070" not in visitor.get(page).text


def test_a_name_can_be_taken_from_a_text_that_stays(
    app: Flask, make: Make, visitor: Visitor, moderator: Actor
) -> None:
    one = comment(make.reported().slug, name="Sara Ek", show_name=True)
    one = decided(one, Verdict.APPROVE, name_approved=True, by=moderator)
    page = f"/en/dialogues/{one.about.slug}"
    assert "Sara Ek" in visitor.get(page)
    press(make.signed_in(app, moderator), one, "hide_name")
    assert "Sara Ek" not in visitor.get(page)
    assert WORDS in visitor.get(page)
    assert "We no longer show your name" in visitor.get(f"/en/submissions/{one.code}")


def test_its_writer_may_ask_once_for_another_look(visitor: Visitor, shown: Submission, moderator: Actor) -> None:
    page = f"/en/dialogues/{shown.about.slug}"
    take_down(shown, moderator, reason=DeclineReason.HATE_OR_THREAT)
    visitor.post(f"/en/submissions/{shown.code}/again", {"again-message": "It is about lamps, nothing else."})
    one = again(shown.code)
    assert (one.state, one.decision) == (SubmissionState.UNDER_REVIEW, None)
    assert WORDS not in visitor.get(page)
    one = decided(one, Verdict.APPROVE, by=moderator)
    assert WORDS in visitor.get(page)
    take_down(one, moderator)
    with pytest.raises(NotPossible):
        senders.ask_again(one.code, message="Please, one more time.")


def test_only_those_who_moderate_there_and_only_what_everybody_could_read(
    make: Make, shown: Submission, moderator: Actor
) -> None:
    for stranger in (make.staff(Role.MODERATOR, organisation="farsta"), make.staff(Role.EDITOR)):
        with pytest.raises(NotFound):
            take_down(shown, stranger)
    with pytest.raises(Stale):
        showing.take_down(
            shown.id, reason=DeclineReason.ADVERTISING, message="No.", actor=moderator, revision=shown.revision - 1
        )
    with pytest.raises(NotPossible):
        showing.put_back(shown.id, message="Why not?", actor=moderator, revision=again(shown.code).revision)
    for other in (received(), received(kind=SubmissionKind.CORRECTION), comment(shown.about.slug)):
        with pytest.raises(NotPossible):
            take_down(other, moderator)


def take_down(one: Submission, actor: Actor, *, reason: DeclineReason = DeclineReason.ADVERTISING) -> None:
    one = again(one.code)
    showing.take_down(one.id, reason=reason, message="It is gone.", actor=actor, revision=one.revision)


def put_back(one: Submission, actor: Actor) -> None:
    showing.put_back(one.id, message="It is back.", actor=actor, revision=again(one.code).revision)


def answer(one: Submission, actor: Actor) -> None:
    answering.answer(one.id, text="Thank you.", actor=actor, revision=again(one.code).revision, moment=now())


def close(_one: Submission, _actor: Actor) -> None:
    answering.close_answered(now() + timedelta(ANSWER_DAYS + 1))


def ask_again(one: Submission, _actor: Actor) -> None:
    senders.ask_again(one.code, message="Please look at it once more.")


def approve(one: Submission, actor: Actor) -> None:
    decided(again(one.code), Verdict.APPROVE, by=actor)


def agree(one: Submission, actor: Actor) -> None:
    moderating.agree(one.id, actor=actor, revision=again(one.code).revision)
    settled()


def hate(one: Submission, actor: Actor) -> None:
    take_down(one, actor, reason=DeclineReason.HATE_OR_THREAT)


def write_a_number(one: Submission, actor: Actor) -> None:
    body = "Call 070-174 06 05 about the stairs."
    moderating.redact(one.id, title=one.title, body=body, actor=actor, revision=again(one.code).revision)


def write_without(one: Submission, actor: Actor) -> None:
    body = "The stairs are light now."
    moderating.redact(one.id, title=one.title, body=body, actor=actor, revision=again(one.code).revision)


STEPS: tuple[Callable[[Submission, Actor], None], ...] = (
    take_down,
    put_back,
    answer,
    close,
    ask_again,
    approve,
    agree,
    hate,
    write_a_number,
    write_without,
)
LETTERS = str.maketrans("0123456789", "ghijklmnop")
READABLE = {SubmissionState.PUBLISHED, SubmissionState.ANSWERED, SubmissionState.CLOSED}


@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.booleans()), min_size=4, max_size=14))
@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_done_everybody_reads_it_or_nobody_does_and_nothing_is_lost(
    app: Flask,
    shown: Submission,
    moderator: Actor,
    colleague: Actor,
    steps: list[tuple[Callable[[Submission, Actor], None], bool]],
) -> None:
    # The page keeps what earlier sequences left there. Letters alone: digits may look like a telephone number.
    title = f"The stairs, {uuid4().hex.translate(LETTERS)}"
    one = decided(comment(again(shown.code).about.slug, title=title), Verdict.APPROVE, by=moderator)
    client, page = app.test_client(), f"/en/dialogues/{one.about.slug}"
    original = one.body
    for step, first in steps:
        before = again(one.code)
        count, state = len(before.events), before.state
        try:
            step(one, moderator if first else colleague)
        except (NotPossible, RulesNotMet):
            after = again(one.code)
            assert (len(after.events), after.state) == (count, state), "what is refused leaves no trace"
            continue
        after = again(one.code)
        text = client.get(page).get_data(as_text=True)
        assert (title in text) is (after.published_at is not None) is (after.state in READABLE)
        assert "070-174" not in text
        assert (after.title, after.body) == (title, original)
        assert after.state is state or rules.may_move(state, after.state) or step is approve
        if after.decision is not None:
            assert not after.published_at, "what waits for a second person is hidden"
        logged = db.session.query(AuditEntry).filter_by(kind="submission", key=one.reference)
        assert [entry.act for entry in logged.order_by(AuditEntry.id)] == [event.action for event in after.events]
