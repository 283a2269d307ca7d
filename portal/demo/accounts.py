"""Demonstration accounts, one for each kind of work; they exist only together with demonstration data."""

from dataclasses import dataclass

from argon2 import PasswordHasher
from sqlalchemy import select

from portal.db import db
from portal.domain.words import Role
from portal.organisations import queries as organisations
from portal.staff.models import Staff, StaffRole

PASSWORD = "stockholm-dialog"  # noqa: S105 - shown on the first page of every demonstration


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody to sign in as; no organisation means the whole city."""

    email: str
    name: str
    roles: tuple[Role, ...]
    organisation: str | None
    work: str


ACCOUNTS = (
    Account(
        "handlaggare@example.org",
        "Karin Ek",
        (Role.EDITOR, Role.MODERATOR),
        "enskede-arsta-vantor",
        "plans dialogues in Enskede-Årsta-Vantör and answers its residents",
    ),
    Account(
        "trafik@example.org", "Amir Haddad", (Role.EDITOR,), "trafikkontoret", "plans dialogues at Trafikkontoret"
    ),
    Account(
        "samordnare@example.org",
        "Maria Lind",
        (Role.COORDINATOR,),
        None,
        "sees the plans of the whole city and everything received",
    ),
    Account("admin@example.org", "Olle Berg", (Role.ADMIN,), None, "looks after the portal"),
)


def load_accounts() -> None:
    """Add the accounts to the running transaction."""
    hashed = PasswordHasher().hash(PASSWORD)
    for account in ACCOUNTS:
        body = organisations.by_slug(account.organisation) if account.organisation else None
        staff = Staff(email=account.email, name=account.name, password_hash=hashed)
        staff.roles = [StaffRole(role=role, organisation_id=body.id if body else None) for role in account.roles]
        db.session.add(staff)


def told() -> str:
    """The accounts as lines to print when a demonstration starts."""
    lines = [f"Demonstration accounts (password {PASSWORD}):"]
    lines += [f"  {account.email:26} {account.work}" for account in ACCOUNTS]
    return "\n".join(lines)


def there() -> bool:
    """Whether the demonstration accounts are in this database."""
    return db.session.scalar(select(Staff.id).where(Staff.email == ACCOUNTS[0].email)) is not None
