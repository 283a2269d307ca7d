"""The tables of what is owed, and of reminders that have been sent."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created, choice
from portal.domain.words import DutyKind


class KeptDuty(Base):
    """One thing owed, kept beside its dialogue so that the first page of the desk need not work out all of them.

    What `owed` finds and nothing else; every change of a dialogue brings it in step.
    """

    __tablename__ = "duty"
    kind: Mapped[DutyKind] = mapped_column(choice(DutyKind), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    due: Mapped[date]
    __table_args__ = (
        Index("ix_duty_dialogue_id", "dialogue_id"),
        Index("ix_duty_due", "due", "dialogue_id", "subject_id", postgresql_include=["kind", "organisation_id"]),
    )


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
