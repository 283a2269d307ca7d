"""The tables of staff and their roles."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Moment, Stamped, choice
from portal.domain.words import Role


class Staff(Stamped, Base):
    """Somebody who works in the portal; `epoch` rises to end every open session and link at once.

    `totp_pending` is the key of a second factor that no code has confirmed yet.
    """

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(8), default="sv")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None]
    totp_pending: Mapped[str | None] = mapped_column(String(64))
    epoch: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    last_seen_at: Mapped[Moment | None]
    roles: Mapped[list["StaffRole"]] = relationship(cascade="all, delete-orphan", lazy="joined")
    __table_args__ = (CheckConstraint("email = lower(email)", name="lower_email"),)


class StaffRole(Base):
    """What one member of staff may do for one organisation, or for the whole city when it is null."""

    __tablename__ = "staff_role"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role] = mapped_column(choice(Role))
    __table_args__ = (
        Index(
            "uq_staff_role", "staff_id", "organisation_id", "role", unique=True, postgresql_nulls_not_distinct=True
        ),
    )


class CalendarLink(Base):
    """A secret address from which a calendar program fetches what its owner may see; only its hash is kept."""

    __tablename__ = "calendar_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    wish: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    made_at: Mapped[Created]
