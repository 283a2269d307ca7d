"""What the portal promises about people and bodies is held by the code, not by good will."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.actions import dialogues, disposal, promises
from portal.db import db, now
from portal.domain.errors import NotAllowed, RulesNotMet
from portal.domain.words import Role, SubmissionState
from portal.submissions.models import Submission
from portal.web.dates import today
from portal.web.limits import visitor as key_of_visitor
from tests.make import Make, days
from tests.visitor import Visitor


def test_contact_details_go_a_year_after_the_matter_was_closed_and_not_before(make: Make, visitor: Visitor) -> None:
    visitor.fill_in(
        "/sv/suggest",
        title="Fråga om torget",
        body="Fråga oss som bor vid torget.",
        area="ragsved",
        name="Anna",
        email="anna@example.org",
    )
    row = db.session.query(Submission).one()
    row.state, row.closed_at = SubmissionState.CLOSED, now() - timedelta(364)
    db.session.commit()
    assert disposal.blank_contacts(now()) == 0
    assert disposal.blank_contacts(now() + timedelta(2)) == 1
    db.session.refresh(row)
    assert (row.name, row.email) == ("", "")
    assert row.body == "Fråga oss som bor vid torget."
    assert disposal.blank_contacts(now() + timedelta(3)) == 0


def test_nobody_promises_in_the_name_of_another_body(make: Make) -> None:
    clerk = make.staff(Role.EDITOR)
    dialogue = make.closed(actor=clerk)
    with pytest.raises(NotAllowed):
        promises.promise(
            dialogue.id,
            text="Nya lampor i trappan.",
            organisation="trafikkontoret",
            due=days(30),
            case_number="",
            comment="Beställt hos trafikkontoret i dag.",
            today=today(),
            actor=clerk,
        )


def test_what_was_withdrawn_does_not_come_back_with_personal_data(make: Make) -> None:
    clerk, admin = make.staff(Role.EDITOR), make.staff(Role.ADMIN, organisation=None)
    dialogue = make.published(actor=clerk)
    dialogue = dialogues.unpublish(dialogue.id, reason="Texten måste ses över först.", actor=admin)
    changes = {"purpose": "Ring Anna på 070-123 45 67 om du undrar."}
    dialogues.edit(dialogue.id, changes, actor=clerk, revision=dialogue.revision, today=today())
    with pytest.raises(RulesNotMet):
        dialogues.republish(dialogue.id, actor=admin)


def test_a_household_counts_as_one_visitor_however_many_addresses_it_has(app: Flask) -> None:
    def key(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return key_of_visitor()

    assert key("2001:db8:1:1::a") == key("2001:db8:1:1:ffff::b")
    assert key("2001:db8:1:1::a") != key("2001:db8:1:2::a")
    assert key("192.0.2.1") != key("192.0.2.2")
