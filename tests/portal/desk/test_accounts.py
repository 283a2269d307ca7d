"""An administrator looks after accounts: invites, gives roles, closes; and never locks everybody out."""

import re
import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.actions import accounts
from portal.audit import AuditEntry
from portal.db import db
from portal.domain.errors import NotAllowed, RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.letters.writing import write
from portal.mail.models import Mail
from portal.staff.models import Staff
from tests.make import Make
from tests.visitor import Visitor

PEOPLE = "/desk/admin/staff"


@pytest.fixture
def boss(make: Make) -> Actor:
    return make.staff(Role.ADMIN, organisation=None)


def letter_to(app: Flask, address: str) -> str:
    db.session.rollback()
    mail = db.session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id.desc())).first()
    assert mail, "no letter was recorded"
    return write(app, mail).text


def test_somebody_invited_chooses_a_password_and_works_for_her_district(
    app: Flask, make: Make, boss: Actor, visitor: Visitor
) -> None:
    admin = make.signed_in(app, boss)
    admin.fill_in(f"{PEOPLE}/new", name="Elin Holm", email="Elin@example.org", role="editor", organisation="farsta")
    assert "Elin Holm" in admin.get(f"{PEOPLE}?q=holm")
    link = re.search(r"http://[^/]+(/desk/sign-in/choose/\S+)", letter_to(app, "elin@example.org"))
    assert link
    visitor.fill_in(link[1], password="fyra gröna cyklar i rad")
    assert "Elin Holm" in visitor.get("/desk/")
    visitor.get("/desk/dialogues/new")
    Visitor(app).get(link[1], status=404)


def test_an_address_in_use_is_told_at_its_field_and_what_was_typed_stays(app: Flask, make: Make, boss: Actor) -> None:
    known = make.staff(Role.READER)
    admin = make.signed_in(app, boss)
    page = admin.fill_in(f"{PEOPLE}/new", status=422, name="Elin Holm", email=known.email, role="editor")
    assert "har redan ett konto" in page
    assert page.form_values()["name"] == ["Elin Holm"]


def test_roles_are_given_and_taken_and_hold_at_once(app: Flask, make: Make, boss: Actor) -> None:
    karin = make.staff(Role.READER)
    clerk, admin = make.signed_in(app, karin), make.signed_in(app, boss)
    clerk.get("/desk/dialogues/new", status=403)
    values = admin.get(f"{PEOPLE}/{karin.id}").form_values()
    admin.post(f"{PEOPLE}/{karin.id}/roles", values | {"role-role": "editor", "role-organisation": "farsta"})
    clerk.get("/desk/dialogues/new")
    page = admin.get(f"{PEOPLE}/{karin.id}")
    taken = re.findall(rf'action="({PEOPLE}/{karin.id}/roles/\d+/withdraw)', page.text)
    assert len(taken) == 2
    admin.post(taken[1], page.form_values())
    clerk.get("/desk/dialogues/new", status=403)


def test_a_closed_account_ends_everywhere_and_opens_again_by_a_letter(app: Flask, make: Make, boss: Actor) -> None:
    karin = make.staff(Role.EDITOR)
    clerk, admin = make.signed_in(app, karin), make.signed_in(app, boss)
    values = admin.get(f"{PEOPLE}/{karin.id}").form_values()
    admin.post(f"{PEOPLE}/{karin.id}/close", values)
    assert "sign-in" in clerk.get("/desk/", status=302).location
    assert f"{PEOPLE}/{karin.id}" not in admin.get(PEOPLE).links()
    admin.post(f"{PEOPLE}/{karin.id}/reopen", values)
    assert "/desk/sign-in/choose/" in letter_to(app, karin.email)
    assert db.session.get_one(Staff, karin.id).password_hash is None


def test_a_lost_phone_does_not_lock_anybody_out(app: Flask, make: Make, boss: Actor) -> None:
    karin = make.staff(Role.EDITOR)
    db.session.get_one(Staff, karin.id).totp_secret = "JBSWY3DPEHPK3PXP"
    db.session.commit()
    admin = make.signed_in(app, boss)
    admin.post(f"{PEOPLE}/{karin.id}/factor", admin.get(f"{PEOPLE}/{karin.id}").form_values())
    assert make.signed_in(app, karin).get("/desk/")


def test_the_last_administrator_can_neither_leave_nor_be_closed(app: Flask, make: Make, boss: Actor) -> None:
    admin = make.signed_in(app, boss)
    page = admin.get(f"{PEOPLE}/{boss.id}")
    stopped = admin.post(f"{PEOPLE}/{boss.id}/close", page.form_values(), status=409)
    assert "Ge någon annan den rollen först" in stopped
    taken = re.findall(rf'action="({PEOPLE}/{boss.id}/roles/\d+/withdraw)', page.text)
    admin.post(taken[0], page.form_values(), status=409)
    assert admin.get(PEOPLE)


def test_two_administrators_who_close_each_other_do_not_both_succeed(app: Flask, make: Make, boss: Actor) -> None:
    other = make.staff(Role.ADMIN, organisation=None)
    start, refused = threading.Barrier(2), []

    def close(mine: Actor, theirs: Actor) -> None:
        with app.app_context():
            start.wait()
            try:
                accounts.close(theirs.id, actor=mine)
            except RulesNotMet:
                refused.append(mine.id)
            finally:
                db.session.remove()

    both = [threading.Thread(target=close, args=pair) for pair in ((boss, other), (other, boss))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    open_ones = select(func.count()).select_from(Staff).where(Staff.active)
    assert len(refused) == 1
    assert db.session.scalar(open_ones) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_administers(app: Flask, make: Make, role: Role) -> None:
    stranger = make.staff(role)
    browser = make.signed_in(app, stranger)
    browser.get("/desk/admin", status=403)
    browser.get(PEOPLE, status=403)
    assert "/desk/admin" not in browser.get("/desk/").links()
    with pytest.raises(NotAllowed):
        accounts.grant(stranger.id, role=Role.ADMIN, organisation=None, actor=stranger)


def test_an_administrator_of_one_organisation_gives_nobody_the_whole_city(app: Flask, make: Make) -> None:
    make.signed_in(app, make.staff(Role.ADMIN)).get(PEOPLE, status=403)


def test_every_change_is_in_the_audit_log_without_personal_facts(make: Make, boss: Actor) -> None:
    karin = make.staff(Role.EDITOR)
    accounts.change(karin.id, email="ny.adress@example.org", name="Nytt Namn", language="sv", actor=boss)
    accounts.grant(karin.id, role=Role.MODERATOR, organisation="farsta", actor=boss)
    kept = db.session.scalars(select(AuditEntry).where(AuditEntry.staff_id == boss.id)).all()
    assert {one.act for one in kept} >= {"change_staff", "grant_role"}
    assert "Nytt Namn" not in str([one.change for one in kept])


def test_many_accounts_are_paged_and_found(app: Flask, make: Make, boss: Actor) -> None:
    db.session.add_all(Staff(email=f"p{number}@example.org", name=f"Person {number:03}") for number in range(120))
    db.session.commit()
    admin = make.signed_in(app, boss)
    assert "Person 000" in admin.get(PEOPLE)
    assert "Person 119" in admin.get(f"{PEOPLE}?page=3")
    assert "Person 077" in admin.get(f"{PEOPLE}?q=p77@")
    assert "Person 1" not in admin.get(f"{PEOPLE}?q=100%25_")
