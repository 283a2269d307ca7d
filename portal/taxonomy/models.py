"""The tables of themes, target groups and methods."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Spoken, swedish


class Theme(Base):
    """A subject, in two levels: `urban_environment` and `urban_environment/park`."""

    __tablename__ = "theme"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    names: Mapped[Spoken]
    retired: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (swedish("names"),)


class TargetGroup(Base):
    """People a dialogue may address; a group lies within its parent."""

    __tablename__ = "target_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("target_group.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    names: Mapped[Spoken]
    age_from: Mapped[int | None] = mapped_column(SmallInteger)
    age_to: Mapped[int | None] = mapped_column(SmallInteger)
    retired: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        swedish("names"),
        CheckConstraint("age_from IS NULL OR age_to IS NULL OR age_to >= age_from", name="ages"),
    )


class Method(Base):
    """A way to hold a dialogue, with the minutes it usually takes from one participant."""

    __tablename__ = "method"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    names: Mapped[Spoken]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    retired: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (swedish("names"), CheckConstraint("minutes BETWEEN 1 AND 2000", name="minutes"))
