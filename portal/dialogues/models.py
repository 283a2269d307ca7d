"""The tables of dialogues: the record itself, its texts per language, and what it is tied to."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, attribute_keyed_dict, mapped_column, relationship

from portal.db import Base, Created, Moment, Spoken, Stamped, Texts, choice, swedish
from portal.domain.words import Continuity, DecisionState, Form, Influence, LegalBasis, Stage, Status
from portal.leaders.models import Leader
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.programmes.models import Programme
from portal.taxonomy.models import Method, TargetGroup, Theme


def _link(name: str, target: str) -> Table:
    """A plain many-to-many table from dialogue to `target`."""
    return Table(
        f"dialogue_{name}",
        Base.metadata,
        Column("dialogue_id", ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True),
        Column(f"{name}_id", ForeignKey(f"{target}.id"), primary_key=True, index=True),
    )


dialogue_area = _link("area", "area")
dialogue_theme = _link("theme", "theme")
dialogue_group = _link("group", "target_group")
dialogue_method = _link("method", "method")
dialogue_co_organiser = _link("co_organiser", "organisation")


class Dialogue(Stamped, Base):
    """One dialogue; `revision` rises with every change, so that nobody overwrites another's work."""

    __tablename__ = "dialogue"
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    slug: Mapped[str] = mapped_column(String(140), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    unpublished_from: Mapped[str | None] = mapped_column(String(40))
    lead_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    process_leader_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id"), index=True)
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("leader.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("dialogue.id", ondelete="SET NULL"))
    form: Mapped[Form] = mapped_column(choice(Form), default=Form.CITIZEN_DIALOGUE)
    influence: Mapped[Influence | None] = mapped_column(choice(Influence))
    legal_basis: Mapped[LegalBasis] = mapped_column(choice(LegalBasis), default=LegalBasis.VOLUNTARY)
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.NEEDS)
    continuity: Mapped[Continuity] = mapped_column(choice(Continuity), default=Continuity.DELIMITED)
    report_interval_months: Mapped[int | None] = mapped_column(SmallInteger)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    period_note: Mapped[str | None] = mapped_column(String(120))
    response_deadline: Mapped[Moment | None]
    official_channel_url: Mapped[str | None] = mapped_column(String(500))
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    expected: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(8)), default=lambda: ["sv"])
    partners: Mapped[list[str]] = mapped_column(ARRAY(String(120)), default=list)
    contact_function: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    needs_neutral: Mapped[bool] = mapped_column(default=False)
    perspectives: Mapped[list[str]] = mapped_column(ARRAY(String(20)), default=list, server_default="{}")
    global_goals: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list, server_default="{}")
    feedback_promised: Mapped[date | None]
    no_finding_because: Mapped[str] = mapped_column(Text, default="")
    budget_sek: Mapped[int | None]
    internal_note: Mapped[str] = mapped_column(Text, default="")
    overlap_reason: Mapped[str] = mapped_column(Text, default="")
    seldom_heard_reason: Mapped[str] = mapped_column(Text, default="")
    checklist: Mapped[Texts] = mapped_column(JSONB, default=dict)
    cancelled_reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    example: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[Moment | None]
    closed_on: Mapped[date | None]
    reported_on: Mapped[date | None]

    lead: Mapped[Organisation] = relationship()
    programme: Mapped[Programme | None] = relationship()
    process_leader: Mapped[Leader | None] = relationship(foreign_keys=[process_leader_id])
    facilitator: Mapped[Leader | None] = relationship(foreign_keys=[facilitator_id])
    areas: Mapped[list[Area]] = relationship(secondary=dialogue_area, order_by=Area.id)
    themes: Mapped[list[Theme]] = relationship(secondary=dialogue_theme, order_by=Theme.position)
    groups: Mapped[list[TargetGroup]] = relationship(secondary=dialogue_group, order_by=TargetGroup.position)
    methods: Mapped[list[Method]] = relationship(secondary=dialogue_method, order_by=Method.position)
    co_organisers: Mapped[list[Organisation]] = relationship(
        secondary=dialogue_co_organiser, order_by=Organisation.id
    )
    texts: Mapped[dict[str, "DialogueText"]] = relationship(
        collection_class=attribute_keyed_dict("language"), cascade="all, delete-orphan"
    )
    questions: Mapped[list["Question"]] = relationship(cascade="all, delete-orphan", order_by="Question.position")
    goals: Mapped[list["Goal"]] = relationship(cascade="all, delete-orphan", order_by="Goal.position")
    decisions: Mapped[list["DecisionLink"]] = relationship(
        cascade="all, delete-orphan", order_by="DecisionLink.position"
    )
    policy_links: Mapped[list["PolicyLink"]] = relationship(cascade="all, delete-orphan", order_by="PolicyLink.id")
    targets: Mapped[list["TargetAnalysis"]] = relationship(cascade="all, delete-orphan", order_by="TargetAnalysis.id")

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        CheckConstraint("ends IS NULL OR starts IS NULL OR ends >= starts", name="ends_after_starts"),
        CheckConstraint("continuity <> 'continuous' OR ends IS NULL", name="continuous_without_end"),
        CheckConstraint("report_interval_months BETWEEN 1 AND 12", name="report_interval"),
        CheckConstraint(
            "continuity <> 'continuous' OR report_interval_months IS NOT NULL"
            " OR status IN ('draft', 'coordination', 'unpublished', 'cancelled')",
            name="continuous_reports",
        ),
        CheckConstraint("minutes BETWEEN 1 AND 2000", name="minutes"),
        CheckConstraint("expected >= 0", name="expected"),
        CheckConstraint("budget_sek >= 0", name="budget"),
        CheckConstraint("official_channel_url IS NULL OR official_channel_url LIKE 'https://%'", name="https"),
        CheckConstraint("cardinality(languages) > 0", name="languages"),
        CheckConstraint(
            "perspectives <@ ARRAY['children', 'safety', 'health', 'equality']::varchar[]", name="perspectives"
        ),
        CheckConstraint("1 <= ALL (global_goals) AND 17 >= ALL (global_goals)", name="global_goals"),
        CheckConstraint(
            "status IN ('draft', 'coordination', 'unpublished', 'cancelled') OR "
            "(published_at IS NOT NULL AND influence IS NOT NULL AND starts IS NOT NULL)",
            name="published_is_complete",
        ),
        CheckConstraint("status <> 'cancelled' OR cancelled_reason <> ''", name="cancelled_says_why"),
        CheckConstraint(
            "feedback_promised IS NULL OR ends IS NULL OR feedback_promised <= ends + 180", name="feedback_in_time"
        ),
        Index("ix_dialogue_status_starts", "status", "starts"),
        Index(
            "ix_dialogue_newest",
            text("updated_at DESC"),
            text("id DESC"),
            postgresql_include=["status", "lead_id", "created_by_id"],
        ),
        Index(
            "ix_dialogue_days",
            text("daterange(starts, COALESCE(ends, starts), '[]')"),
            postgresql_using="gist",
            postgresql_include=["starts", "ends", "id", "status", "lead_id", "created_by_id"],
            postgresql_where=text("starts IS NOT NULL"),
        ),
    )


class DialogueText(Base):
    """The texts of a dialogue, in Swedish; what they are in other languages stands in `translation`."""

    __tablename__ = "dialogue_text"
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text, default="")
    easy_read: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    frame_in: Mapped[str] = mapped_column(Text, default="")
    frame_out: Mapped[str] = mapped_column(Text, default="")
    can_influence: Mapped[str] = mapped_column(Text, default="")
    cannot_influence: Mapped[str] = mapped_column(Text, default="")
    accessibility_note: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        CheckConstraint("char_length(title) >= 5", name="title_length"),
        CheckConstraint("char_length(summary) <= 400", name="summary_length"),
        CheckConstraint("language = 'sv'", name="swedish"),
    )


class Question(Base):
    """A question put to those who take part."""

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    texts: Mapped[Spoken]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    __table_args__ = (swedish("texts", high=500),)


class Goal(Base):
    """What the organiser wants to reach; scored 0 no, 1 partly, 2 yes when followed up."""

    __tablename__ = "goal"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(String(500))
    indicator: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[str] = mapped_column(String(300), default="")
    outcome: Mapped[str] = mapped_column(String(1000), default="")
    score: Mapped[int | None] = mapped_column(SmallInteger)
    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 2", name="score"),)


class DecisionLink(Base):
    """A political decision the dialogue feeds; the case number is free text and never parsed."""

    __tablename__ = "decision_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    body: Mapped[str] = mapped_column(String(200))
    month: Mapped[date | None]
    decided_on: Mapped[date | None]
    case_number: Mapped[str | None] = mapped_column(String(60))
    url: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[DecisionState] = mapped_column(choice(DecisionState), default=DecisionState.PLANNED)
    outcome: Mapped[Texts | None] = mapped_column(JSONB(none_as_null=True))
    __table_args__ = (CheckConstraint("url IS NULL OR url LIKE 'https://%'", name="https"),)


class PolicyLink(Base):
    """An assignment or goal of the city that the dialogue answers to, by its code."""

    __tablename__ = "policy_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str | None] = mapped_column(String(500))
    __table_args__ = (CheckConstraint("url IS NULL OR url LIKE 'https://%'", name="https"),)


class TargetAnalysis(Base):
    """Why a group is addressed, what keeps it away and how it is reached."""

    __tablename__ = "target_analysis"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("target_group.id"))
    why: Mapped[str] = mapped_column(Text, default="")
    seldom_heard: Mapped[bool] = mapped_column(default=False)
    barriers: Mapped[str] = mapped_column(Text, default="")
    recruitment: Mapped[list[str]] = mapped_column(ARRAY(String(30)), default=list)
    planned_share: Mapped[int | None] = mapped_column(SmallInteger)
    group: Mapped[TargetGroup] = relationship()
    __table_args__ = (
        UniqueConstraint("dialogue_id", "group_id"),
        CheckConstraint("planned_share BETWEEN 0 AND 100", name="share"),
    )


class Move(Base):
    """One move of a dialogue from state to state: who, when, why."""

    __tablename__ = "dialogue_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    at: Mapped[Created]
    old: Mapped[Status] = mapped_column(choice(Status, name="old"))
    new: Mapped[Status] = mapped_column(choice(Status, name="new"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Version(Base):
    """A dialogue as it was in one revision, whole, so that versions can be read and compared."""

    __tablename__ = "dialogue_version"
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Created]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    record: Mapped[dict[str, object]] = mapped_column(JSONB)


class DeskSearchDue(Base):
    """A dialogue to be entered anew in the search of the desk; written with its change, taken by the job."""

    __tablename__ = "desk_search_due"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int]
    since: Mapped[Created]
