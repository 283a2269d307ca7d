"""Reading occasions, and what they say of the first and last day of their dialogues."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, cast, func, select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText
from portal.domain.words import Continuity, OccasionState, Status
from portal.occasions.models import Occasion, dialogue_occasion
from portal.organisations.models import Organisation


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


def shared(dialogue_id: int) -> bool:
    """Whether another dialogue shares an occasion of this one that has not been called off."""
    mine, theirs = dialogue_occasion.alias(), dialogue_occasion.alias()
    return bool(
        db.session.scalar(
            select(
                select(Occasion.id)
                .join(mine, mine.c.occasion_id == Occasion.id)
                .join(theirs, theirs.c.occasion_id == Occasion.id)
                .where(
                    mine.c.dialogue_id == dialogue_id,
                    theirs.c.dialogue_id != dialogue_id,
                    Occasion.state != OccasionState.CANCELLED,
                )
                .exists()
            )
        )
    )


def by_id(occasion_id: int) -> Occasion | None:
    """One occasion with the dialogues that share it."""
    return db.session.scalar(
        select(Occasion).where(Occasion.id == occasion_id).options(selectinload(Occasion.dialogues))
    )


def day_in_stockholm(moment: Any) -> ColumnElement[date]:
    """The day in Stockholm on which a column's moment falls."""
    return cast(func.timezone("Europe/Stockholm", moment), Date)


def _occasion_day(moment: Any) -> Any:
    return (
        select(day_in_stockholm(moment))
        .join(dialogue_occasion, dialogue_occasion.c.occasion_id == Occasion.id)
        .where(dialogue_occasion.c.dialogue_id == Dialogue.id, Occasion.state != OccasionState.CANCELLED)
        .correlate(Dialogue)
        .scalar_subquery()
    )


FIRST_DAY = func.least(Dialogue.starts, _occasion_day(func.min(Occasion.starts)))
"""The first day of a dialogue: the one announced, or an earlier occasion."""

LAST_DAY = func.greatest(
    Dialogue.ends, day_in_stockholm(Dialogue.response_deadline), _occasion_day(func.max(Occasion.ends))
)
"""The last day on which a dialogue may be joined: its end, its deadline or its last occasion, whichever is latest."""


def due_to_move(today: date) -> list[int]:
    """Dialogues that time itself moves: planned ones that have begun, open ones that have ended."""
    ends = Dialogue.continuity != Continuity.CONTINUOUS
    return list(
        db.session.scalars(
            select(Dialogue.id)
            .where(
                ((Dialogue.status == Status.PLANNED) & (today >= FIRST_DAY))
                | ((Dialogue.status == Status.OPEN) & ends & (today > LAST_DAY))
            )
            .order_by(Dialogue.id)
        )
    )


def span(dialogue: Dialogue) -> tuple[date | None, date | None]:
    """The first day of a dialogue and its last; a continuous one has no last."""
    first, last = db.session.execute(select(FIRST_DAY, LAST_DAY).where(Dialogue.id == dialogue.id)).one()
    return first, None if dialogue.continuity is Continuity.CONTINUOUS else last


def sharing(occasion_id: int, *, but: int) -> list[tuple[str, str]]:
    """Title and organiser of the other dialogues that share an occasion, in Swedish."""
    rows = db.session.execute(
        select(DialogueText.title, Organisation.short)
        .join(Dialogue, Dialogue.id == DialogueText.dialogue_id)
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .join(dialogue_occasion, dialogue_occasion.c.dialogue_id == Dialogue.id)
        .where(
            dialogue_occasion.c.occasion_id == occasion_id,
            DialogueText.language == "sv",
            Dialogue.id != but,
            Dialogue.status != Status.DRAFT,
        )
        .order_by(Dialogue.id)
    )
    return [(title, short) for title, short in rows]
