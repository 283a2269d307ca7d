"""What came in a flood is looked at once more when it can be seen whole: its first texts looked like any other."""

from collections import Counter
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, select, update

from portal.db import db, transaction
from portal.domain import echoes
from portal.domain.submissions import UNDECIDED, CameBy, Sign, spam_score
from portal.submissions.models import Submission

LOOKED_BACK = timedelta(hours=24)
MOST = 20_000
"""The newest so many are looked at: a larger flood is looked at in its last part."""


def look_again(moment: datetime) -> int:
    """Mark those of the last day whose sentences or phrases came again and again, before or after; returns how many.

    A sign gives way to a stronger one only: each was true when it was given.
    """
    rows = db.session.execute(
        select(Submission.id, Submission.body, Submission.fingerprint, Submission.marks)
        .where(
            Submission.state.in_(UNDECIDED),
            Submission.decided_at.is_(None),
            Submission.came_by == CameBy.FORM,
            Submission.created_at > moment - LOOKED_BACK,
        )
        .order_by(Submission.id.desc())
        .limit(MOST)
    ).all()
    if len(rows) <= echoes.MANY_AT_ONCE:
        return 0
    said = [echoes.sentences(row.body) for row in rows]
    worded = [echoes.phrases(row.body) for row in rows]
    times = Counter(sentence for one in said for sentence in one)
    alike = Counter(row.fingerprint for row in rows)
    often = Counter(phrase for one in worded for phrase in one)
    marked = []
    for row, sentences, phrases in zip(rows, said, worded, strict=True):
        known = set(map(Sign, row.marks))
        if Sign.ECHO in known:
            continue
        if alike[row.fingerprint] > echoes.OFTEN or echoes.is_echo([times[one] for one in sentences]):
            # What its sentences say, its phrases do not say once more.
            signs = known - {Sign.PATTERN} | {Sign.ECHO}
        elif Sign.REPEATED not in known and echoes.is_pattern([often[one] for one in phrases], among=len(rows)):
            signs = known | {Sign.PATTERN}
        else:
            continue
        if signs != known:
            marked.append({"its_id": row.id, "signs": sorted(signs), "score": spam_score(signs)})
    if marked:
        with transaction():
            db.session.connection().execute(_MARK, sorted(marked, key=lambda one: one["its_id"]))
    return len(marked)


# Past the revision: what a moderator has just opened is not changed under their hands.
_TABLE = cast(Table, Submission.__table__)
_MARK = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("its_id"))
    .values(marks=bindparam("signs"), spam_score=bindparam("score"))
)
