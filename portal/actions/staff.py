"""Add staff, set passwords and second factors, check them at sign-in."""

from dataclasses import dataclass

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadData, URLSafeTimedSerializer

from portal import audit
from portal.db import db, now, transaction
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import Role
from portal.organisations import queries as organisations
from portal.staff import queries
from portal.staff.models import Staff, StaffRole

LINK_SECONDS = 7 * 24 * 3600
SHORTEST_PASSWORD = 12

_hasher = PasswordHasher()
# Checked when nobody has the address, so that the answer takes equally long.
_NOBODY = _hasher.hash("nobody has this password")


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody whose password was right; `second_factor` says that a code is still needed."""

    staff_id: int
    epoch: int
    second_factor: bool


def add(*, email: str, name: str, role: Role, organisation: str | None, language: str = "sv") -> Staff:
    """Add somebody, or give somebody another role; raises NotFound when the organisation is unknown."""
    body = organisations.by_slug(organisation) if organisation else None
    if organisation and body is None:
        raise NotFound(organisation)
    with transaction():
        staff = queries.by_email(email)
        if staff is None:
            staff = Staff(email=email.strip().lower(), name=name.strip(), language=language)
            db.session.add(staff)
        body_id = body.id if body else None
        if not any(one.role is role and one.organisation_id == body_id for one in staff.roles):
            staff.roles.append(StaffRole(role=role, organisation_id=body_id))
        db.session.flush()
        audit.record(
            staff_id=None,
            act="add_staff",
            kind="staff",
            key=staff.id,
            change={"role": role.value, "organisation": organisation},
        )
    return staff


def first_link_token(staff: Staff, *, secret: str) -> str:
    """A token that lets its holder choose a password once: it ends with the epoch it names."""
    return URLSafeTimedSerializer(secret, salt="choose-password").dumps([staff.id, staff.epoch])


def holder(token: str, *, secret: str) -> Staff:
    """Whose token it is; raises NotFound when it is forged, used or older than a week."""
    try:
        staff_id, epoch = URLSafeTimedSerializer(secret, salt="choose-password").loads(token, max_age=LINK_SECONDS)
    except (BadData, ValueError, TypeError):
        raise NotFound from None
    staff = queries.by_id(staff_id)
    if staff is None or not staff.active or staff.epoch != epoch:
        raise NotFound
    return staff


def choose_password(staff: Staff, password: str) -> None:
    """Set a password; every open session and link of that person ends. Raises RulesNotMet when it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        raise RulesNotMet((Problem("S1", "password", (("low", SHORTEST_PASSWORD),)),))
    with transaction():
        staff.password_hash = _hasher.hash(password)
        staff.epoch += 1
        audit.record(staff_id=staff.id, act="choose_password", kind="staff", key=staff.id)


def enter(email: str, password: str) -> Entry | None:
    """Check an address and a password; None when they do not belong together."""
    staff = queries.by_email(email)
    known = staff.password_hash if staff is not None and staff.active else None
    try:
        _hasher.verify(known or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    if staff is None or known is None:
        return None
    with transaction():
        if _hasher.check_needs_rehash(known):
            staff.password_hash = _hasher.hash(password)
        staff.last_seen_at = now()
        audit.record(staff_id=staff.id, act="enter", kind="staff", key=staff.id)
    return Entry(staff.id, staff.epoch, second_factor=staff.totp_secret is not None)


def second_factor_holds(staff_id: int, code: str) -> bool:
    """Whether a code of six digits is right now; each code counts once."""
    staff = queries.by_id(staff_id)
    if staff is None or staff.totp_secret is None:
        return False
    totp = pyotp.TOTP(staff.totp_secret)
    step = int(now().timestamp()) // totp.interval
    with transaction():
        db.session.refresh(staff, with_for_update={"of": Staff})
        for tried in (step - 1, step, step + 1):
            fresh = staff.totp_last_step is None or tried > staff.totp_last_step
            if fresh and pyotp.utils.strings_equal(code.strip(), totp.generate_otp(tried)):
                staff.totp_last_step = tried
                return True
    return False


def has_second_factor(staff_id: int) -> bool:
    """Whether a person signs in with a code besides the password."""
    staff = queries.by_id(staff_id)
    return staff is not None and staff.totp_secret is not None


def epoch_of(staff_id: int) -> int:
    """The epoch that sessions of a person must name to count."""
    staff = queries.by_id(staff_id)
    return staff.epoch if staff is not None else -1


def choose_language(actor: Actor, language: str) -> None:
    """Speak to somebody in the language they chose: in the desk and in letters."""
    with transaction():
        staff = _locked(actor.id)
        if staff.language != language:
            staff.language = language
            audit.record(staff_id=actor.id, act="choose_language", kind="staff", key=actor.id)


def end_sessions(staff_id: int) -> None:
    """End every session of a person, on every device."""
    staff = queries.by_id(staff_id)
    if staff is not None:
        with transaction():
            staff.epoch += 1
            audit.record(staff_id=staff_id, act="leave", kind="staff", key=staff_id)


def begin_second_factor(staff_id: int) -> str:
    """The key for an authenticator app that waits for a code in the database; a new one when none waits."""
    with transaction():
        staff = _locked(staff_id)
        if staff.totp_pending is None:
            staff.totp_pending = pyotp.random_base32()
        return staff.totp_pending


def confirm_second_factor(actor: Actor, *, code: str) -> bool:
    """Keep the key that waits once a code made with it was right."""
    with transaction():
        staff = _locked(actor.id)
        if staff.totp_pending is None or not pyotp.TOTP(staff.totp_pending).verify(code.strip(), valid_window=1):
            return False
        staff.totp_secret, staff.totp_pending = staff.totp_pending, None
        staff.totp_last_step = int(now().timestamp()) // pyotp.TOTP(staff.totp_secret).interval
        staff.epoch += 1
        audit.record(staff_id=actor.id, act="second_factor_on", kind="staff", key=actor.id)
    return True


def _locked(staff_id: int) -> Staff:
    staff = queries.by_id(staff_id)
    if staff is None:
        raise NotFound
    db.session.refresh(staff, with_for_update={"of": Staff})
    return staff
