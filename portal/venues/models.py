"""The table of venues."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Stamped
from portal.organisations.models import Organisation
from portal.places.models import Area


class Venue(Stamped, Base):
    """A room or place, with what a visitor must know about getting in; a retired one is no longer offered."""

    __tablename__ = "venue"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(200), default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    capacity: Mapped[int | None] = mapped_column(SmallInteger)
    wheelchair: Mapped[bool] = mapped_column(default=False)
    hearing_loop: Mapped[bool] = mapped_column(default=False)
    accessible_toilet: Mapped[bool] = mapped_column(default=False)
    accessible_parking: Mapped[bool] = mapped_column(default=False)
    access_note: Mapped[str] = mapped_column(String(500), default="")
    opening_note: Mapped[str] = mapped_column(String(500), default="")
    booking_email: Mapped[str] = mapped_column(String(254), default="")
    retired: Mapped[bool] = mapped_column(default=False)
    area: Mapped[Area | None] = relationship()
    owner: Mapped[Organisation | None] = relationship()
    __table_args__ = (CheckConstraint("capacity > 0", name="capacity"),)
