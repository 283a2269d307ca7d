"""How submissions were handled, in true numbers: for staff, and for whoever makes them safe for the public."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Float, extract, func, or_, select, tuple_

from portal.db import db
from portal.domain.submissions import TO_DECIDE
from portal.domain.words import SubmissionState
from portal.organisations.models import Organisation
from portal.submissions.models import Submission
from portal.submissions.queue import within

A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Decided:
    """First decisions: how many, how many of them within the promised time, and the median of days they took."""

    number: int = 0
    in_time: int = 0
    median_days: float | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a decision: how many, how many of them late, and since when the first of them has waited."""

    number: int = 0
    late: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """A stretch of time: what came in by organisation and by kind, first decisions (None: all), and refusals.

    Organisations are slugs; refusals are counted by kind and reason.
    """

    received: Counter[str]
    kinds: Counter[str]
    decided: dict[str | None, Decided]
    declined: Counter[tuple[str, str]]


def handled(since: datetime, until: datetime, *, organisations: Collection[int] | None) -> Handled:
    """What happened from one moment until another, with some organisations (None: all). Three statements."""
    received, kinds = Counter[str](), Counter[str]()
    for organisation, kind, number in _received(since, until, organisations):
        received[organisation] += number
        kinds[kind] += number
    return Handled(
        received=received,
        kinds=kinds,
        decided=_decided(since, until, organisations),
        declined=_declined(since, until, organisations),
    )


def waiting(moment: datetime, *, organisations: Collection[int] | None) -> dict[str, Waiting]:
    """What waits for a decision now, by organisation. One statement."""
    late = func.count().filter(Submission.due_at < moment)
    asked = (
        select(Organisation.slug, func.count(), late, func.min(Submission.created_at))
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .where(Submission.decided_at.is_(None), Submission.state.in_(TO_DECIDE))
        .group_by(Organisation.slug)
    )
    rows = db.session.execute(within(asked, organisations))
    return {slug: Waiting(number, overdue, since) for slug, number, overdue, since in rows}


def waited(moment: datetime) -> dict[str, Waiting]:
    """What waited for its first decision at a moment that has passed, by organisation. One statement."""
    late = func.count().filter(Submission.first_due_at < moment)
    still = or_(Submission.first_decided_at.is_(None), Submission.first_decided_at >= moment)
    # What its sender took back before waits for nobody.
    there = or_(Submission.state != SubmissionState.WITHDRAWN, Submission.closed_at >= moment)
    asked = (
        select(Organisation.slug, func.count(), late, func.min(Submission.created_at))
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .where(Submission.created_at < moment, still, there)
        .group_by(Organisation.slug)
    )
    rows = db.session.execute(asked)
    return {slug: Waiting(number, overdue, since) for slug, number, overdue, since in rows}


def first_received() -> datetime | None:
    """When the first submission of all came in."""
    return db.session.scalar(select(func.min(Submission.created_at)))


def _received(since: datetime, until: datetime, organisations: Collection[int] | None) -> list[tuple[str, str, int]]:
    asked = (
        select(Organisation.slug, Submission.kind, func.count())
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .where(Submission.created_at >= since, Submission.created_at < until)
        .group_by(Organisation.slug, Submission.kind)
    )
    return [(slug, kind, number) for slug, kind, number in db.session.execute(within(asked, organisations))]


def _decided(since: datetime, until: datetime, organisations: Collection[int] | None) -> dict[str | None, Decided]:
    moment = Submission.first_decided_at
    took = (extract("epoch", moment - Submission.created_at) / A_DAY).cast(Float)
    asked = (
        select(
            Organisation.slug,
            func.count(),
            func.count().filter(moment <= Submission.first_due_at),
            func.percentile_cont(0.5).within_group(took),
        )
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .where(moment >= since, moment < until)
        .group_by(func.grouping_sets(tuple_(), tuple_(Organisation.slug)))
    )
    return {slug: Decided(*numbers) for slug, *numbers in db.session.execute(within(asked, organisations))}


def _declined(since: datetime, until: datetime, organisations: Collection[int] | None) -> Counter[tuple[str, str]]:
    asked = (
        select(Submission.kind, Submission.decline_reason, func.count())
        .where(Submission.decline_reason.is_not(None), Submission.decided_at >= since, Submission.decided_at < until)
        .group_by(Submission.kind, Submission.decline_reason)
    )
    rows = db.session.execute(within(asked, organisations))
    return Counter({(kind, str(reason)): number for kind, reason, number in rows})
