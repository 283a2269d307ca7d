"""A moderator with two hundred in the queue: filters, similar ones, standard texts, several at once."""

import pytest
from flask import Flask

from portal.domain.rights import Actor
from portal.domain.submissions import Sign, Verdict
from portal.domain.words import Role, SubmissionKind, SubmissionState
from portal.indexing import tell
from tests.make import Make
from tests.portal.submissions.received import again, decided, received, settled
from tests.visitor import Visitor

QUEUE = "/desk/moderation"
SPAM = frozenset({Sign.HIDDEN_FIELD, Sign.TOO_FAST})


@pytest.fixture
def desk(app: Flask, make: Make, moderator: Actor) -> Visitor:
    return make.signed_in(app, moderator)


def test_filters_leave_what_was_asked_for(desk: Visitor) -> None:
    body = "Vi vill ha en badplats där barnen kan bada och det är nära till bussen."
    received(title="Badplats vid Hammarby", body=body, language="sv", area="ragsved")
    received(title="A slide in the park", kind=SubmissionKind.TIP)
    assert "A slide" in desk.get(QUEUE)
    for chosen in ("language=sv", "kind=suggestion", "q=badplats", "district=enskede-arsta-vantor&q=hammarby"):
        page = desk.get(f"{QUEUE}?{chosen}")
        assert "Badplats" in page
        assert "A slide" not in page
    for none in ("age=7", "mine=1", "spam=1", "district=farsta", "q=%25_"):
        assert "Badplats" not in desk.get(f"{QUEUE}?{none}")
    assert "Badplats" in desk.get(f"{QUEUE}?kind=nonsense&language=xx&district=atlantis")


def test_one_leads_to_the_next_that_is_due(desk: Visitor) -> None:
    later, first, second = received(), received(late_by=3), received(late_by=2)
    for here, then in ((first, second), (second, later), (later, first)):
        assert f"{QUEUE}/{here.reference}/next" in desk.get(f"{QUEUE}/{here.reference}").links()
        assert desk.get(f"{QUEUE}/{here.reference}/next", status=302).location == f"{QUEUE}/{then.reference}"


def test_what_was_sent_before_and_dialogues_about_the_same_stand_beside_it(
    app: Flask, desk: Visitor, make: Make, moderator: Actor
) -> None:
    dialogue = make.published(title="Belysning på gångvägar i Rågsved")
    tell.tell_all(app.extensions["search"].telling())
    before = received(
        title="Belysning saknas", body="Gångvägen vid skolan är mörk, det behövs belysning.", language="sv"
    )
    decided(before, Verdict.DECLINE, by=moderator, reason="duplicate", message="Det är redan frågat.")
    other = received(title="Ny fotbollsplan", body="Vi vill ha en ny fotbollsplan vid ån.", language="sv")
    now = received(title="Mer belysning", body="Gångvägarna behöver belysning på kvällen.", language="sv")
    page = desk.get(f"{QUEUE}/{now.reference}")
    assert f"{QUEUE}/{before.reference}" in page.links()
    assert any(dialogue.slug in link for link in page.links())
    assert "Ny fotbollsplan" not in page
    assert other.reference not in page


def test_a_text_sent_twice_is_said_to_be_the_same(desk: Visitor) -> None:
    received()
    assert "Samma ord för ord" in desk.get(f"{QUEUE}/{received().reference}")


def test_a_no_without_words_says_the_standard_text_in_the_language_of_the_sender(
    desk: Visitor, visitor: Visitor
) -> None:
    one = received(language="en")
    page = desk.get(f"{QUEUE}/{one.reference}")
    assert "We do not publish advertising." in page
    desk.post(f"{QUEUE}/{one.reference}/decline", page.form_values() | {"decline-reason": "advertising"})
    settled()
    assert "We do not publish advertising." in visitor.get(f"/en/submissions/{one.code}")


def test_obvious_spam_is_declined_at_once_and_what_is_not_is_left(desk: Visitor) -> None:
    first, second = (received(title=f"Cheap watches {number}", signs=SPAM) for number in (1, 2))
    honest = received(title="A bench by the lake")
    page = desk.get(f"{QUEUE}?spam=1")
    assert "A bench" not in page
    boxes = [f"{one.reference}@{one.revision}" for one in (first, honest)] + [f"{second.reference}@99"]
    desk.post(f"{QUEUE}/spam", {"csrf_token": page.form_values()["csrf_token"], "chosen": boxes})
    settled()
    assert again(first.code).state is SubmissionState.DECLINED
    assert again(second.code).state is SubmissionState.RECEIVED, "somebody had changed it meanwhile"
    assert again(honest.code).state is SubmissionState.RECEIVED


def test_a_colleague_goes_on_with_it(desk: Visitor, colleague: Actor) -> None:
    one = received()
    values = desk.get(f"{QUEUE}/{one.reference}").form_values() | {"hand_over-to": str(colleague.id)}
    desk.post(f"{QUEUE}/{one.reference}/hand_over", values)
    assert "Ali Warsame" in desk.get(f"{QUEUE}/{one.reference}")
    assert one.reference not in "".join(desk.get(f"{QUEUE}?mine=1").links())


def test_the_text_to_show_is_written_and_what_was_sent_is_kept(desk: Visitor) -> None:
    one = received(body="Ring mig på 070-174 06 05 om parken.")
    values = desk.get(f"{QUEUE}/{one.reference}").form_values() | {"redact-body": "Det gäller parken."}
    page = desk.post(f"{QUEUE}/{one.reference}/redact", values)
    assert "redact" not in page.location
    kept = again(one.code)
    assert (kept.body, kept.shown_body) == ("Ring mig på 070-174 06 05 om parken.", "Det gäller parken.")


def test_one_decision_serves_those_that_are_gathered(desk: Visitor, moderator: Actor) -> None:
    head, other = received(), received(title="The same park again")
    values = desk.get(f"{QUEUE}/{other.reference}").form_values() | {"gather-under": head.reference}
    desk.post(f"{QUEUE}/{other.reference}/gather", values)
    assert f"{QUEUE}/{other.reference}" not in desk.get(QUEUE).links(), "it waits with the other"
    page = desk.get(f"{QUEUE}/{other.reference}")
    assert f"{QUEUE}/{head.reference}" in page.links()
    assert f"{QUEUE}/{other.reference}/separate" in page.text
    decided(again(head.code), Verdict.FORWARD, by=moderator, forward_to="Region Stockholm")
    assert again(other.code).state is SubmissionState.FORWARDED


def test_an_unknown_reference_is_told_at_its_field(desk: Visitor) -> None:
    one = received()
    values = desk.get(f"{QUEUE}/{one.reference}").form_values() | {"gather-under": "X-1"}
    page = desk.post(f"{QUEUE}/{one.reference}/gather", values, status=422)
    assert 'href="#gather-under"' in page.text


def test_a_moderator_of_another_district_sees_nothing_of_it(app: Flask, make: Make) -> None:
    one, mine = received(), received(area="farsta", title="A walk in Farsta park")
    other = make.signed_in(app, make.staff(Role.MODERATOR, organisation="farsta"))
    page = other.get(f"{QUEUE}/{mine.reference}")
    assert one.reference not in page.text
    other.get(f"{QUEUE}/{one.reference}", status=404)


def test_a_comment_says_which_dialogue_it_is_about_and_is_found_by_the_district_of_that(
    desk: Visitor, make: Make
) -> None:
    dialogue = make.reported(title="Trygg gångväg i Rågsved")
    one = received(kind=SubmissionKind.COMMENT_ON_RESULTS, about=dialogue.slug, area=None, title="Lamporna är bra")
    for address in (QUEUE, f"{QUEUE}?district=enskede-arsta-vantor", f"{QUEUE}/{one.reference}"):
        page = desk.get(address)
        assert "Lamporna är bra" in page
        assert "Trygg gångväg i Rågsved" in page
    assert f"/sv/dialogues/{dialogue.slug}" in page.links()
    assert "Lamporna är bra" not in desk.get(f"{QUEUE}?district=farsta")


def test_the_language_is_that_of_the_text_and_the_form_s_where_nobody_can_tell(desk: Visitor) -> None:
    arabic = "نريد مصابيح جديدة على الطريق إلى المدرسة."
    one = received(title="طريق المدرسة", body=arabic, language="sv")
    received(title="Lampor", body="Lampor!!!!!!", language="sv")
    page = desk.get(f"{QUEUE}?language=ar")
    assert "طريق المدرسة" in page
    assert "Lampor" not in page
    assert "طريق المدرسة" not in desk.get(f"{QUEUE}?language=sv")
    assert "Textens språk" in desk.get(f"{QUEUE}/{one.reference}")


def test_what_looks_alike_is_gathered_with_one_press_and_the_other_says_so(desk: Visitor) -> None:
    head, other = received(title="Belysning i parken"), received(title="Belysning i parken nu")
    page = desk.get(f"{QUEUE}/{other.reference}")
    assert f'name="gather-under" value="{head.reference}"' in page.text
    press = {"csrf_token": page.form_values()["csrf_token"], "gather-revision": str(other.revision)}
    desk.post(f"{QUEUE}/{other.reference}/gather", press | {"gather-under": head.reference})
    assert "1 till om samma sak" in desk.get(QUEUE)
    shown = desk.get(f"{QUEUE}/{head.reference}")
    assert "Belysning i parken nu" in shown
    assert "går till deras avsändare också" in shown
