"""What is taken away of submissions when their time is over: contact data first, then what was sent, by rule."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, or_, select, update

from portal import audit
from portal.actions.emptying import empty
from portal.db import db, now, transaction
from portal.domain import retention
from portal.domain.calendar import STOCKHOLM, add_months
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act, Actor
from portal.domain.words import SubmissionKind
from portal.submissions.models import RetentionRule, Submission

BATCH = 500
USUAL_CONTACT_MONTHS = retention.SUBMITTER_CONTACT_DAYS // 30


@dataclass(frozen=True, slots=True)
class Rule:
    """How many months after closing contact data and text of a kind are kept; None: the text is never taken away."""

    kind: SubmissionKind
    contact_months: int
    text_months: int | None


@dataclass(frozen=True, slots=True)
class Due:
    """Of how many submissions of a kind the contact data, and the text, would be taken away now."""

    kind: SubmissionKind
    contacts: int
    texts: int


def rules() -> list[Rule]:
    """The rule for every kind; without one of its own, contact data goes after a year and the text stays."""
    own = {one.kind: one for one in db.session.scalars(select(RetentionRule))}
    return [
        Rule(kind, own[kind].contact_months, own[kind].text_months)
        if kind in own
        else Rule(kind, USUAL_CONTACT_MONTHS, None)
        for kind in SubmissionKind
    ]


def set_rule(kind: SubmissionKind, *, contact_months: int, text_months: int, actor: Actor) -> None:
    """Decide how long a kind is kept; logged, for disposal needs a decision. Raises NotAllowed."""
    if not actor.may(Act.KEEP_RECORDS):
        raise NotAllowed
    with transaction():
        db.session.merge(
            RetentionRule(kind=kind, contact_months=contact_months, text_months=text_months, changed_at=now())
        )
        audit.record(
            staff_id=actor.id,
            act="retention",
            kind="submission_kind",
            key=kind.value,
            change={"contact_months": contact_months, "text_months": text_months},
        )


def due(moment: datetime) -> list[Due]:
    """A dry run: how much would be taken away at a moment, kind by kind. Two statements."""
    asked = rules()
    conditions = [part for rule in asked for part in (_contact_due(rule, moment), _text_due(rule, moment))]
    counts = db.session.execute(
        select(*(func.count().filter(false() if one is None else one) for one in conditions)).select_from(Submission)
    ).one()
    return [Due(rule.kind, counts[2 * at], counts[2 * at + 1]) for at, rule in enumerate(asked)]


def blank_contacts(moment: datetime) -> int:
    """Remove names and addresses of senders whose matter was closed long enough ago; returns how many."""
    with transaction():
        references = [
            reference
            for rule in rules()
            for reference in db.session.scalars(
                update(Submission)
                .where(_contact_due(rule, moment))
                .values(name="", email="", contact_blanked_at=moment)
                .returning(Submission.reference)
            )
        ]
        for reference in references:
            audit.record(staff_id=None, act="blank_contact", kind="submission", key=reference)
    return len(references)


def dispose(moment: datetime) -> int:
    """Take away text, messages and files of submissions whose rule says so; the frame and the log stay."""
    done = 0
    for rule in rules():
        condition = _text_due(rule, moment)
        if condition is None:
            continue
        while ids := list(db.session.scalars(select(Submission.id).where(condition).limit(BATCH))):
            _dispose(ids, moment)
            done += len(ids)
    return done


def _dispose(ids: list[int], moment: datetime) -> None:
    with transaction():
        for reference in empty(ids, moment):
            audit.record(staff_id=None, act="dispose", kind="submission", key=reference)


def _contact_due(rule: Rule, moment: datetime) -> ColumnElement[bool]:
    return (
        (Submission.kind == rule.kind)
        & (Submission.closed_at < _before(moment, rule.contact_months))
        & Submission.contact_blanked_at.is_(None)
    )


def _text_due(rule: Rule, moment: datetime) -> ColumnElement[bool] | None:
    if rule.text_months is None:
        return None
    return (
        (Submission.kind == rule.kind)
        & (Submission.closed_at < _before(moment, rule.text_months))
        & Submission.disposed_at.is_(None)
        & or_(Submission.published_at.is_(None), Submission.answered_at.is_not(None))
    )


def _before(moment: datetime, months: int) -> datetime:
    local = moment.astimezone(STOCKHOLM)
    return local.replace(year=(day := add_months(local.date(), -months)).year, month=day.month, day=day.day)
