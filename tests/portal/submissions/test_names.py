"""A name is shown to everybody only if its owner said so and a moderator agrees, and on one page alone."""

from flask import Flask

from portal.actions import gathering
from portal.db import db
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import SubmissionKind
from portal.indexing import tell
from portal.publications.models import PublishedItem
from portal.submissions.models import Submission
from tests.make import Make
from tests.portal.submissions.received import again, decided, received, settled
from tests.portal.submissions.test_failures import EVERYWHERE
from tests.visitor import Visitor

NAME = "Xylofonia Ek"


def comment(dialogue: str, **changes: object) -> Submission:
    facts = {"kind": SubmissionKind.COMMENT_ON_RESULTS, "about": dialogue, "area": None, "name": NAME}
    return received(**({"title": "The lamps are good", "show_name": True} | facts | changes))


def test_the_moderator_chooses_to_show_the_name_and_its_owner_reads_what_became_of_it(
    make: Make, app: Flask, visitor: Visitor, moderator: Actor
) -> None:
    dialogue, desk = make.reported(), make.signed_in(app, moderator)
    page = f"/en/dialogues/{dialogue.slug}"
    for tick, shown, becomes in (
        ("", False, "but we chose not to"),
        ("y", True, "It is shown beside what you wrote"),
    ):
        one = comment(dialogue.slug)
        receipt = f"/en/submissions/{one.code}"
        assert "It is shown only if the person who reads it at the city agrees" in visitor.get(receipt)
        form = desk.get(f"/desk/moderation/{one.reference}")
        assert NAME in form
        values = form.form_values()
        assert not values.get("approve-show_name"), "it is a choice, and not shown is the usual one"
        desk.post(f"/desk/moderation/{one.reference}/approve", values | ({"approve-show_name": tick} if tick else {}))
        assert NAME not in visitor.get(page), "nothing is shown before the minute is over"
        settled()
        assert "The lamps are good" in visitor.get(page)
        assert (NAME in visitor.get(page)) is shown
        assert becomes in visitor.get(receipt)
    assert "We show your name beside it" in visitor.get(receipt)


def test_nobody_can_approve_a_name_that_its_owner_keeps(
    make: Make, app: Flask, visitor: Visitor, moderator: Actor
) -> None:
    dialogue, desk = make.reported(), make.signed_in(app, moderator)
    one = comment(dialogue.slug, show_name=False)
    form = desk.get(f"/desk/moderation/{one.reference}").form_values()
    assert "approve-show_name" not in form
    desk.post(f"/desk/moderation/{one.reference}/approve", form | {"approve-show_name": "y"})
    settled()
    assert "The lamps are good" in visitor.get(f"/en/dialogues/{dialogue.slug}")
    assert NAME not in visitor.get(f"/en/dialogues/{dialogue.slug}")
    assert "It is not shown in the portal." in visitor.get(f"/en/submissions/{one.code}")


def test_a_yes_to_one_name_is_none_to_the_names_of_those_gathered_with_it(make: Make, moderator: Actor) -> None:
    dialogue = make.reported()
    head, other = comment(dialogue.slug), comment(dialogue.slug, name="Somebody Else")
    gathering.gather(other.id, under=head.reference, actor=moderator, revision=other.revision)
    head = decided(again(head.code), Verdict.APPROVE, name_approved=True, by=moderator)
    late = comment(dialogue.slug, name="Yet Another")
    gathering.gather(late.id, under=head.reference, actor=moderator, revision=late.revision)
    assert head.name_approved
    assert not again(other.code).name_approved
    assert not again(late.code).name_approved


def test_a_name_with_a_number_or_an_address_in_it_is_not_shown(make: Make, app: Flask, moderator: Actor) -> None:
    dialogue, desk = make.reported(), make.signed_in(app, moderator)
    one = comment(dialogue.slug, name="Sara, sara@example.org")
    values = desk.get(f"/desk/moderation/{one.reference}").form_values() | {"approve-show_name": "y"}
    page = desk.post(f"/desk/moderation/{one.reference}/approve", values, status=422)
    assert "Godkänn texten utan namnet" in page
    decided(again(one.code), Verdict.APPROVE, by=moderator)
    assert "sara@example.org" not in desk.get(f"/en/dialogues/{dialogue.slug}")


def test_without_approval_a_name_is_nowhere_and_with_it_on_the_page_of_the_dialogue_alone(
    make: Make, app: Flask, moderator: Actor
) -> None:
    dialogue = make.reported()
    for text in ("Allowed, not approved", "Approved"):
        one = comment(dialogue.slug, title=text)
        decided(one, Verdict.APPROVE, name_approved=text == "Approved", by=moderator)
        tell.tell_all(app.extensions["search"].telling())
        page, client = f"/sv/dialogues/{dialogue.slug}", app.test_client()
        for address in (
            *EVERYWHERE,
            f"/api/v1/dialogues/{dialogue.slug}",
            f"/feeds/dialogues/{dialogue.slug}.ics",
            "/sv/findings.csv",
        ):
            answer = client.get(address).get_data(as_text=True)
            assert NAME not in answer, address
        assert text in client.get(page).get_data(as_text=True)
        assert client.get(page).get_data(as_text=True).count(NAME) == (text == "Approved")
        kept = db.session.query(PublishedItem).filter(PublishedItem.page.is_not(None)).all()
        assert sum(repr(item.page).count(NAME) for item in kept) == (text == "Approved")
        for word in ("Xylofonia", NAME):
            listed = client.get("/sv/dialogues", query_string={"q": word}).get_data(as_text=True)
            assert dialogue.slug not in listed
