"""A flood stands as one row of the queue: opened, read one by one, or declined as a whole and taken back."""

import pytest
from flask import Flask

from portal.actions import flooding, moderating
from portal.actions.moderating import Ruling
from portal.db import now
from portal.domain.rights import Actor
from portal.domain.submissions import UNDO, CameBy, Sign, Verdict
from portal.domain.words import Role, SubmissionState
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, received
from tests.visitor import Visitor

QUEUE = "/desk/moderation"
WHOLE = f"{QUEUE}?flood=1"
TEXT = "Everybody should come to the great sale of carpets on Saturday."


@pytest.fixture
def desk(app: Flask, make: Make, moderator: Actor) -> Visitor:
    return make.signed_in(app, moderator)


def flood(number: int = 9) -> list[Submission]:
    """The last of so many that say the same: the first five, which nobody could know, stand by themselves."""
    return [received(title=f"Sale {at}", body=TEXT) for at in range(number)][5:]


def declined(desk: Visitor) -> None:
    """The moderator has ticked that some were read, and declined the whole flood."""
    desk.post(f"{QUEUE}/flood", desk.get(WHOLE).form_values() | {"read": "1"})


def settled() -> int:
    return flooding.settle_floods(now() + UNDO)


def test_a_flood_stands_as_one_row_and_opens(desk: Visitor) -> None:
    alike, honest = flood(), received(title="A bench by the lake")
    page = desk.get(QUEUE)
    assert "4 som liknar varandra" in page
    assert "Att besluta om (10)" in page, "none is left out of the count"
    assert f"{QUEUE}/{honest.reference}" in page.links()
    assert not {f"{QUEUE}/{one.reference}" for one in alike} & set(page.links())
    opened = desk.get(WHOLE)
    assert {f"{QUEUE}/{one.reference}" for one in alike} <= set(opened.links())
    assert "A bench" not in opened
    for looking in (f"q={alike[0].reference}", "q=sale"):
        assert f"{QUEUE}/{alike[0].reference}" in desk.get(f"{QUEUE}?{looking}").links()


def test_what_somebody_reads_of_it_stands_in_the_queue_and_next_stays_within(desk: Visitor, moderator: Actor) -> None:
    alike, honest = flood(), received(title="A bench by the lake")
    first, second = alike[:2]
    assert desk.get(f"{QUEUE}/{first.reference}/next", status=302).location == f"{QUEUE}/{second.reference}"
    assert "Sale" in desk.get(desk.get(f"{QUEUE}/{honest.reference}/next", status=302).location)
    moderating.take(first.id, actor=moderator, revision=first.revision)
    page = desk.get(QUEUE)
    assert "3 som liknar varandra" in page
    assert f"{QUEUE}/{first.reference}" in page.links()


def test_it_is_declined_as_a_whole_and_what_was_read_or_came_later_is_left(desk: Visitor, moderator: Actor) -> None:
    alike, honest = flood(), received(title="A bench by the lake")
    read, *others = alike
    declined(desk)
    moderating.take(read.id, actor=moderator, revision=read.revision)
    late = received(title="Sale again", body=TEXT)
    assert flooding.settle_floods(now()) == 0, "not before the minute has passed"
    assert settled() == len(others)
    assert settled() == 0
    for one in others:
        sent = again(one.code)
        assert (sent.state, sent.decline_reason) == (SubmissionState.DECLINED, "advertising")
        assert "misunderstood" in sent.events[-1].message, "told in the sender's language, with the way to object"
    for one in (read, late, honest):
        assert again(one.code).state is not SubmissionState.DECLINED


def test_nothing_is_declined_that_was_marked_or_came_after_the_moderator_looked(desk: Visitor) -> None:
    alike, honest = flood(), received(title="A bench by the lake")
    values = desk.get(WHOLE).form_values() | {"read": "1"}
    honest.marks = [Sign.ECHO]
    flooding.db.session.commit()
    desk.post(f"{QUEUE}/flood", values)
    page = desk.get(WHOLE)
    assert "Läs några av dem först" in page
    assert "notice-warn" in page.text, "nothing was done"
    assert settled() == 0
    honest.marks = []
    flooding.db.session.commit()
    declined(desk)
    honest.marks = [Sign.ECHO]
    flooding.db.session.commit()
    assert settled() == len(alike)
    assert again(honest.code).state is SubmissionState.RECEIVED


def test_within_the_minute_it_is_taken_back_by_whom_it_was_taken(
    app: Flask, desk: Visitor, make: Make, colleague: Actor
) -> None:
    alike = flood()
    declined(desk)
    page = desk.get(QUEUE)
    assert "Du har avböjt alla som liknar varandra" in page
    other = make.signed_in(app, colleague)
    assert "Du har avböjt alla som liknar varandra" not in other.get(QUEUE)
    values = page.form_values()
    other.post(f"{QUEUE}/flood/undo", other.get(QUEUE).form_values() | {"decision": values["decision"]})
    assert "Du har avböjt alla som liknar varandra" in desk.get(QUEUE), "not by anybody else"
    desk.post(f"{QUEUE}/flood/undo", values)
    assert settled() == 0
    assert again(alike[0].code).state is SubmissionState.RECEIVED


def test_nothing_is_declined_unread_nor_in_another_district(app: Flask, desk: Visitor, make: Make) -> None:
    alike = flood()
    desk.post(f"{QUEUE}/flood", desk.get(WHOLE).form_values())
    assert settled() == 0, "the box says that some were read"
    elsewhere = make.signed_in(app, make.staff(Role.MODERATOR, organisation="farsta"))
    seen = {"count": str(len(alike)), "sum": str(sum(one.id for one in alike))}
    values = elsewhere.get(WHOLE).form_values() | {"read": "1"} | seen
    elsewhere.post(f"{QUEUE}/flood", values)
    assert settled() == 0
    assert again(alike[0].code).state is SubmissionState.RECEIVED


def test_it_goes_on_after_a_crash_and_leaves_what_others_are_gathered_under(
    desk: Visitor, moderator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, *others = flood()
    declined(desk)
    under = received(title="My own words")
    under.gathered_into_id = head.id
    again_one = flooding.carry_out

    def killed(submission: Submission, decision: object) -> None:
        if submission.id == others[1].id:
            raise KeyboardInterrupt
        again_one(submission, decision)  # type: ignore[arg-type]

    flooding.db.session.commit()
    monkeypatch.setattr(flooding, "carry_out", killed)
    with pytest.raises(KeyboardInterrupt):
        settled()
    monkeypatch.undo()
    assert settled() == len(others) - 1
    assert {again(one.code).state for one in others} == {SubmissionState.DECLINED}
    assert again(head.code).state is SubmissionState.RECEIVED


def test_what_staff_write_down_word_for_word_the_same_is_no_flood(desk: Visitor) -> None:
    for at in range(8):
        received(title=f"Signed {at}", body=TEXT, came_by=CameBy.PAPER)
    assert "som liknar varandra" not in desk.get(QUEUE)


def test_a_sender_who_asks_again_is_never_hidden_in_it(desk: Visitor, moderator: Actor) -> None:
    one = flood()[0]
    moderating.decide(
        one.id, Ruling(verdict=Verdict.ASK, message="Who are you?"), actor=moderator, revision=one.revision
    )
    assert f"{QUEUE}/{one.reference}" in desk.get(QUEUE).links()
