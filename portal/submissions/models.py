"""The tables of what residents send in; the text they sent is never overwritten."""

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Moment, Stamped, choice
from portal.dialogues.models import Dialogue
from portal.domain.submissions import CameBy, Verdict
from portal.domain.words import DeclineReason, SubmissionKind, SubmissionState
from portal.files.models import StoredFile
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.taxonomy.models import Theme


class Submission(Stamped, Base):
    """Something sent in through a form; known to its sender by a secret code of 128 bits.

    `due_at` is when the next decision is due, `first_due_at` when the first one was promised; that never changes.
    """

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
    written_in: Mapped[str | None] = mapped_column(String(8))
    fingerprint: Mapped[str] = mapped_column(String(32), default="")
    came_by: Mapped[CameBy] = mapped_column(choice(CameBy), default=CameBy.FORM)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    show_name: Mapped[bool] = mapped_column(default=False)
    name_approved: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(254), default="")
    on_behalf_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    spam_score: Mapped[int] = mapped_column(default=0)
    marks: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list)
    due_at: Mapped[Moment]
    first_due_at: Mapped[Moment]
    first_decided_at: Mapped[Moment | None]
    answer_due_at: Mapped[Moment]
    escalated_at: Mapped[Moment | None]
    asked_again_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    decline_reason: Mapped[DeclineReason | None] = mapped_column(choice(DeclineReason))
    forwarded_to: Mapped[str] = mapped_column(String(200), default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id", ondelete="SET NULL"), index=True)
    gathered_into_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), index=True)
    published_at: Mapped[Moment | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[Moment | None]
    contact_blanked_at: Mapped[Moment | None]
    disposed_at: Mapped[Moment | None]
    words: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('swedish', title || ' ' || body)", persisted=True), deferred=True
    )
    area: Mapped[Area | None] = relationship()
    theme: Mapped[Theme | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    about: Mapped[Dialogue | None] = relationship(foreign_keys=[about_id])
    draft: Mapped[Dialogue | None] = relationship(foreign_keys=[draft_id])
    events: Mapped[list["ModerationEvent"]] = relationship(order_by="ModerationEvent.id")
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id")
    decision: Mapped["Decision | None"] = relationship(back_populates="submission")
    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("state <> 'declined' OR decline_reason IS NOT NULL", name="declined_says_why"),
        CheckConstraint("disposed_at IS NOT NULL OR char_length(title) >= 5", name="title_length"),
        CheckConstraint("disposed_at IS NOT NULL OR char_length(body) BETWEEN 10 AND 8000", name="body_length"),
        CheckConstraint("gathered_into_id <> id", name="gathered_into_another"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_when"),
        CheckConstraint("state <> 'taken_down' OR published_at IS NULL", name="taken_down_is_not_shown"),
        Index("ix_submission_open", "organisation_id", "due_at", postgresql_where=text("decided_at IS NULL")),
        Index(
            "ix_submission_first_decided",
            "first_decided_at",
            postgresql_where=text("first_decided_at IS NOT NULL"),
            postgresql_include=["organisation_id", "created_at", "first_due_at"],
        ),
        Index("ix_submission_received", "created_at", postgresql_include=["organisation_id", "kind"]),
        Index(
            "ix_submission_declined",
            "decided_at",
            postgresql_where=text("decline_reason IS NOT NULL"),
            postgresql_include=["organisation_id", "kind", "decline_reason"],
        ),
        Index("ix_submission_fingerprint", "fingerprint", "created_at"),
        Index("ix_submission_words", "words", postgresql_using="gin"),
        Index("ix_submission_closed", "closed_at", postgresql_where=text("disposed_at IS NULL")),
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


class Decision(Base):
    """A decision that does not count yet: it can be undone until `settles_at`, or waits for a second person.

    There is one at most for a submission, and the row goes when the decision has been carried out or undone.
    """

    __tablename__ = "moderation_decision"
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(choice(Verdict))
    reason: Mapped[DeclineReason | None] = mapped_column(choice(DeclineReason))
    message: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    forward_to: Mapped[str] = mapped_column(String(200), default="")
    name_approved: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Created]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    second_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    settles_at: Mapped[Moment | None] = mapped_column(index=True)
    submission: Mapped[Submission] = relationship(back_populates="decision")
    __table_args__ = (
        CheckConstraint("second_by_id <> by_id", name="two_people"),
        CheckConstraint("verdict <> 'decline' OR reason IS NOT NULL", name="declined_says_why"),
        CheckConstraint("verdict <> 'forward' OR forward_to <> ''", name="forwarded_says_where"),
        CheckConstraint(
            "settles_at IS NULL OR second_by_id IS NOT NULL OR verdict <> 'decline'"
            " OR reason NOT IN ('hate_or_threat', 'secrecy')",
            name="two_people_agree",
        ),
    )


class FloodDecision(Base):
    """A no to the `members` of a flood that a moderator saw; undone until `settles_at`.

    `messages` is what the senders are told, by language. The row goes when all of it has been carried out.
    """

    __tablename__ = "flood_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    members: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    messages: Mapped[dict[str, str]] = mapped_column(JSONB)
    at: Mapped[Created]
    settles_at: Mapped[Moment] = mapped_column(index=True)


class Attachment(Base):
    """A file sent with a submission, checked and stripped; only those who moderate may open it."""

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), index=True)
    at: Mapped[Created]
    file: Mapped[StoredFile] = relationship()
    __table_args__ = (UniqueConstraint("submission_id", "sha256"),)


class RetentionRule(Base):
    """How many months after closing one kind of submission is kept, by which decision; others follow the usual rule.

    Without `text_months` the text is never taken away.
    """

    __tablename__ = "retention_rule"
    kind: Mapped[SubmissionKind] = mapped_column(choice(SubmissionKind), primary_key=True)
    contact_months: Mapped[int]
    text_months: Mapped[int | None]
    decision: Mapped[str] = mapped_column(String(120), default="")
    changed_at: Mapped[Created]
    __table_args__ = (
        CheckConstraint(
            "contact_months BETWEEN 0 AND 600 AND text_months BETWEEN contact_months AND 600", name="months"
        ),
    )
