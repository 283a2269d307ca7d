"""Who may do what: everything is refused unless a role, in the right organisation, grants it."""

from dataclasses import dataclass
from enum import StrEnum

from portal.domain.words import Role, Status


class Act(StrEnum):
    """What staff may do."""

    SEE_DRAFT = "see_draft"
    SEE_COORDINATION = "see_coordination"
    EDIT = "edit"
    PUBLISH = "publish"
    REPORT = "report"
    MODERATE = "moderate"
    UNPUBLISH = "unpublish"
    REGISTER = "register"
    COORDINATE = "coordinate"
    ADMINISTER = "administer"
    KEEP_RECORDS = "keep_records"


GRANTS: dict[Role, frozenset[Act]] = {
    Role.READER: frozenset({Act.SEE_COORDINATION}),
    Role.EXTERNAL: frozenset({Act.REGISTER}),
    Role.EDITOR: frozenset({Act.SEE_DRAFT, Act.SEE_COORDINATION, Act.EDIT, Act.PUBLISH, Act.REPORT, Act.REGISTER}),
    Role.PROCESS_LEADER: frozenset({Act.SEE_DRAFT, Act.SEE_COORDINATION, Act.REPORT}),
    Role.MODERATOR: frozenset({Act.SEE_COORDINATION, Act.MODERATE}),
    Role.REGISTRAR: frozenset({Act.SEE_DRAFT, Act.SEE_COORDINATION, Act.KEEP_RECORDS}),
    Role.COORDINATOR: frozenset({Act.SEE_DRAFT, Act.SEE_COORDINATION, Act.COORDINATE, Act.MODERATE}),
    Role.ADMIN: frozenset(
        {
            Act.SEE_DRAFT,
            Act.SEE_COORDINATION,
            Act.UNPUBLISH,
            Act.ADMINISTER,
            Act.COORDINATE,
            Act.MODERATE,
            Act.KEEP_RECORDS,
        }
    ),
}
"""What each role grants in its own organisation, or everywhere when it is held for the whole city."""

OWN: dict[Role, frozenset[Act]] = {Role.EXTERNAL: frozenset({Act.SEE_DRAFT, Act.EDIT})}
"""What a role grants only for what its holder registered, in the organisation of the role."""

EVERYWHERE = frozenset({Act.SEE_COORDINATION})
"""What a role in one organisation grants in all of them: plans are shared so that they can be coordinated."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in one organisation, by its id; in the whole city when that is None."""

    role: Role
    organisation_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A member of staff as the rules see them."""

    id: int
    name: str
    email: str
    language: str
    grants: tuple[Grant, ...]

    def may(self, act: Act, organisation_id: int | None = None) -> bool:
        """Whether some role grants the act for the organisation (None: anywhere at all)."""
        return any(
            act in GRANTS[grant.role]
            and (
                grant.organisation_id is None
                or organisation_id is None
                or grant.organisation_id == organisation_id
                or act in EVERYWHERE
            )
            for grant in self.grants
        )

    def where(self, act: Act) -> frozenset[int] | None:
        """The organisations for which the act is granted; None means all of them."""
        holding = [grant for grant in self.grants if act in GRANTS[grant.role]]
        if any(grant.organisation_id is None for grant in holding):
            return None
        return frozenset(grant.organisation_id for grant in holding if grant.organisation_id is not None)

    def may_on(self, act: Act, owners: tuple[int, ...], *, registered_by: int | None = None) -> bool:
        """Whether the act is granted for something of these organisations (lead first) that somebody registered."""
        if any(self.may(act, one) for one in owners):
            return True
        return registered_by == self.id and any(
            act in OWN.get(grant.role, ()) and (grant.organisation_id is None or grant.organisation_id in owners)
            for grant in self.grants
        )

    def may_own(self, act: Act) -> bool:
        """Whether some role grants the act for what one registered oneself, and only for that."""
        return any(act in OWN.get(grant.role, ()) for grant in self.grants)

    def own(self, act: Act) -> tuple[int | None, ...]:
        """The organisations in which the act is granted for what one registered oneself; None means in all."""
        return tuple(grant.organisation_id for grant in self.grants if act in OWN.get(grant.role, ()))

    def may_see(self, status: Status, owners: tuple[int, ...], *, registered_by: int | None = None) -> bool:
        """Whether a dialogue of these organisations (lead first) may be opened in the desk."""
        if self.may_on(Act.SEE_DRAFT, owners, registered_by=registered_by):
            return True
        return status not in (Status.DRAFT, Status.UNPUBLISHED) and self.may(Act.SEE_COORDINATION)
