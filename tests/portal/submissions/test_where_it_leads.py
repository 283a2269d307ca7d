"""What was approved leads somewhere: a dialogue, a published comment, an answer; and the sender is told each time."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.actions import answering, gathering, moderating, senders, settling
from portal.actions.moderating import Ruling
from portal.db import db, now
from portal.domain.errors import NotPossible, RulesNotMet, Stale
from portal.domain.rights import Actor
from portal.domain.submissions import ANSWER_DAYS, UNDO, Verdict
from portal.domain.words import DeclineReason, Role, SubmissionKind, SubmissionState
from portal.mail.models import Mail
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, decided, received, settled
from tests.visitor import Visitor


def comment(dialogue: str, **changes: object) -> Submission:
    facts: dict[str, object] = {
        "kind": SubmissionKind.COMMENT_ON_RESULTS,
        "about": dialogue,
        "area": None,
        "title": "The lamps are good",
        "body": "The stairs are light now. See https://lamps.example/buy for more.",
        "email": "sara@example.org",
    }
    return received(**(facts | changes))


def told(address: str = "sara@example.org") -> list[str]:
    letters = db.session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id))
    return [str(one.facts["step"]) for one in letters]


def test_a_comment_is_public_only_when_approved_and_the_organiser_answers_beside_it(
    visitor: Visitor, make: Make, app: Flask, moderator: Actor
) -> None:
    dialogue = make.reported()
    page = f"/en/dialogues/{dialogue.slug}"
    assert f"about={dialogue.slug}&amp;kind=comment_on_results" in visitor.get(page).text
    one = comment(dialogue.slug, name="Sara Ek", show_name=True)
    assert "The lamps are good" not in visitor.get(page)
    moderating.decide(one.id, Ruling(verdict=Verdict.APPROVE), actor=moderator, revision=one.revision)
    assert "The lamps are good" not in visitor.get(page), "a decision that can be undone shows nothing"
    settled()
    shown = visitor.get(page)
    assert "The lamps are good" in shown
    assert "lamps.example" not in shown.text
    assert "Sara Ek" not in shown, "the name needs the moderator's yes too"

    desk = make.signed_in(app, make.staff(Role.EDITOR))
    assert "The lamps are good" in desk.get("/desk/answers")
    desk.fill_in(f"/desk/answers/{one.reference}", text="Thank you. The next lamps come in May.")
    assert "Thank you. The next lamps come in May." in visitor.get(page)
    assert "Thank you. The next lamps come in May." in visitor.get(f"/en/submissions/{one.code}")
    assert told() == ["received", "approved", "published", "answered"]
    assert "The lamps are good" not in desk.get("/desk/answers")


def test_personal_details_are_taken_out_before_and_the_original_is_kept(
    visitor: Visitor, make: Make, moderator: Actor
) -> None:
    dialogue = make.reported()
    one = comment(dialogue.slug, body="The stairs are light. Call me on 070-123 45 67.")
    with pytest.raises(RulesNotMet):
        moderating.decide(one.id, Ruling(verdict=Verdict.APPROVE), actor=moderator, revision=one.revision)
    one = again(one.code)
    moderating.redact(one.id, title=one.title, body="The stairs are light.", actor=moderator, revision=one.revision)
    decided(again(one.code), Verdict.APPROVE, by=moderator)
    page = visitor.get(f"/en/dialogues/{dialogue.slug}")
    assert "The stairs are light." in page
    assert "070" not in page.text
    assert "070-123 45 67" in again(one.code).body
    assert "070-123 45 67" in visitor.get(f"/en/submissions/{one.code}")


def test_a_suggestion_that_becomes_a_dialogue_is_told_and_linked_both_ways(
    visitor: Visitor, make: Make, app: Flask, moderator: Actor
) -> None:
    one = decided(received(email="sara@example.org"), Verdict.APPROVE, by=moderator)
    dialogue = make.published()
    one.draft_id = dialogue.id
    db.session.commit()
    assert answering.follow_drafts() == 1
    assert answering.follow_drafts() == 0
    page = visitor.get(f"/en/submissions/{one.code}")
    assert "What you sent has been published" in page
    assert f"/en/dialogues/{dialogue.slug}" in page.links()
    assert told() == ["received", "approved", "became_dialogue"]
    desk = make.signed_in(app, make.staff(Role.COORDINATOR))
    assert one.reference in desk.get(f"/desk/dialogues/{dialogue.id}")


def test_one_decision_and_one_answer_serve_all_that_were_gathered(visitor: Visitor, moderator: Actor) -> None:
    head, other = received(email="one@example.org"), received(title="The park at night", email="two@example.org")
    gathering.gather(other.id, under=head.reference, actor=moderator, revision=other.revision)
    head = decided(again(head.code), Verdict.APPROVE, message="We ask in spring.", by=moderator)
    other = again(other.code)
    assert (other.state, other.draft_id) == (SubmissionState.APPROVED, head.draft_id)
    late = received(title="Dark paths", email="three@example.org")
    gathering.gather(late.id, under=other.reference, actor=moderator, revision=late.revision)
    assert again(late.code).draft_id == head.draft_id
    head = again(head.code)
    answering.answer(head.id, text="It begins on 3 May.", actor=moderator, revision=head.revision, moment=now())
    for address in ("one@example.org", "two@example.org", "three@example.org"):
        assert told(address)[-1] == "answered"
    assert "It begins on 3 May." in visitor.get(f"/en/submissions/{late.code}")


def test_a_decision_can_be_undone_for_a_minute_and_nobody_hears_of_it(visitor: Visitor, moderator: Actor) -> None:
    one = received(email="sara@example.org")
    ruling = Ruling(verdict=Verdict.DECLINE, reason=DeclineReason.ADVERTISING, message="It is advertising.")
    moderating.decide(one.id, ruling, actor=moderator, revision=one.revision)
    assert "advertising" not in visitor.get(f"/en/submissions/{one.code}")
    one = again(one.code)
    moderating.undo(one.id, actor=moderator, revision=one.revision)
    settled()
    assert again(one.code).state is SubmissionState.UNDER_REVIEW
    assert told() == ["received"]
    assert "advertising" not in visitor.get(f"/en/submissions/{one.code}")


def test_hate_and_secrecy_need_two_people(moderator: Actor, colleague: Actor) -> None:
    one = received()
    ruling = Ruling(verdict=Verdict.DECLINE, reason=DeclineReason.HATE_OR_THREAT, message="It threatens somebody.")
    moderating.decide(one.id, ruling, actor=moderator, revision=one.revision)
    settled()
    one = again(one.code)
    assert one.state is SubmissionState.UNDER_REVIEW
    with pytest.raises(NotPossible):
        moderating.agree(one.id, actor=moderator, revision=one.revision)
    one = again(one.code)
    moderating.agree(one.id, actor=colleague, revision=one.revision)
    settled()
    assert again(one.code).state is SubmissionState.DECLINED


def test_whoever_withdraws_within_the_minute_is_obeyed(moderator: Actor) -> None:
    one = received()
    moderating.decide(one.id, Ruling(verdict=Verdict.APPROVE), actor=moderator, revision=one.revision)
    senders.withdraw(one.code)
    settled()
    one = again(one.code)
    assert (one.state, one.draft_id) == (SubmissionState.WITHDRAWN, None)


def test_another_look_is_given_once(visitor: Visitor, moderator: Actor) -> None:
    one = received(email="sara@example.org")
    no = {"reason": DeclineReason.OUTSIDE_CITY, "message": "The region decides about buses."}
    decided(one, Verdict.DECLINE, by=moderator, **no)
    page = visitor.post(f"/en/submissions/{one.code}/again", {"again-message": ""}, status=422)
    assert "Write why we should look again." in page
    visitor.post(f"/en/submissions/{one.code}/again", {"again-message": "It is about the stop, not the bus."})
    one = again(one.code)
    assert (one.state, one.assigned_to_id) == (SubmissionState.UNDER_REVIEW, None)
    decided(one, Verdict.DECLINE, by=moderator, **no)
    assert "I want you to look once more" not in visitor.get(f"/en/submissions/{one.code}")
    page = visitor.post(f"/en/submissions/{one.code}/again", {"again-message": "Please, one more time."}, status=409)
    assert "Please, one more time." in page


def test_a_matter_is_handed_over_to_somebody_who_may(make: Make, moderator: Actor, colleague: Actor) -> None:
    one = received()
    moderating.hand_over(one.id, to=colleague.id, actor=moderator, revision=one.revision)
    one = again(one.code)
    assert one.assigned_to_id == colleague.id
    with pytest.raises(NotPossible):
        moderating.hand_over(one.id, to=make.staff(Role.EDITOR).id, actor=moderator, revision=one.revision)


def test_two_who_decide_at_once_do_not_collide(moderator: Actor, colleague: Actor) -> None:
    one = received()
    seen = one.revision
    moderating.decide(one.id, Ruling(verdict=Verdict.APPROVE), actor=moderator, revision=seen)
    with pytest.raises(Stale):
        moderating.decide(one.id, Ruling(verdict=Verdict.ASK, message="?"), actor=colleague, revision=seen)
    assert settling.settle_due(now() + UNDO) == 1
    assert settling.settle_due(now() + UNDO) == 0


def test_an_answered_matter_closes_by_itself(moderator: Actor) -> None:
    one = decided(received(), Verdict.APPROVE, by=moderator)
    answering.answer(one.id, text="It begins on 3 May.", actor=moderator, revision=one.revision, moment=now())
    one = again(one.code)
    assert one.answered_at is not None
    assert answering.close_answered(now()) == 0
    assert answering.close_answered(one.answered_at + (ANSWER_DAYS + 1) * UNDO * 60 * 24) == 1
    assert again(one.code).closed_at is not None


def test_a_clerk_writes_down_what_somebody_says_on_the_telephone(make: Make, app: Flask) -> None:
    clerk = make.staff(Role.EDITOR)
    desk = make.signed_in(app, clerk)
    answer = desk.fill_in(
        "/desk/moderation/new",
        title="Mörka trappor",
        body="Hon ringde om trappan vid torget, som är mörk.",
        area="ragsved",
        spoken="ar",
    )
    one = db.session.query(Submission).one()
    assert answer.location.endswith(f"/ar/submissions/{one.code}")
    assert (one.came_by, one.on_behalf_by_id, one.language) == ("telephone", clerk.id, "ar")


def test_the_form_can_be_printed(visitor: Visitor) -> None:
    assert "Hand it in at a citizens’ office or a library" in visitor.get("/en/suggest/paper")
    pdf = visitor.get("/ar/suggest/paper.pdf")
    assert pdf.answer.data.startswith(b"%PDF-")


def test_somebody_else_s_address_is_not_flooded_with_receipts(app: Flask) -> None:
    for number in range(8):
        received(title=f"Suggestion {number}", email="sara@example.org")
    assert told() == ["received"] * 5
    received(signs=frozenset({"hidden_field"}), email="ali@example.org")
    assert told("ali@example.org") == []
