"""The tables of sign-up; what they hold about people is taken away when the occasion is over."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Moment, choice
from portal.domain.registrations import RegistrationState
from portal.occasions.models import Occasion


class SignUp(Base):
    """How sign-up for an occasion is arranged beyond its number of seats, and how many came unannounced."""

    __tablename__ = "sign_up"
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True)
    waiting_places: Mapped[int | None]
    closes_at: Mapped[Moment | None]
    walk_ins: Mapped[int | None]
    __table_args__ = (
        CheckConstraint("waiting_places >= 0", name="waiting_places"),
        CheckConstraint("walk_ins >= 0", name="walk_ins"),
    )


class Registration(Base):
    """One address that has signed up, for one or more people; `code` opens its page and is known to nobody else.

    `deadline` is when an unconfirmed or offered seat goes to the next. `told_sequence` is the version of the
    occasion's time and place that its owner knows.
    """

    __tablename__ = "registration"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    occasion_id: Mapped[int] = mapped_column(ForeignKey("occasion.id", ondelete="CASCADE"))
    state: Mapped[RegistrationState] = mapped_column(choice(RegistrationState))
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(8))
    spoken: Mapped[str] = mapped_column(String(8), default="")
    people: Mapped[int] = mapped_column(SmallInteger, default=1)
    services: Mapped[list[str]] = mapped_column(ARRAY(String(20)), default=list)
    tell_result: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Created]
    confirmed_at: Mapped[Moment | None]
    deadline: Mapped[Moment | None]
    told_sequence: Mapped[int]
    told_result_at: Mapped[Moment | None]
    reminded_at: Mapped[Moment | None]
    came: Mapped[int | None] = mapped_column(SmallInteger)
    occasion: Mapped[Occasion] = relationship()
    __table_args__ = (
        CheckConstraint("people BETWEEN 1 AND 10", name="people"),
        CheckConstraint("came BETWEEN 0 AND 99", name="came"),
        CheckConstraint("state <> 'offered' OR deadline IS NOT NULL", name="offered_until"),
        Index(
            "uq_registration_address",
            "occasion_id",
            "email",
            unique=True,
            postgresql_where=text("state IN ('seated', 'offered', 'waiting')"),
        ),
        Index("ix_registration_occasion", "occasion_id", "state", "id"),
        Index("ix_registration_deadline", "deadline", postgresql_where=text("deadline IS NOT NULL")),
        Index("ix_registration_email", "email"),
    )
