"""The tables of what residents send in; the text they sent is never overwritten."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Moment, Stamped, choice
from portal.dialogues.models import Dialogue
from portal.domain.words import DeclineReason, SubmissionKind, SubmissionState
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.taxonomy.models import Theme


class Submission(Stamped, Base):
    """Something sent in through a form; known to its sender by a secret code of 128 bits."""

    __tablename__ = "submission"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    once: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[SubmissionKind] = mapped_column(choice(SubmissionKind))
    state: Mapped[SubmissionState] = mapped_column(choice(SubmissionState), default=SubmissionState.RECEIVED)
    revision: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    shown_title: Mapped[str | None] = mapped_column(String(120))
    shown_body: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    show_name: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(254), default="")
    on_behalf_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    spam_score: Mapped[int] = mapped_column(default=0)
    marks: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list)
    due_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(choice(DeclineReason))
    forwarded_to: Mapped[str] = mapped_column(String(200), default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id", ondelete="SET NULL"))
    contact_blanked_at: Mapped[Moment | None]
    area: Mapped[Area | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    about: Mapped[Dialogue | None] = relationship(foreign_keys=[about_id])
    draft: Mapped[Dialogue | None] = relationship(foreign_keys=[draft_id])
    events: Mapped[list["ModerationEvent"]] = relationship(order_by="ModerationEvent.id")
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("state <> 'declined' OR decline_reason IS NOT NULL", name="declined_says_why"),
        CheckConstraint("char_length(title) >= 5", name="title_length"),
        CheckConstraint("char_length(body) BETWEEN 10 AND 8000", name="body_length"),
        Index("ix_submission_open", "organisation_id", "due_at", postgresql_where=text("decided_at IS NULL")),
    )


class ModerationEvent(Base):
    """One step in the handling of a submission; `message` is what the sender is told."""

    __tablename__ = "moderation_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    at: Mapped[Created]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(30))
    state: Mapped[SubmissionState] = mapped_column(choice(SubmissionState))
    reason: Mapped[DeclineReason | None] = mapped_column(choice(DeclineReason))
    message: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Attachment(Base):
    """A file sent with a submission, kept apart until it is approved."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    stored_name: Mapped[str] = mapped_column(String(80))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[Created]
    __table_args__ = (CheckConstraint("size BETWEEN 1 AND 10485760", name="size"),)
