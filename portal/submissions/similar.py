"""What was sent in before about the same thing as a submission."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, func, select
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY

from portal.db import db
from portal.places.models import Area
from portal.submissions.models import Submission
from portal.submissions.queue import within

MOST = 5
NAMED = 200
"""So many characters of a text say well enough what it is about."""
_SWEDISH = cast("swedish", REGCONFIG)


@dataclass(frozen=True, slots=True)
class Like:
    """An earlier submission; `same` when it says word for word the same."""

    reference: str
    title: str
    language: str
    kind: str
    state: str
    area: str | None
    created_at: datetime
    same: bool


def submissions_like(
    submission_id: int, title: str, body: str, *, organisations: Collection[int] | None
) -> tuple[Like, ...]:
    """Submissions to some organisations (None: to any) that say the same or share the most words. One statement."""
    words = _any_of(f"{title} {body[:NAMED]}")
    mine = select(Submission.fingerprint).where(Submission.id == submission_id).scalar_subquery()
    same = (Submission.fingerprint == mine) & (Submission.fingerprint != "")
    rows = db.session.execute(
        within(
            select(
                Submission.reference,
                Submission.title,
                Submission.language,
                Submission.kind,
                Submission.state,
                Area.slug.label("area"),
                Submission.created_at,
                same.label("same"),
            )
            .outerjoin(Area, Area.id == Submission.area_id)
            .where(
                Submission.words.op("@@")(words), Submission.id != submission_id, Submission.disposed_at.is_(None)
            ),
            organisations,
        )
        .order_by(same.desc(), func.ts_rank(Submission.words, words, 1).desc(), Submission.id.desc())
        .limit(MOST)
    )
    return tuple(Like(*row) for row in rows)


def _any_of(text: str) -> object:
    """A query that any word of the text answers."""
    every = cast(func.plainto_tsquery(_SWEDISH, text), Text)
    return cast(func.replace(every, "&", "|"), TSQUERY)
