"""The tables of what came of a dialogue."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Numeric, SmallInteger, String, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, Created, Json, Moment, Spoken, Stamped, Texts, choice, swedish
from portal.dialogues.models import Dialogue
from portal.domain.words import CommitmentStatus, CountMethod, FeedbackKind, FindingKind, FindingStrength, ReuseKind
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.taxonomy.models import TargetGroup, Theme


def _link(name: str, target: str) -> Table:
    """A plain many-to-many table from finding to `target`."""
    return Table(
        f"finding_{name}",
        Base.metadata,
        Column("finding_id", ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True),
        Column(f"{name}_id", ForeignKey(f"{target}.id"), primary_key=True),
    )


finding_theme = _link("theme", "theme")
finding_area = _link("area", "area")
finding_group = _link("group", "target_group")


class Participation(Stamped, Base):
    """How many took part in an occasion, or in the whole dialogue; counts only, never persons."""

    __tablename__ = "participation"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    method: Mapped[CountMethod] = mapped_column(choice(CountMethod))
    total: Mapped[int]
    women: Mapped[int]
    men: Mapped[int]
    other: Mapped[int]
    bands: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    home_areas: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    languages: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    channels: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, server_default="{}")
    first_time: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    dialogue: Mapped[Dialogue] = relationship()
    __table_args__ = (
        CheckConstraint("women >= 0 AND men >= 0 AND other >= 0", name="not_negative"),
        CheckConstraint("women + men + other = total", name="genders_sum_to_total"),
        CheckConstraint("first_time BETWEEN 0 AND total", name="first_time"),
        Index(
            "uq_participation_place", "dialogue_id", "occasion_id", unique=True, postgresql_nulls_not_distinct=True
        ),
    )


class Finding(Stamped, Base):
    """A short, reusable statement of what was learnt."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    texts: Mapped[Spoken]
    kind: Mapped[FindingKind] = mapped_column(choice(FindingKind))
    strength: Mapped[FindingStrength] = mapped_column(choice(FindingStrength))
    evidence: Mapped[str] = mapped_column(String(300), default="")
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id", ondelete="SET NULL"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"))
    document_page: Mapped[int | None] = mapped_column(SmallInteger)
    valid_until: Mapped[date | None]
    withdrawn_at: Mapped[Moment | None]
    dialogue: Mapped[Dialogue] = relationship()
    themes: Mapped[list[Theme]] = relationship(secondary=finding_theme, order_by=Theme.position)
    areas: Mapped[list[Area]] = relationship(secondary=finding_area, order_by=Area.id)
    groups: Mapped[list[TargetGroup]] = relationship(secondary=finding_group, order_by=TargetGroup.position)
    __table_args__ = (swedish("texts", high=500), CheckConstraint("document_page > 0", name="document_page"))


class FeedbackPost(Stamped, Base):
    """What the organiser tells those who took part; `notified_at` when followers were told."""

    __tablename__ = "feedback_post"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FeedbackKind] = mapped_column(choice(FeedbackKind))
    published_on: Mapped[date]
    texts: Mapped[Spoken]
    notified_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    dialogue: Mapped[Dialogue] = relationship()
    __table_args__ = (swedish("texts", high=10_000),)


class Commitment(Stamped, Base):
    """A promise by an organisation, followed publicly until it is settled."""

    __tablename__ = "commitment"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision_link.id", ondelete="SET NULL"))
    texts: Mapped[Spoken]
    due: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(String(60))
    status: Mapped[CommitmentStatus] = mapped_column(choice(CommitmentStatus), default=CommitmentStatus.PROPOSED)
    settled_on: Mapped[date | None]
    dialogue: Mapped[Dialogue] = relationship()
    organisation: Mapped[Organisation] = relationship()
    updates: Mapped[list["CommitmentUpdate"]] = relationship(
        cascade="all, delete-orphan", order_by="CommitmentUpdate.id"
    )
    __table_args__ = (
        swedish("texts", high=1000),
        CheckConstraint("status = 'proposed' OR due IS NOT NULL", name="promised_has_due"),
        CheckConstraint(
            "(status IN ('done', 'partly_done', 'not_done')) = (settled_on IS NOT NULL)", name="settled_has_day"
        ),
        Index(
            "ix_commitment_open",
            "due",
            "id",
            postgresql_include=["status", "organisation_id", "dialogue_id"],
            postgresql_where=text("settled_on IS NULL"),
        ),
        Index(
            "ix_commitment_settled",
            text("settled_on DESC"),
            "id",
            postgresql_include=["organisation_id", "dialogue_id"],
            postgresql_where=text("settled_on IS NOT NULL"),
        ),
    )


class CommitmentUpdate(Base):
    """One public step in the history of a promise, with the text and date it had before when changed."""

    __tablename__ = "commitment_update"
    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"), index=True)
    on_day: Mapped[date]
    status: Mapped[CommitmentStatus] = mapped_column(choice(CommitmentStatus))
    comment: Mapped[str] = mapped_column(String(1000))
    due: Mapped[date | None]
    old_texts: Mapped[Texts | None] = mapped_column(JSONB(none_as_null=True))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    at: Mapped[Created]
    __table_args__ = (CheckConstraint("char_length(comment) >= 20", name="comment_length"),)


class OutcomeMeasure(Stamped, Base):
    """A measured effect of a dialogue: an indicator, its unit, and its value on a day."""

    __tablename__ = "outcome_measure"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    indicator: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(40))
    value: Mapped[float] = mapped_column(Numeric(14, 3))
    on_day: Mapped[date]
    source: Mapped[str] = mapped_column(String(300), default="")
    social_value: Mapped[str | None] = mapped_column(String(80))
    sdg: Mapped[int | None] = mapped_column(SmallInteger)
    withdrawn_at: Mapped[Moment | None]
    __table_args__ = (CheckConstraint("sdg BETWEEN 1 AND 17", name="sdg"),)


class BallotOption(Stamped, Base):
    """A proposal that residents voted on in a participatory budget, and the promise that carries it out."""

    __tablename__ = "ballot_option"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(300))
    cost: Mapped[int | None]
    votes: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=False)
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitment.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[Moment | None]
    __table_args__ = (CheckConstraint("cost >= 0 AND votes >= 0", name="not_negative"),)


class Evaluation(Stamped, Base):
    """What worked, what was learnt, how people were in fact reached, and the after-form (1 to 5, ten answers)."""

    __tablename__ = "evaluation"
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    worked: Mapped[Texts] = mapped_column(JSONB, default=dict)
    lessons: Mapped[str] = mapped_column(Text, default="")
    differently: Mapped[str] = mapped_column(Text, default="")
    recruitment_used: Mapped[list[str]] = mapped_column(ARRAY(String(30)), default=list)
    answers: Mapped[int | None] = mapped_column(SmallInteger)
    felt_heard: Mapped[float | None] = mapped_column(Numeric(3, 2))
    understood: Mapped[float | None] = mapped_column(Numeric(3, 2))
    again: Mapped[float | None] = mapped_column(Numeric(3, 2))
    __table_args__ = (
        CheckConstraint(
            "coalesce(felt_heard, 1) BETWEEN 1 AND 5 AND coalesce(understood, 1) BETWEEN 1 AND 5"
            " AND coalesce(again, 1) BETWEEN 1 AND 5",
            name="averages",
        ),
        CheckConstraint(
            "answers >= 10 OR (felt_heard IS NULL AND understood IS NULL AND again IS NULL)", name="enough_answers"
        ),
    )


class EntryRevision(Base):
    """A finding, post, count or other entry as it stood before it was corrected or withdrawn."""

    __tablename__ = "entry_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[int]
    before: Mapped[Json]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    at: Mapped[Created]


class ShownFigures(Base):
    """Figures about people as they were once published; later ones must not differ so that anybody is revealed."""

    __tablename__ = "shown_figures"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    figures: Mapped[Json]
    at: Mapped[Created]
    __table_args__ = (CheckConstraint("kind IN ('participation', 'after_form', 'ballot')", name="kind"),)


class ReuseLink(Base):
    """A newer dialogue that builds on, adds to or repeats an earlier one."""

    __tablename__ = "reuse_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    earlier_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id", ondelete="SET NULL"))
    kind: Mapped[ReuseKind] = mapped_column(choice(ReuseKind))
    reason: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        CheckConstraint("dialogue_id <> earlier_id", name="other"),
        CheckConstraint("kind <> 'repeats' OR char_length(reason) >= 50", name="repeats_says_why"),
        Index(
            "uq_reuse_link",
            "dialogue_id",
            "earlier_id",
            "finding_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )
