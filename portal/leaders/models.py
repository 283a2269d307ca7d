"""The tables of process leaders and facilitators."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Stamped, choice
from portal.domain.words import Independence
from portal.organisations.models import Organisation
from portal.places.models import Area

leader_district = Table(
    "leader_district",
    Base.metadata,
    Column("leader_id", ForeignKey("leader.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("area.id"), primary_key=True, index=True),
)


class Leader(Stamped, Base):
    """Somebody who carries dialogues through (process leader), leads talks (facilitator), or does both.

    The name is public only with consent; two years after `left_on` who it was is taken away.
    """

    __tablename__ = "leader"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    process_leader: Mapped[bool] = mapped_column(default=False)
    facilitator: Mapped[bool] = mapped_column(default=False)
    independence: Mapped[Independence] = mapped_column(choice(Independence), default=Independence.EMPLOYEE)
    training: Mapped[str] = mapped_column(String(300), default="")
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(8)), default=lambda: ["sv"])
    consented_on: Mapped[date | None]
    left_on: Mapped[date | None]
    organisation: Mapped[Organisation | None] = relationship()
    districts: Mapped[list[Area]] = relationship(secondary=leader_district, order_by=Area.id)
    __table_args__ = (
        CheckConstraint("process_leader OR facilitator", name="does_something"),
        CheckConstraint("cardinality(languages) > 0", name="languages"),
    )

    @property
    def trained(self) -> bool:
        """Whether some training is known."""
        return bool(self.training)

    @property
    def neutral(self) -> bool:
        """Whether the person stands outside the city's own staff."""
        return self.independence is not Independence.EMPLOYEE
