"""Take away what is known about people when the time promised to them is over; each deletion is noted without it."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from portal import audit
from portal.db import db, transaction
from portal.dialogues import queries as dialogues
from portal.domain import retention
from portal.domain.calendar import add_months
from portal.leaders.models import Leader
from portal.occasions.models import Occasion
from portal.publications.refresh import refresh
from portal.registrations.models import Registration


def forget_guests(moment: datetime) -> int:
    """Delete sign-ups when their time is over, and what people need as soon as the occasion is; returns how many.

    Who asked for the result is kept until it was told, and so long after.
    """
    kept, longest = timedelta(retention.REGISTRATION_DAYS), timedelta(retention.LONGEST_WAIT_FOR_RESULT_DAYS)
    over = func.greatest(Occasion.ends, func.coalesce(Registration.told_result_at, Occasion.ends))
    with transaction():
        db.session.execute(
            update(Registration)
            .where(
                Registration.occasion_id == Occasion.id,
                Occasion.ends < moment - timedelta(retention.NEEDS_DAYS),
                or_(func.cardinality(Registration.services) > 0, Registration.spoken != ""),
            )
            .values(services=[], spoken="")
        )
        ended = (
            select(Registration.id)
            .join(Occasion)
            .where(
                over < moment - kept,
                or_(
                    ~Registration.tell_result,
                    Registration.confirmed_at.is_(None),
                    Registration.told_result_at.is_not(None),
                    Occasion.ends < moment - longest,
                ),
            )
        )
        gone = list(
            db.session.execute(
                delete(Registration).where(Registration.id.in_(ended)).returning(Registration.id)
            ).scalars()
        )
        for one in gone:
            audit.record(staff_id=None, act="forget", kind="registration", key=one)
    return len(gone)


def forget_leaders(*, today: date) -> int:
    """Remove name and contact of those who left two years ago; training and districts stay. Returns how many."""
    with transaction():
        found = db.session.scalars(
            update(Leader)
            .where(Leader.left_on <= add_months(today, -retention.LEADER_MONTHS), Leader.name != "")
            .values(name="", email="", telephone="", consented_on=None)
            .returning(Leader.id)
        ).all()
        for leader_id in found:
            audit.record(staff_id=None, act="forget_leader", kind="leader", key=leader_id)
            refresh(dialogues.carried_by(leader_id))
    return len(found)
