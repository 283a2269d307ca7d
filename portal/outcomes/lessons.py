"""What organisers learnt from their dialogues, gathered for those who plan the next one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import JSONPATH

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText
from portal.domain.lifecycle import REPORTED
from portal.organisations.models import Organisation
from portal.outcomes.models import Evaluation
from portal.taxonomy.models import Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one dialogue taught: what worked (by part), lessons for others, what would be done differently."""

    dialogue_id: int
    title: str
    organiser: str
    ended: date | None
    worked: dict[str, str]
    lessons: str
    differently: str


def gathered(*, method: str = "", page: int = 1, size: int = 20) -> tuple[list[Lesson], int]:
    """One page of lessons, those of the dialogues that ended last first, and how many there are."""
    ended = func.coalesce(Dialogue.ends, Dialogue.starts)
    # The parts of what worked are kept even when nothing is said about them.
    said = or_(
        Evaluation.lessons != "",
        Evaluation.differently != "",
        func.jsonb_path_exists(Evaluation.worked, cast('$.* ? (@ != "")', JSONPATH)),
    )
    rules = [Dialogue.status.in_(REPORTED), said]
    if method:
        rules.append(Dialogue.methods.any(Method.slug == method))
    chosen = (
        select(
            Dialogue.id.label("dialogue_id"),
            DialogueText.title,
            Organisation.short.label("organiser"),
            ended.label("ended"),
            Evaluation.worked,
            Evaluation.lessons,
            Evaluation.differently,
        )
        .select_from(Evaluation)
        .join(Dialogue, Dialogue.id == Evaluation.dialogue_id)
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .where(*rules)
    )
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    rows = db.session.execute(
        chosen.order_by(ended.desc().nulls_last(), Dialogue.id.desc()).limit(size).offset((page - 1) * size)
    )
    return [Lesson(**row._mapping) for row in rows], total
