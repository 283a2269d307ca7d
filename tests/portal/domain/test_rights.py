"""Who may do what, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.rights import GRANTS, Act, Actor, Grant
from portal.domain.words import Role, Status

FARSTA, JARVA = 1, 2


def person(*grants: tuple[Role, int | None]) -> Actor:
    held = tuple(Grant(role, place) for role, place in grants)
    return Actor(id=1, name="Karin", email="karin@example.org", language="sv", grants=held)


def test_an_editor_edits_publishes_and_reports_at_home_only() -> None:
    karin = person((Role.EDITOR, FARSTA))
    for act in (Act.EDIT, Act.PUBLISH, Act.REPORT, Act.REGISTER, Act.SEE_DRAFT):
        assert karin.may(act, FARSTA)
        assert karin.may(act)
        assert not karin.may(act, JARVA)


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR, Role.REGISTRAR, Role.PROCESS_LEADER, Role.COORDINATOR])
def test_nobody_but_an_editor_publishes(role: Role) -> None:
    assert not person((role, None)).may(Act.PUBLISH, FARSTA)


def test_only_an_admin_withdraws() -> None:
    assert [role for role in Role if person((role, None)).may(Act.UNPUBLISH, FARSTA)] == [Role.ADMIN]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EXTERNAL])
def test_all_staff_read_plans_in_coordination_everywhere_but_drafts_at_home(role: Role) -> None:
    somebody = person((role, FARSTA))
    assert somebody.may_see(Status.COORDINATION, (JARVA,))
    assert not somebody.may_see(Status.DRAFT, (JARVA,))
    assert not somebody.may_see(Status.UNPUBLISHED, (JARVA,))


def test_an_external_organiser_sees_nothing_but_what_it_registered_itself() -> None:
    partner = person((Role.EXTERNAL, FARSTA))
    assert partner.may_see(Status.DRAFT, (FARSTA,), registered_by=partner.id)
    assert partner.may_on(Act.EDIT, (FARSTA,), registered_by=partner.id)
    for status in Status:
        assert not partner.may_see(status, (FARSTA,), registered_by=partner.id + 1)
        assert not partner.may_see(status, (JARVA,), registered_by=partner.id)
    assert not partner.may_on(Act.PUBLISH, (FARSTA,), registered_by=partner.id)
    assert not partner.may_on(Act.REPORT, (FARSTA,), registered_by=partner.id)


def test_a_co_organiser_sees_the_draft_and_a_stranger_does_not() -> None:
    assert person((Role.EDITOR, JARVA)).may_see(Status.DRAFT, (FARSTA, JARVA))
    assert not person((Role.EDITOR, 3)).may_see(Status.DRAFT, (FARSTA, JARVA))


def test_without_a_role_nothing_is_granted() -> None:
    assert not any(person().may(act) for act in Act)
    assert not any(person().may_see(status, (FARSTA,)) for status in Status)
    assert person().where(Act.EDIT) == frozenset()


def test_where_somebody_may_act_is_a_list_of_places_or_everywhere() -> None:
    karin = person((Role.EDITOR, FARSTA), (Role.MODERATOR, JARVA), (Role.EDITOR, JARVA))
    assert karin.where(Act.EDIT) == {FARSTA, JARVA}
    assert karin.where(Act.MODERATE) == {JARVA}
    assert karin.where(Act.ADMINISTER) == frozenset()
    assert person((Role.EDITOR, FARSTA), (Role.ADMIN, None)).where(Act.MODERATE) is None


@given(
    st.lists(st.tuples(st.sampled_from(list(Role)), st.none() | st.integers(1, 3)), max_size=4),
    st.sampled_from(list(Act)),
    st.integers(1, 3),
)
def test_a_list_of_places_and_the_single_answer_agree(
    grants: list[tuple[Role, int | None]], act: Act, place: int
) -> None:
    somebody = person(*grants)
    everywhere = somebody.where(act)
    if everywhere is None or place in everywhere:
        assert somebody.may(act, place)
    elif act is not Act.SEE_COORDINATION:
        assert not somebody.may(act, place)
    assert somebody.may(act) == any(act in GRANTS[role] for role, _ in grants)
