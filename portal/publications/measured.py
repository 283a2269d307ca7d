"""What was measured after dialogues, gathered for those who sum up a year."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Text, cast, select, text

from portal.db import db
from portal.publications.figures import Measure
from portal.publications.models import MEASURED, PublishedItem
from portal.publications.pages import Card

MOST = 10_000
"""Dialogues of one file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure, the dialogue after which it was taken, and the global goals that dialogue serves."""

    card: Card
    measure: Measure
    global_goals: tuple[int, ...]


def measured(*, year: int | None = None) -> list[Measured]:
    """Every published measure of a year (None: of all), the latest first; one statement."""
    page = PublishedItem.page
    rows = db.session.connection().execute(
        select(cast(PublishedItem.card, Text), cast(page["measures"], Text), cast(page["global_goals"], Text))
        .where(text(MEASURED))
        .order_by(PublishedItem.id.desc())
        .limit(MOST)
    )
    found = [
        Measured(
            card=msgspec.json.decode(card, type=Card),
            measure=one,
            global_goals=msgspec.json.decode(goals or "[]", type=tuple[int, ...]),
        )
        for card, measures, goals in rows
        for one in msgspec.json.decode(measures, type=tuple[Measure, ...])
        if year in (None, one.on.year)
    ]
    return sorted(found, key=lambda one: one.measure.on, reverse=True)
