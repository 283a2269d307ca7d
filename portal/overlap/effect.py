"""How the dialogues of the last year would have scored with other weights; nothing is kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.overlap import overlap
from portal.domain.weights import Weights
from portal.overlap.calendar import asks_of
from portal.overlap.models import StoredAsk
from portal.overlap.nearby import near
from portal.publications.catalogue import catalogue

SAMPLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How many of so many dialogues came to each level before and after, and how many changed level."""

    dialogues: int
    before: dict[str, int]
    after: dict[str, int]
    changed: int
    largest: int


def effect(old: Weights, new: Weights, *, today: date) -> Effect:
    """Judge the newest dialogues of the last year with both, each as on its first day; one statement for each."""
    names = catalogue()
    asked = StoredAsk.__table__.c
    rows = db.session.connection().execute(
        select(StoredAsk.__table__)
        .where(asked.counts, asked.starts.between(today - timedelta(365), today))
        .order_by(asked.starts.desc(), asked.dialogue_id)
        .limit(SAMPLE)
    )
    reach = max((old, new), key=lambda one: (one.horizon_days, one.near_km))
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    changed = largest = 0
    chosen = asks_of(rows.mappings(), names)
    for one in chosen:
        others = near(one, one.start, one.end, catalogue=names, weights=reach)
        was = overlap(one, others, today=one.start, weights=old)
        becomes = overlap(one, others, today=one.start, weights=new)
        before[was.level] += 1
        after[becomes.level] += 1
        changed += was.level != becomes.level
        largest = max(largest, abs(was.score - becomes.score))
    return Effect(dialogues=len(chosen), before=dict(before), after=dict(after), changed=changed, largest=largest)
