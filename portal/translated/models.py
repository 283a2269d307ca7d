"""The table of translations: one text of a dialogue in one language."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, Stamped, choice
from portal.domain.wording import How


class Translation(Stamped, Base):
    """One text in one language; `part` says which text of the dialogue, `follows` are the Swedish words it renders.

    Once the Swedish words are others, the translation is older than the original.
    """

    __tablename__ = "translation"
    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    how: Mapped[How] = mapped_column(choice(How), default=How.HUMAN)
    follows: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    __table_args__ = (
        CheckConstraint("language <> 'sv'", name="language"),
        CheckConstraint("text <> ''", name="text"),
        Index("uq_translation_dialogue", "dialogue_id", "part", "language", unique=True),
    )
