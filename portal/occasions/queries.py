"""Reading occasions."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.occasions.models import Occasion, dialogue_occasion


def of_dialogue(dialogue_id: int) -> list[Occasion]:
    """The occasions of a dialogue in order of time, with the dialogues that share them."""
    return list(
        db.session.scalars(
            select(Occasion)
            .join(dialogue_occasion)
            .where(dialogue_occasion.c.dialogue_id == dialogue_id)
            .options(selectinload(Occasion.dialogues).load_only(Dialogue.slug, Dialogue.status))
            .order_by(Occasion.starts, Occasion.id)
        )
    )
