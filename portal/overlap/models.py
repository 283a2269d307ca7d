"""The tables of overlap: assessments, the weights they were made with, and what is asked when and where."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Created, Moment, choice
from portal.domain.deciding import AssessedAt, NoteKind, ProposalState


class WeightsVersion(Base):
    """The numbers of the fatigue model as they stood; a new version never rewrites an old assessment."""

    __tablename__ = "weights_version"
    version: Mapped[int] = mapped_column(primary_key=True)
    weights: Mapped[dict[str, object]] = mapped_column(JSONB)
    made_at: Mapped[Created]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Assessment(Base):
    """The overlap of one dialogue as it was judged at one moment, and what was decided then.

    `taken` is the suggestion that was followed, when one was.
    """

    __tablename__ = "fatigue_assessment"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    at: Mapped[Created]
    moment: Mapped[AssessedAt] = mapped_column(choice(AssessedAt), default=AssessedAt.COORDINATION)
    taken: Mapped[str] = mapped_column(String(60), default="")
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
        Index("ix_fatigue_assessment_high", "id", postgresql_where=text("level IN ('high', 'very_high')")),
    )


class Note(Base):
    """What a coordinator said about an assessment: a comment, an invitation to talk, or that it is settled."""

    __tablename__ = "fatigue_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("fatigue_assessment.id", ondelete="CASCADE"), index=True)
    at: Mapped[Created]
    kind: Mapped[NoteKind] = mapped_column(choice(NoteKind))
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))


class Proposal(Base):
    """One organiser asks another to hold their dialogues together, at the occasion of `host_id`.

    `before` and `after` are the scores of the asking dialogue as they were shown when it was proposed.
    """

    __tablename__ = "joint_proposal"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState), default=ProposalState.PROPOSED)
    at: Mapped[Created]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    message: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[int] = mapped_column(SmallInteger)
    after: Mapped[int] = mapped_column(SmallInteger)
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        CheckConstraint("dialogue_id <> other_id AND host_id IN (dialogue_id, other_id)", name="two"),
        CheckConstraint("(state = 'proposed') = (answered_at IS NULL)", name="answered"),
        Index(
            "uq_joint_proposal_open",
            text("least(dialogue_id, other_id)"),
            text("greatest(dialogue_id, other_id)"),
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
    )


class Notice(Base):
    """Somebody is to be told that a dialogue now overlaps with theirs; `mailed_at` when it was written to them."""

    __tablename__ = "overlap_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    points: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[Created]
    mailed_at: Mapped[Moment | None]
    __table_args__ = (
        UniqueConstraint("dialogue_id", "other_id"),
        Index("ix_overlap_notice_waiting", "id", postgresql_where=text("mailed_at IS NULL")),
    )


SHORT_DAYS = 92
"""Short dialogues are found by their first day, longer ones by their last, so that few are read in vain."""

# All that is read of a stored ask stands in the index that finds it, so that the table itself is left alone.
_READ = (
    *("dialogue_id", "lead_id", "reported_on", "minutes", "published", "asks_all"),
    *("areas", "themes", "groups"),
)


class StoredAsk(Base):
    """A dialogue reduced to what the rules of overlap read, kept in the transaction that changes the dialogue.

    `ends` is the last day that can be written while the dialogue goes on without one. `groups` hold those they
    lie within, too. `counts` tells whether others are judged against it, `published` whether residents see it.
    """

    __tablename__ = "overlap_ask"
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    starts: Mapped[date]
    ends: Mapped[date]
    reported_on: Mapped[date | None]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    statutory: Mapped[bool]
    counts: Mapped[bool]
    published: Mapped[bool]
    asks_all: Mapped[bool]
    areas: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    themes: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    groups: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    __table_args__ = (
        Index(
            "ix_overlap_ask_short",
            "starts",
            postgresql_include=["ends", *_READ],
            postgresql_where=text(f"counts AND ends - starts <= {SHORT_DAYS}"),
        ),
        Index(
            "ix_overlap_ask_long",
            "ends",
            postgresql_include=["starts", *_READ],
            postgresql_where=text(f"counts AND ends - starts > {SHORT_DAYS}"),
        ),
        Index(
            "ix_overlap_ask_unanswered",
            "ends",
            postgresql_include=["starts", *_READ],
            postgresql_where=text("counts AND reported_on IS NULL"),
        ),
    )


class LoadDue(Base):
    """A month whose load must be summed anew; written with the change that causes it, taken by the job that sums."""

    __tablename__ = "load_due"
    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(index=True)
    since: Mapped[Created]
