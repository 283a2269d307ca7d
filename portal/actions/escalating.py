"""Tell coordinators once about decisions that residents should have had by now."""

from collections import Counter
from datetime import datetime

from sqlalchemy import update

from portal.db import db, transaction
from portal.domain.calendar import day_of
from portal.domain.rights import Act
from portal.domain.submissions import TO_DECIDE
from portal.mail.outbox import post
from portal.staff import queries as staff
from portal.submissions.models import Submission


def tell_late(moment: datetime) -> int:
    """Record one letter a day to each coordinator whose organisations have newly late decisions; returns how many.

    A submission is told of once, and once more when its sender has answered a question or asked for another look.
    """
    with transaction():
        late = Counter(
            db.session.scalars(
                update(Submission)
                .where(Submission.state.in_(TO_DECIDE), Submission.due_at < moment, Submission.escalated_at.is_(None))
                .values(escalated_at=moment)
                .returning(Submission.organisation_id)
            )
        )
        counts, people = Counter[int](), {}
        for organisation_id, number in late.items():
            for person in staff.granted(Act.COORDINATE, organisation_id):
                people[person.id] = person
                counts[person.id] += number
        return sum(
            post(
                key=f"late_submissions:{person.id}:{day_of(moment)}",
                to=person.email,
                language=person.language,
                kind="late_submissions",
                facts={"number": counts[person.id]},
            )
            for person in people.values()
        )
