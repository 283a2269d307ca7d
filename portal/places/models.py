"""The tables of areas, of what succeeded them, and of how many live there."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, choice
from portal.domain.words import AreaKind


class Area(Base):
    """The city, a district, a neighbourhood or a place, for as long as it exists."""

    __tablename__ = "area"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[AreaKind] = mapped_column(choice(AreaKind))
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    small: Mapped[bool] = mapped_column(default=False)
    tile_column: Mapped[int | None] = mapped_column(SmallInteger)
    tile_row: Mapped[int | None] = mapped_column(SmallInteger)
    __table_args__ = (
        CheckConstraint("lat IS NULL OR (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)", name="position"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="validity"),
        CheckConstraint("(kind = 'city') = (parent_id IS NULL)", name="parent"),
    )


class AreaSuccessor(Base):
    """Which area took over when another ended, so that old dialogues are found under both."""

    __tablename__ = "area_successor"
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    __table_args__ = (CheckConstraint("area_id <> successor_id", name="other"),)


class AreaLanguage(Base):
    """A language that many read in a district, besides Swedish."""

    __tablename__ = "area_language"
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    __table_args__ = (CheckConstraint("language <> 'sv'", name="other"),)


class Population(Base):
    """How many lived in an area at the end of a year, in all or by gender and age."""

    __tablename__ = "population"
    id: Mapped[int] = mapped_column(primary_key=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    gender: Mapped[str | None] = mapped_column(String(10))
    age_band: Mapped[str | None] = mapped_column(String(10))
    count: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    __table_args__ = (
        CheckConstraint("count >= 0", name="count"),
        Index(
            "uq_population_cell",
            "area_id",
            "year",
            "gender",
            "age_band",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )
