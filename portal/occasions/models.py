"""The table of occasions."""

from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Moment, Stamped, Texts, choice
from portal.dialogues.models import Dialogue
from portal.domain.words import OccasionKind, OccasionState, RegistrationNeed
from portal.venues.models import Venue

dialogue_occasion = Table(
    "dialogue_occasion",
    Base.metadata,
    Column("dialogue_id", ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True),
    Column("occasion_id", ForeignKey("occasion.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Occasion(Stamped, Base):
    """One time and place to take part; several dialogues may share it. `sequence` rises when it moves."""

    __tablename__ = "occasion"
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    kind: Mapped[OccasionKind] = mapped_column(choice(OccasionKind))
    state: Mapped[OccasionState] = mapped_column(choice(OccasionState), default=OccasionState.PLANNED)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    place: Mapped[str] = mapped_column(String(160), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    online_url: Mapped[str | None] = mapped_column(String(500))
    capacity: Mapped[int | None]
    registration: Mapped[RegistrationNeed] = mapped_column(choice(RegistrationNeed), default=RegistrationNeed.NONE)
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(8)), default=lambda: ["sv"])
    sign_language: Mapped[bool] = mapped_column(default=False)
    wheelchair: Mapped[bool] = mapped_column(default=False)
    hearing_loop: Mapped[bool] = mapped_column(default=False)
    interpreter: Mapped[bool] = mapped_column(default=False)
    childcare: Mapped[bool] = mapped_column(default=False)
    refreshments: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Texts | None] = mapped_column(JSONB(none_as_null=True))
    alternative_of_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id", ondelete="SET NULL"))
    dialogues: Mapped[list[Dialogue]] = relationship(secondary=dialogue_occasion, order_by=Dialogue.id)
    venue: Mapped[Venue | None] = relationship()
    __table_args__ = (
        CheckConstraint("ends > starts", name="ends_after_starts"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("online_url IS NULL OR online_url LIKE 'https://%'", name="https"),
        CheckConstraint("cardinality(languages) > 0", name="languages"),
        Index("ix_occasion_starts", "starts"),
    )
