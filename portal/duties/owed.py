"""What organisers owe, as one statement: each kind of duty with its day, its organisation and its address."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Select,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.dialogues.models import Dialogue
from portal.domain.lifecycle import EVALUATION_MONTHS, FOLLOW_UP_MONTHS, PUBLIC
from portal.domain.promises import SETTLED
from portal.domain.readiness import NOTICE_DAYS
from portal.domain.words import (
    CommitmentStatus,
    Continuity,
    DutyKind,
    FeedbackKind,
    LegalBasis,
    OccasionState,
    Status,
)
from portal.occasions.models import Occasion, dialogue_occasion
from portal.occasions.queries import day_in_stockholm
from portal.organisations.models import Organisation
from portal.outcomes.models import Commitment, CommitmentUpdate, FeedbackPost, Finding, Participation

RESULTS_DAYS = 14
"""Results are to be written down within so many days after the last day of a dialogue."""

OLD_PLAN_DAYS = 60
"""A plan whose first day passed longer ago than this is taken for given up."""


def owed(kinds: tuple[DutyKind, ...] = tuple(DutyKind)) -> CompoundSelect[Any]:
    """Every duty of some kinds that is or will be open, whenever it is due; which ones count today, `counting` says.

    Columns: kind, dialogue_id, subject_id (a promise, an occasion or the dialogue itself), organisation_id, due,
    since (the day it arose, where that matters) and address (whom to write to).
    """
    return union_all(*(_MADE[kind]() for kind in kinds))


def counting(kind: Any, due: Any, *, today: date) -> ColumnElement[bool]:
    """Whether a duty counts today: nobody confirms an occasion before it is over, nor publishes a plan given up."""
    over: ColumnElement[bool] = (kind != DutyKind.HELD.value) | (due < today)
    alive: ColumnElement[bool] = (kind != DutyKind.PUBLISH.value) | (
        due >= today - timedelta(OLD_PLAN_DAYS + NOTICE_DAYS)
    )
    return over & alive


def _line(kind: DutyKind, due: Any, *, since: Any = None, subject: Any = Dialogue.id) -> Select[Any]:
    """One kind of duty about dialogues; the contact of the dialogue is written to, or else its organiser."""
    address = func.coalesce(func.nullif(Dialogue.contact_email, ""), Organisation.email)
    columns = _columns(kind, due, since=since, subject=subject, owner=Dialogue.lead_id, address=address)
    return select(*columns).select_from(Dialogue).join(Organisation, Organisation.id == Dialogue.lead_id)


def _columns(kind: DutyKind, due: Any, *, since: Any, subject: Any, owner: Any, address: Any) -> tuple[Any, ...]:
    return (
        literal(kind.value).label("kind"),
        Dialogue.id.label("dialogue_id"),
        subject.label("subject_id"),
        owner.label("organisation_id"),
        cast(due, Date).label("due"),
        cast(since if since is not None else null(), Date).label("since"),
        address.label("address"),
    )


def _publish() -> Select[Any]:
    return _line(DutyKind.PUBLISH, Dialogue.starts - NOTICE_DAYS).where(
        Dialogue.status.in_((Status.DRAFT, Status.COORDINATION)),
        Dialogue.legal_basis == LegalBasis.VOLUNTARY,
        Dialogue.starts.is_not(None),
    )


def _held() -> Select[Any]:
    ended = day_in_stockholm(Occasion.ends)
    return (
        _line(DutyKind.HELD, ended, subject=Occasion.id)
        .join(dialogue_occasion, dialogue_occasion.c.dialogue_id == Dialogue.id)
        .join(Occasion, Occasion.id == dialogue_occasion.c.occasion_id)
        .where(
            Dialogue.status.in_((Status.OPEN, Status.COMPILING)),
            Occasion.state.in_((OccasionState.PLANNED, OccasionState.MOVED)),
        )
    )


def _results() -> Select[Any]:
    counted = select(Participation.id).where(Participation.dialogue_id == Dialogue.id).exists()
    learnt = select(Finding.id).where(Finding.dialogue_id == Dialogue.id).exists()
    return _line(DutyKind.RESULTS, Dialogue.closed_on + RESULTS_DAYS, since=Dialogue.closed_on).where(
        Dialogue.status == Status.COMPILING, ~(counted & (learnt | (Dialogue.no_finding_because != "")))
    )


def _feedback() -> Select[Any]:
    return _line(DutyKind.FEEDBACK, Dialogue.feedback_promised).where(
        Dialogue.status.in_((Status.OPEN, Status.COMPILING)),
        Dialogue.reported_on.is_(None),
        Dialogue.feedback_promised.is_not(None),
    )


def _period_report() -> Select[Any]:
    last = (
        select(func.max(FeedbackPost.published_on))
        .where(FeedbackPost.dialogue_id == Dialogue.id, FeedbackPost.kind == FeedbackKind.PERIOD_REPORT)
        .scalar_subquery()
    )
    due = func.coalesce(last, Dialogue.starts) + _months(Dialogue.report_interval_months)
    return _line(DutyKind.PERIOD_REPORT, due, since=func.coalesce(last, Dialogue.starts)).where(
        Dialogue.status == Status.OPEN,
        Dialogue.continuity == Continuity.CONTINUOUS,
        Dialogue.report_interval_months.is_not(None),
    )


def _promise() -> Select[Any]:
    made = (
        select(func.max(CommitmentUpdate.on_day))
        .where(
            CommitmentUpdate.commitment_id == Commitment.id,
            CommitmentUpdate.status.in_((CommitmentStatus.PROMISED, CommitmentStatus.CHANGED)),
        )
        .scalar_subquery()
    )
    columns = _columns(
        DutyKind.PROMISE,
        Commitment.due,
        since=made,
        subject=Commitment.id,
        owner=Commitment.organisation_id,
        address=func.coalesce(Organisation.email, func.nullif(Dialogue.contact_email, "")),
    )
    return (
        select(*columns)
        .select_from(Commitment)
        .join(Dialogue, Dialogue.id == Commitment.dialogue_id)
        .join(Organisation, Organisation.id == Commitment.organisation_id)
        .where(
            Commitment.settled_on.is_(None),
            Commitment.status != CommitmentStatus.PROPOSED,
            Dialogue.status.in_(PUBLIC),
        )
    )


def _evaluation() -> Select[Any]:
    open_ones = select(Commitment.id).where(Commitment.dialogue_id == Dialogue.id, Commitment.status.not_in(SETTLED))
    settled = select(func.max(Commitment.settled_on)).where(Commitment.dialogue_id == Dialogue.id).scalar_subquery()
    # Due a year after the end, or as soon as everything promised is settled; where nothing was promised, when people
    # have had some months to see what came of it.
    year = cast(Dialogue.closed_on + _months(FOLLOW_UP_MONTHS), Date)
    some_months = cast(Dialogue.reported_on + _months(EVALUATION_MONTHS), Date)
    done = case((settled.is_(None), some_months), else_=func.greatest(Dialogue.reported_on, settled))
    all_done = case((~open_ones.exists(), done), else_=None)
    return _line(DutyKind.EVALUATION, func.least(year, all_done)).where(Dialogue.status == Status.REPORTED)


_MADE = {
    DutyKind.PUBLISH: _publish,
    DutyKind.HELD: _held,
    DutyKind.RESULTS: _results,
    DutyKind.FEEDBACK: _feedback,
    DutyKind.PERIOD_REPORT: _period_report,
    DutyKind.PROMISE: _promise,
    DutyKind.EVALUATION: _evaluation,
}


def _months(number: Any) -> Any:
    return func.make_interval(0, cast(number, Integer))
