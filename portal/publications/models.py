"""The one table of what the public may see, and the version that every public change raises."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, deferred, mapped_column

from portal.db import Base, Created, choice
from portal.domain.following import NewsKind


class ContentVersion(Base):
    """A single row; taking the next version locks it until commit, so versions are committed in order."""

    __tablename__ = "content_version"
    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    content: Mapped[int] = mapped_column(default=1)
    reference: Mapped[int] = mapped_column(default=1)
    __table_args__ = (CheckConstraint("id = 1", name="single"),)


class News(Base):
    """Something readers may be told about a dialogue; `key` names its cause, so that nothing is news twice."""

    __tablename__ = "news"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Created]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[NewsKind] = mapped_column(choice(NewsKind))
    key: Mapped[str] = mapped_column(String(100), unique=True)


MEASURED = "kind = 'dialogue' AND page -> 'measures' -> 0 IS NOT NULL"
"""The dialogues after which something was measured: few, and known to an index."""


class PublishedItem(Base):
    """A dialogue, occasion, finding, commitment or document as the public sees it.

    `kind` and `key` name it ("finding", "12"). `card` and `page` are the JSON of `pages.py`; `place` is where
    it stands in the ordinary order of its kind, smallest first; `answer_due` is the day by which residents were
    promised a result that has not come; `cases` are the assignments and case numbers of a dialogue, as
    `domain.cases` spells them. A withdrawn item stays as an empty row (`card` null) so that readers of the versions
    learn that it is gone.
    """

    __tablename__ = "published_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(160))
    version: Mapped[int]
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"), index=True)
    status: Mapped[str | None] = mapped_column(String(20))
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    place: Mapped[int] = mapped_column(default=0)
    reported_on: Mapped[date | None]
    organisers: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list)
    districts: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list)
    areas: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list)
    themes: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list)
    groups: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list)
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(8)), default=list)
    influence: Mapped[str | None] = mapped_column(String(20))
    form: Mapped[str | None] = mapped_column(String(40))
    programme: Mapped[str | None] = mapped_column(String(80))
    answer_due: Mapped[date | None]
    cases: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    card: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    page: Mapped[dict[str, object] | None] = deferred(mapped_column(JSONB(none_as_null=True)))
    __table_args__ = (
        CheckConstraint("kind IN ('dialogue', 'occasion', 'finding', 'commitment', 'document')", name="kind"),
        Index("uq_published_item_kind", "kind", "key", unique=True),
        Index("ix_published_item_version", "version", "id"),
        Index(
            "ix_published_item_start",
            "kind",
            "starts",
            "id",
            postgresql_where=text("card IS NOT NULL"),
            postgresql_include=["ends", "place"],
        ),
        Index(
            "ix_published_item_days",
            text("daterange(starts, ends, '[]')"),
            postgresql_using="gist",
            postgresql_include=["place", "id", "starts", "ends", "districts"],
            postgresql_where=text("kind = 'occasion' AND card IS NOT NULL"),
        ),
        Index(
            "ix_published_item_latest",
            "kind",
            text("starts DESC NULLS LAST"),
            "id",
            postgresql_where=text("card IS NOT NULL"),
        ),
        Index("ix_published_item_end", "kind", "ends", postgresql_where=text("card IS NOT NULL")),
        Index("ix_published_item_place", "kind", "place", "id", postgresql_where=text("card IS NOT NULL")),
        Index("ix_published_item_status", "kind", "status", "place", "id", postgresql_where=text("card IS NOT NULL")),
        Index(
            "ix_published_item_newest", "kind", text("version DESC"), "id", postgresql_where=text("card IS NOT NULL")
        ),
        Index(
            "ix_published_item_promises",
            "organisers",
            "status",
            "starts",
            "ends",
            postgresql_where=text("kind = 'commitment' AND card IS NOT NULL"),
        ),
        Index("ix_published_item_reported", "kind", "reported_on", postgresql_where=text("card IS NOT NULL")),
        Index("ix_published_item_programme", "programme", "place", postgresql_where=text("programme IS NOT NULL")),
        Index(
            "ix_published_item_answer_due",
            "answer_due",
            postgresql_include=["id"],
            postgresql_where=text("answer_due IS NOT NULL"),
        ),
        Index("ix_published_item_districts", "districts", postgresql_using="gin"),
        Index("ix_published_item_areas", "areas", postgresql_using="gin"),
        Index("ix_published_item_themes", "themes", postgresql_using="gin"),
        Index("ix_published_item_measured", "id", postgresql_where=text(MEASURED)),
        Index("ix_published_item_cases", "cases", postgresql_using="gin"),
    )


class YearlyFigure(Base):
    """One number of the statistics: of a district (or "stockholm", for all) in the year its dialogues began.

    It is a sum over published pages alone, kept in step by the transaction that publishes them.
    """

    __tablename__ = "yearly_figure"
    area: Mapped[str] = mapped_column(String(80), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    measure: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int]


class ModerationQuarter(Base):
    """What is told of a quarter's submissions, by its first day: `figures` is the JSON of `quarters.Told`.

    Counted once, when the quarter is over, with small numbers hidden; never again, so that no difference tells more.
    """

    __tablename__ = "moderation_quarter"
    begins: Mapped[date] = mapped_column(primary_key=True)
    figures: Mapped[dict[str, object]] = mapped_column(JSONB)
    counted_at: Mapped[Created]


class LoadCell(Base):
    """What one group in one district is asked in one month: minutes and asks of one person, and how many dialogues.

    Published dialogues and those in coordination are summed apart, so that public pages read the former only.
    `direct` counts dialogues held in the district itself that name the group.
    """

    __tablename__ = "load_cell"
    month: Mapped[date] = mapped_column(primary_key=True)
    published: Mapped[bool] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("area.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("target_group.id"), primary_key=True)
    minutes: Mapped[float]
    asks: Mapped[float]
    dialogues: Mapped[int]
    direct: Mapped[int]


class LoadState(Base):
    """What the load was last summed with: a single row.

    `limits` are the numbers of the weights that the levels follow, `through` the last month that was summed.
    """

    __tablename__ = "load_state"
    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, default=1)
    reference: Mapped[int]
    weights_version: Mapped[int]
    limits: Mapped[dict[str, float]] = mapped_column(JSONB)
    through: Mapped[date]
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
