"""The tables of overlap assessments and of the weights they were made with."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created


class WeightsVersion(Base):
    """The numbers of the fatigue model as they stood; a new version never rewrites an old assessment."""

    __tablename__ = "weights_version"
    version: Mapped[int] = mapped_column(primary_key=True)
    weights: Mapped[dict[str, float]] = mapped_column(JSONB)
    made_at: Mapped[Created]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Assessment(Base):
    """The overlap of one dialogue as it was judged at one moment, and what was decided then."""

    __tablename__ = "fatigue_assessment"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    at: Mapped[Created]
    score: Mapped[int] = mapped_column(SmallInteger)
    level: Mapped[str] = mapped_column(String(20))
    weights_version: Mapped[int] = mapped_column(ForeignKey("weights_version.version"))
    pairs: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    decided: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("level IN ('low', 'moderate', 'high', 'very_high')", name="level"),
        CheckConstraint("decided IN ('accepted', 'changed', 'justified')", name="decided"),
    )
