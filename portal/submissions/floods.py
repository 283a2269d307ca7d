"""Reading the decisions about whole floods that can still be undone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.db import db, now
from portal.submissions.models import FloodDecision


@dataclass(frozen=True, slots=True)
class Declined:
    """A flood that somebody has declined; it counts from `settles_at`."""

    id: int
    settles_at: datetime


def declined_by(staff_id: int) -> Declined | None:
    """What one moderator declined last and can still undo."""
    row = db.session.execute(
        select(FloodDecision.id, FloodDecision.settles_at)
        .where(FloodDecision.by_id == staff_id, FloodDecision.settles_at > now())
        .order_by(FloodDecision.id.desc())
        .limit(1)
    ).first()
    return Declined(*row) if row else None
