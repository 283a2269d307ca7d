"""Moderators read what residents sent to their organisation, and decide about it."""

import pytest
from flask import Flask

from portal.actions import moderating, senders
from portal.actions.moderating import Ruling
from portal.audit import AuditEntry
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotFound, Stale
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import Role, Status, SubmissionKind, SubmissionState
from portal.submissions import queries, queue
from tests.make import Make
from tests.portal.submissions.received import again, decided, received, settled
from tests.visitor import Visitor

QUEUE = "/desk/moderation"


@pytest.fixture
def desk(make: Make, app: Flask, moderator: Actor) -> Visitor:
    """A browser in which the moderator of Enskede-Årsta-Vantör has signed in."""
    return make.signed_in(app, moderator)


def decide(desk: Visitor, reference: str, decision: str, *, status: int = 303, **answers: str):
    form = desk.get(f"{QUEUE}/{reference}").form_values()
    data = {f"{decision}-{name}": value for name, value in answers.items()}
    answer = desk.post(f"{QUEUE}/{reference}/{decision}", form | data, status=status)
    settled()
    return answer


def test_an_approved_suggestion_becomes_a_draft_of_the_right_district(desk: Visitor, visitor: Visitor) -> None:
    one = received(theme="urban_environment/park", body="word " * 200)
    decide(desk, one.reference, "approve", message="Good idea.")
    one = again(one.code)
    assert one.state is SubmissionState.APPROVED
    draft = db.session.get_one(Dialogue, one.draft_id)
    assert draft.status is Status.DRAFT
    assert draft.lead.slug == "enskede-arsta-vantor"
    assert [area.slug for area in draft.areas] == ["ragsved"]
    assert [theme.slug for theme in draft.themes] == ["urban_environment/park"]
    assert draft.texts["sv"].title == "A walk through the park"
    assert len(draft.texts["sv"].summary) <= 400
    assert one.reference in draft.internal_note
    assert queries.behind_draft(draft.id) == (one.reference,)
    visitor.get(f"/en/dialogues/{draft.slug}", status=404)
    assert "Good idea." in visitor.get(f"/en/submissions/{one.code}")


def test_a_clerk_of_the_district_finds_the_draft(desk: Visitor, make: Make, app: Flask) -> None:
    one = received()
    decide(desk, one.reference, "approve")
    clerk = make.signed_in(app, make.staff(Role.EDITOR))
    assert "A walk through the park" in clerk.get("/desk/dialogues")


def test_two_suggestions_with_the_same_heading_become_two_drafts(moderator: Actor) -> None:
    first, second = received(), received()
    drafts = {decided(one, Verdict.APPROVE, by=moderator).draft_id for one in (first, second)}
    assert len(drafts) == 2


def test_a_personal_number_does_not_reach_the_draft_but_stays_in_what_was_sent(moderator: Actor) -> None:
    one = received(body="I am 19900101-0017 and the stairs are dark.")
    one = decided(one, Verdict.APPROVE, by=moderator)
    assert "19900101-0017" in one.body
    assert one.draft is not None
    assert "0017" not in one.draft.texts["sv"].summary + one.draft.texts["sv"].purpose


def test_a_comment_that_is_approved_makes_no_draft(moderator: Actor) -> None:
    one = received(kind=SubmissionKind.COMMENT_ON_RESULTS)
    assert decided(one, Verdict.APPROVE, by=moderator).draft_id is None


def test_a_no_needs_a_reason_and_an_explanation_and_keeps_what_was_typed(desk: Visitor) -> None:
    one = received()
    page = decide(desk, one.reference, "decline", status=422, message="The region decides about buses.")
    assert page.title.startswith("Fel: ") or page.title.startswith("Error: ")
    assert page.form_values()["decline-message"] == ["The region decides about buses."]
    assert 'href="#decline-reason"' in page.text
    decide(desk, one.reference, "decline", reason="outside_city", message="The region decides about buses.")
    one = again(one.code)
    assert (one.state, one.decline_reason) == (SubmissionState.DECLINED, "outside_city")
    assert one.decided_at is not None
    assert one.closed_at is not None


def test_whoever_decides_second_is_told_and_loses_nothing(desk: Visitor, make: Make, app: Flask) -> None:
    one = received()
    form = desk.get(f"{QUEUE}/{one.reference}").form_values()
    colleague = make.signed_in(app, make.staff(Role.MODERATOR, name="Ali Warsame"))
    decide(colleague, one.reference, "ask", message="Which park do you mean?")
    answers = form | {"decline-reason": "duplicate", "decline-message": "Somebody asked this last week."}
    page = desk.post(f"{QUEUE}/{one.reference}/decline", answers, status=409)
    assert "Ali Warsame" in page
    assert "Which park do you mean?" in page
    assert page.form_values()["decline-message"] == ["Somebody asked this last week."]
    assert page.form_values()["decline-reason"] == ["duplicate"]
    assert again(one.code).state is SubmissionState.NEEDS_MORE
    desk.post(f"{QUEUE}/{one.reference}/decline", page.form_values())
    settled()
    assert again(one.code).state is SubmissionState.DECLINED


def test_what_was_typed_is_shown_even_when_nothing_more_can_be_decided(desk: Visitor) -> None:
    one = received()
    form = desk.get(f"{QUEUE}/{one.reference}").form_values()
    senders.withdraw(one.code)
    page = desk.post(f"{QUEUE}/{one.reference}/ask", form | {"ask-message": "Which park do you mean?"}, status=409)
    assert "Which park do you mean?" in page


def test_taking_a_submission_shows_colleagues_who_reads_it(desk: Visitor) -> None:
    one = received()
    decide(desk, one.reference, "take")
    assert "Karin Lund" in desk.get(QUEUE)
    assert again(one.code).state is SubmissionState.UNDER_REVIEW


def test_other_districts_can_neither_see_nor_decide(make: Make, app: Flask) -> None:
    one = received()
    stranger = make.staff(Role.MODERATOR, organisation="farsta")
    desk = make.signed_in(app, stranger)
    assert "A walk through the park" not in desk.get(QUEUE)
    desk.get(f"{QUEUE}/{one.reference}", status=404)
    with pytest.raises(NotFound):
        decided(one, Verdict.APPROVE, by=stranger)
    assert again(one.code).state is SubmissionState.RECEIVED


def test_an_editor_who_is_no_moderator_stays_outside(make: Make, app: Flask) -> None:
    one = received()
    desk = make.signed_in(app, make.staff(Role.EDITOR))
    desk.get(QUEUE, status=403)
    desk.get(f"{QUEUE}/{one.reference}", status=403)


def test_nobody_moderates_without_signing_in(visitor: Visitor) -> None:
    one = received()
    assert "/desk/sign-in" in visitor.get(QUEUE, status=302).location
    assert "/desk/sign-in" in visitor.get(f"{QUEUE}/{one.reference}", status=302).location


def test_a_coordinator_sees_the_queue_of_the_whole_city(make: Make, app: Flask) -> None:
    received(title="From Rågsved")
    received(title="From Farsta", area="farsta")
    desk = make.signed_in(app, make.staff(Role.COORDINATOR, organisation=None))
    page = desk.get(QUEUE)
    assert "From Rågsved" in page
    assert "From Farsta" in page


def test_personal_details_are_marked_and_the_sender_is_shown(desk: Visitor) -> None:
    body = "Call me on 070-123 45 67 or write to sara@example.org."
    one = received(body=body, name="Sara", email="sara@example.org")
    page = desk.get(f"{QUEUE}/{one.reference}")
    assert page.text.count('<mark class="trace">') == 2
    assert "Sara" in page
    assert "sara@example.org" not in desk.get(QUEUE)


def test_what_is_late_comes_first_and_is_marked_and_likely_spam_comes_last(desk: Visitor) -> None:
    received(title="Spam of today", signs=frozenset({"hidden_field"}))
    received(title="Honest and new")
    received(title="Waiting too long", late_by=2)
    titles = [row.title for row in queue.queue(organisations=None).rows]
    assert titles == ["Waiting too long", "Honest and new", "Spam of today"]
    assert 'class="is-late"' in desk.get(QUEUE).text


def test_a_long_queue_is_paged_and_asks_the_database_no_more(desk: Visitor) -> None:
    received()
    desk.get(QUEUE)
    few = desk.queries
    for number in range(30):
        received(title=f"Suggestion {number}", body=f"Ask those who live at the {chr(97 + number % 26) * 9} square.")
    page = desk.get(QUEUE)
    assert desk.queries == few
    assert page.text.count('<th scope="row">') == 25
    assert desk.get(f"{QUEUE}?page=2").text.count('<th scope="row">') == 6
    assert desk.get(f"{QUEUE}?page=99").text.count('<th scope="row">') == 6
    desk.get(f"{QUEUE}?page=x&view=nonsense")


def test_the_parts_of_the_queue(desk: Visitor, moderator: Actor) -> None:
    asked, declined = received(title="Asked about"), received(title="Said no to")
    decide(desk, asked.reference, "ask", message="Which park do you mean?")
    decide(desk, declined.reference, "decline", reason="duplicate", message="Somebody asked this last week.")
    waiting = desk.get(f"{QUEUE}?view=waiting")
    assert "Asked about" in waiting
    assert "We have a question for you" not in waiting
    assert "Said no to" in desk.get(f"{QUEUE}?view=decided")
    assert queue.queue(organisations=None).rows == ()


def test_every_step_is_in_the_audit_log_without_the_text(moderator: Actor) -> None:
    one = received(body="My neighbour Sara is ill, so please ask.")
    decided(one, Verdict.FORWARD, forward_to="Region Stockholm", message="Hi Sara", by=moderator)
    entries = db.session.query(AuditEntry).filter_by(kind="submission").order_by(AuditEntry.id).all()
    assert [(entry.act, entry.staff_id) for entry in entries] == [
        ("received", None),
        ("taken", moderator.id),
        ("forwarded", moderator.id),
    ]
    assert "Sara" not in "".join(f"{entry.change}{entry.note}" for entry in entries)


def test_a_decision_on_an_old_version_is_refused(moderator: Actor) -> None:
    one = received()
    moderating.take(one.id, actor=moderator, revision=one.revision)
    with pytest.raises(Stale):
        moderating.decide(one.id, Ruling(verdict=Verdict.APPROVE), actor=moderator, revision=one.revision - 1)


def test_a_forged_decision_without_a_token_does_nothing(desk: Visitor) -> None:
    one = received()
    desk.post(f"{QUEUE}/{one.reference}/approve", {"approve-revision": one.revision}, status=400)
    assert again(one.code).state is SubmissionState.RECEIVED
