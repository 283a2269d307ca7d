"""Invite staff, change facts and roles, close and reopen accounts; an administrator is always left."""

from sqlalchemy import Select, select

from portal import audit
from portal.actions.staff import first_link_token
from portal.db import db, transaction
from portal.domain.errors import NotAllowed, NotFound, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.words import Role
from portal.mail.outbox import post
from portal.organisations import queries as organisations
from portal.organisations.models import Organisation
from portal.staff import queries
from portal.staff.models import Staff, StaffRole


def invite(
    *, email: str, name: str, language: str, role: Role, organisation: str | None, actor: Actor, secret: str
) -> Staff:
    """Add somebody with a first role and send a link with which they choose a password.

    Raises RulesNotMet when the address has an account, NotFound when the organisation is unknown.
    """
    allow(actor)
    body = _body(organisation)
    with transaction():
        if queries.by_email(email) is not None:
            raise RulesNotMet((Problem("A1", "email"),))
        staff = Staff(email=email.strip().lower(), name=name.strip(), language=language, roles=[])
        staff.roles.append(StaffRole(role=role, organisation_id=body.id if body else None))
        db.session.add(staff)
        db.session.flush()
        _note(actor, "invite_staff", staff, {"role": role.value, "organisation": organisation})
        _send_link(staff, secret=secret)
    return staff


def change(staff_id: int, *, email: str, name: str, language: str, actor: Actor) -> Staff:
    """Change what is known of somebody; a new address ends open sessions and links."""
    allow(actor)
    with transaction():
        staff = _held(staff_id)
        wanted = email.strip().lower()
        other = queries.by_email(wanted)
        if other is not None and other.id != staff.id:
            raise RulesNotMet((Problem("A1", "email"),))
        changed = {
            key: [getattr(staff, key), value]
            for key, value in {"email": wanted, "name": name.strip(), "language": language}.items()
            if getattr(staff, key) != value
        }
        if "email" in changed:
            staff.epoch += 1
        staff.email, staff.name, staff.language = wanted, name.strip(), language
        # The audit log outlives the account, so it holds which facts changed and not the personal ones themselves.
        _note(actor, "change_staff", staff, {"changed": sorted(changed)})
    return staff


def grant(staff_id: int, *, role: Role, organisation: str | None, actor: Actor) -> None:
    """Give somebody one more role; a role they have already changes nothing."""
    allow(actor)
    body = _body(organisation)
    body_id = body.id if body else None
    with transaction():
        staff = _held(staff_id)
        if any(one.role is role and one.organisation_id == body_id for one in staff.roles):
            return
        staff.roles.append(StaffRole(role=role, organisation_id=body_id))
        _note(actor, "grant_role", staff, {"role": role.value, "organisation": organisation})


def withdraw(staff_id: int, role_id: int, *, actor: Actor) -> None:
    """Take a role away; raises RulesNotMet when nobody would be left to administer the portal."""
    allow(actor)
    with transaction():
        _lock_administrators()
        staff = _held(staff_id)
        taken = next((one for one in staff.roles if one.id == role_id), None)
        if taken is None:
            raise NotFound
        if taken.role is Role.ADMIN and taken.organisation_id is None:
            _keep_an_administrator(staff)
        staff.roles.remove(taken)
        _note(actor, "withdraw_role", staff, {"role": taken.role.value, "organisation_id": taken.organisation_id})


def close(staff_id: int, *, actor: Actor) -> None:
    """Close an account: sessions, links and calendars end at once; what the person did stays."""
    allow(actor)
    with transaction():
        _lock_administrators()
        staff = _held(staff_id)
        _keep_an_administrator(staff)
        staff.active = False
        staff.epoch += 1
        _note(actor, "close_staff", staff)


def reopen(staff_id: int, *, actor: Actor, secret: str) -> None:
    """Open a closed account again, with a new link to choose a password."""
    allow(actor)
    with transaction():
        staff = _held(staff_id)
        if staff.active:
            return
        staff.active, staff.password_hash, staff.totp_secret, staff.totp_last_step = True, None, None, None
        staff.totp_pending = None
        _note(actor, "reopen_staff", staff)
        _send_link(staff, secret=secret)


def send_link(staff_id: int, *, actor: Actor, secret: str) -> None:
    """Send a new link to choose a password; sessions and earlier links end."""
    allow(actor)
    with transaction():
        staff = _held(staff_id)
        if not staff.active:
            raise NotFound
        staff.epoch += 1
        _note(actor, "send_link", staff)
        _send_link(staff, secret=secret)


def drop_factor(staff_id: int, *, actor: Actor) -> None:
    """Take away a second factor whose phone was lost; sessions end, the password stays."""
    allow(actor)
    with transaction():
        staff = _held(staff_id)
        staff.totp_secret, staff.totp_pending, staff.totp_last_step = None, None, None
        staff.epoch += 1
        _note(actor, "drop_second_factor", staff)


def allow(actor: Actor) -> None:
    """Raise NotAllowed unless the actor administers the whole city: whoever gives roles could take any."""
    if actor.where(Act.ADMINISTER) is not None:
        raise NotAllowed


def _held(staff_id: int) -> Staff:
    """The account, locked, so that two administrators change it one after the other."""
    staff = db.session.scalar(select(Staff).where(Staff.id == staff_id).with_for_update(of=Staff))
    if staff is None:
        raise NotFound
    db.session.refresh(staff, attribute_names=["roles"])
    return staff


def _lock_administrators() -> None:
    """In one order, so that two who close each other's accounts do not both succeed."""
    db.session.scalars(
        select(Staff).where(Staff.id.in_(_administrators())).order_by(Staff.id).with_for_update(of=Staff)
    ).unique().all()


def _administrators() -> Select[int]:
    return select(StaffRole.staff_id).where(StaffRole.role == Role.ADMIN, StaffRole.organisation_id.is_(None))


def _keep_an_administrator(leaving: Staff) -> None:
    others = select(Staff.id).where(Staff.id.in_(_administrators()), Staff.active, Staff.id != leaving.id).limit(1)
    is_one = any(one.role is Role.ADMIN and one.organisation_id is None for one in leaving.roles)
    if is_one and db.session.scalar(others) is None:
        raise RulesNotMet((Problem("A2", "role"),))


def _body(slug: str | None) -> Organisation | None:
    body = organisations.by_slug(slug) if slug else None
    if slug and body is None:
        raise NotFound(slug)
    return body


def _send_link(staff: Staff, *, secret: str) -> None:
    post(
        key=f"choose-password/{staff.id}/{staff.epoch}",
        to=staff.email,
        language=staff.language,
        kind="choose_password",
        facts={"name": staff.name, "token": first_link_token(staff, secret=secret)},
    )


def _note(actor: Actor, act: str, staff: Staff, change: dict[str, object] | None = None) -> None:
    audit.record(staff_id=actor.id, act=act, kind="staff", key=staff.id, change=change)
