"""Publish the figures of dialogues that reported before figures were kept for the public."""

from sqlalchemy import exists, select

from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.domain import lifecycle
from portal.outcomes.models import Participation, ShownFigures
from portal.publications.refresh import refresh

AT_A_TIME = 100


def show_missing_figures() -> int:
    """Refresh every reported dialogue whose counts the public has never been told; returns how many there were."""
    done = 0
    while True:
        with transaction():
            found = db.session.scalars(
                select(Dialogue)
                .where(
                    Dialogue.status.in_(lifecycle.REPORTED),
                    Dialogue.published_at.is_not(None),
                    exists().where(Participation.dialogue_id == Dialogue.id),
                    ~exists().where(ShownFigures.dialogue_id == Dialogue.id, ShownFigures.kind == "participation"),
                )
                .order_by(Dialogue.id)
                .limit(AT_A_TIME)
            ).all()
            if not found:
                return done
            refresh(found)
            done += len(found)
