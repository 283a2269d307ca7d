"""Reading staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal.db import db
from portal.domain.rights import GRANTS, Act, Actor, Grant
from portal.domain.words import Role
from portal.staff.models import CalendarLink, Staff, StaffRole


def actor(staff_id: int, epoch: int) -> Actor | None:
    """The active member of staff whose sessions of this epoch still count."""
    staff = db.session.get(Staff, staff_id)
    if staff is None or not staff.active or staff.epoch != epoch:
        return None
    return as_actor(staff)


def as_actor(staff: Staff) -> Actor:
    """A member of staff as the rules see them."""
    return Actor(
        id=staff.id,
        name=staff.name,
        email=staff.email,
        language=staff.language,
        grants=tuple(Grant(role.role, role.organisation_id) for role in staff.roles),
    )


def by_email(email: str) -> Staff | None:
    """A member of staff by mail address, in any case."""
    return db.session.scalar(select(Staff).where(Staff.email == email.strip().lower()))


def by_id(staff_id: int) -> Staff | None:
    """A member of staff."""
    return db.session.get(Staff, staff_id)


def working_for(organisation_id: int) -> list[Staff]:
    """Active staff with a role in an organisation."""
    return list(
        db.session.scalars(
            select(Staff)
            .join(StaffRole)
            .where(StaffRole.organisation_id == organisation_id, Staff.active)
            .distinct()
            .order_by(Staff.id)
        )
    )


def granted(act: Act, organisation_id: int) -> list[Actor]:
    """Active staff whose roles grant an act for an organisation, or for the whole city."""
    roles = [role for role, acts in GRANTS.items() if act in acts]
    found = db.session.scalars(
        select(Staff)
        .where(
            Staff.active,
            Staff.id.in_(
                select(StaffRole.staff_id).where(
                    StaffRole.role.in_(roles),
                    (StaffRole.organisation_id == organisation_id) | StaffRole.organisation_id.is_(None),
                )
            ),
        )
        .order_by(Staff.id)
    )
    return [as_actor(one) for one in found.unique()]


def calendar_links(staff_id: int) -> list[CalendarLink]:
    """The calendar links of a member of staff, the newest first."""
    chosen = select(CalendarLink).where(CalendarLink.staff_id == staff_id).order_by(CalendarLink.id.desc())
    return list(db.session.scalars(chosen))


def calendar_of(secret_hash: str) -> tuple[Actor, dict[str, str]] | None:
    """Whose calendar an address shows and what was chosen; None when it was revoked or the account is closed."""
    link = db.session.scalar(select(CalendarLink).where(CalendarLink.secret_hash == secret_hash))
    staff = db.session.get(Staff, link.staff_id) if link else None
    if link is None or staff is None or not staff.active:
        return None
    return as_actor(staff), link.wish


PAGE = 50


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of somebody; for the whole city when `organisation_id` is None."""

    id: int
    role: Role
    organisation_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as its administrator sees it; `invited` tells that no password has been chosen yet."""

    id: int
    name: str
    email: str
    language: str
    active: bool
    invited: bool
    second_factor: bool
    last_seen_at: datetime | None
    roles: tuple[HeldRole, ...]


def account(staff_id: int) -> Account | None:
    """An account."""
    staff = db.session.get(Staff, staff_id)
    return _account(staff) if staff else None


def _account(staff: Staff) -> Account:
    return Account(
        id=staff.id,
        name=staff.name,
        email=staff.email,
        language=staff.language,
        active=staff.active,
        invited=staff.password_hash is None,
        second_factor=staff.totp_secret is not None,
        last_seen_at=staff.last_seen_at,
        roles=tuple(HeldRole(one.id, one.role, one.organisation_id) for one in staff.roles),
    )


def listed(*, words: str = "", closed: bool = False, page: int = 1) -> tuple[list[Account], int]:
    """A page of accounts by name, open or closed ones, whose name or address holds the words; and of how many."""
    chosen = select(Staff.id).where(Staff.active.is_(not closed))
    if words:
        held = func.lower(Staff.name).contains(words.lower(), autoescape=True)
        chosen = chosen.where(held | Staff.email.contains(words.lower(), autoescape=True))
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.scalars(
        select(Staff)
        .where(Staff.id.in_(chosen.order_by(Staff.name, Staff.id).limit(PAGE).offset((page - 1) * PAGE)))
        .order_by(Staff.name, Staff.id)
    )
    return [_account(one) for one in rows.unique()], total
