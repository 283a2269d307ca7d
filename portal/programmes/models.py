"""The table of programmes."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Spoken, Stamped, swedish
from portal.organisations.models import Organisation


class Programme(Stamped, Base):
    """An undertaking of several organisers that gathers dialogues; a retired one is kept but no longer offered."""

    __tablename__ = "programme"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    names: Mapped[Spoken]
    summaries: Mapped[Spoken]
    lead_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    retired: Mapped[bool] = mapped_column(default=False)
    lead: Mapped[Organisation] = relationship()
    __table_args__ = (swedish("names", high=120), swedish("summaries", high=2000))
