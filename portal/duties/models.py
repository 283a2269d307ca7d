"""The table of reminders that have been sent."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created, choice
from portal.domain.words import DutyKind


class Reminder(Base):
    """One reminder of one duty, sent once: `key` names the duty, whom it went to and the day it was planned for."""

    __tablename__ = "reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(400), unique=True)
    kind: Mapped[DutyKind] = mapped_column(choice(DutyKind))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    planned: Mapped[date]
    sent_on: Mapped[date]
    at: Mapped[Created]
