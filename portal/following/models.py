"""The tables of readers and of what they follow."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Moment, choice
from portal.domain.following import FollowKind, Pace


class Reader(Base):
    """An address that wants to be told; `token` opens its page. `told_through` is the newest news it knows."""

    __tablename__ = "reader"
    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    pace: Mapped[Pace] = mapped_column(choice(Pace), default=Pace.WEEKLY)
    ceiling: Mapped[int | None] = mapped_column(SmallInteger)
    at: Mapped[Created]
    confirmed_at: Mapped[Moment | None]
    told_through: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[Moment | None]
    follows: Mapped[list["Follow"]] = relationship(cascade="all, delete-orphan", order_by="Follow.id")
    __table_args__ = (
        CheckConstraint("ceiling BETWEEN 1 AND 31", name="ceiling"),
        CheckConstraint("email = lower(email)", name="lower_email"),
        Index("ix_reader_unconfirmed", "at", postgresql_where=text("confirmed_at IS NULL")),
    )


class Follow(Base):
    """One thing a reader follows; it counts once its reader has confirmed it. `km` goes with a neighbourhood."""

    __tablename__ = "follow"
    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"))
    kind: Mapped[FollowKind] = mapped_column(choice(FollowKind))
    value: Mapped[str] = mapped_column(String(200), default="")
    km: Mapped[int] = mapped_column(SmallInteger, default=0)
    at: Mapped[Created]
    confirmed_at: Mapped[Moment | None]
    __table_args__ = (
        UniqueConstraint("reader_id", "kind", "value"),
        CheckConstraint("(kind = 'near') = (km > 0)", name="near_has_distance"),
    )
