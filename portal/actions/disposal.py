"""What is taken away of submissions when their time is over: contact data first, then what was sent, by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, or_, select, update

from portal import audit
from portal.actions.emptying import empty
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain import retention
from portal.domain.calendar import STOCKHOLM, add_months
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act, Actor
from portal.domain.words import SubmissionKind
from portal.publications.refresh import refresh
from portal.submissions.models import RetentionRule, Submission

BATCH = 500
USUAL_CONTACT_MONTHS = retention.SUBMITTER_CONTACT_DAYS // 30


@dataclass(frozen=True, slots=True)
class Rule:
    """How many months after closing contact data and text of a kind are kept; None: the text is never taken away.

    `decision` is the case number of the decision on disposal behind it.
    """

    kind: SubmissionKind
    contact_months: int
    text_months: int | None
    decision: str = ""


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
        Rule(kind, own[kind].contact_months, own[kind].text_months, own[kind].decision)
        if kind in own
        else Rule(kind, USUAL_CONTACT_MONTHS, None)
        for kind in SubmissionKind
    ]


def may_rule(actor: Actor) -> bool:
    """Whether somebody may decide how long things are kept: a rule takes away what every organisation received."""
    return actor.where(Act.KEEP_RECORDS) is None


def set_rule(rule: Rule, *, actor: Actor) -> None:
    """Decide how long a kind is kept; logged with the decision behind it. Raises NotAllowed."""
    if not may_rule(actor):
        raise NotAllowed
    with transaction():
        db.session.merge(
            RetentionRule(
                kind=rule.kind,
                contact_months=rule.contact_months,
                text_months=rule.text_months,
                decision=rule.decision,
                changed_at=now(),
            )
        )
        audit.record(
            staff_id=actor.id,
            act="retention",
            kind="submission_kind",
            key=rule.kind.value,
            change={"contact_months": rule.contact_months, "text_months": rule.text_months},
            note=rule.decision,
        )


def due(moment: datetime, asked: Sequence[Rule] | None = None) -> list[Due]:
    """A dry run: how much would be taken away at a moment, by the rules there are or by those asked about."""
    asked = rules() if asked is None else asked
    conditions = [part for rule in asked for part in (_contact_due(rule, moment), _text_due(rule, moment))]
    counts = db.session.execute(
        select(*(func.count().filter(false() if one is None else one) for one in conditions)).select_from(Submission)
    ).one()
    return [Due(rule.kind, counts[2 * at], counts[2 * at + 1]) for at, rule in enumerate(asked)]


def blank_contacts(moment: datetime) -> int:
    """Remove names and addresses of senders whose matter was closed long enough ago; returns how many.

    A name that everybody could read is gone from the public at the same time.
    """
    with transaction():
        rows = [
            row
            for rule in rules()
            for row in db.session.execute(
                update(Submission)
                .where(_contact_due(rule, moment))
                .values(name="", email="", show_name=False, name_approved=False, contact_blanked_at=moment)
                .returning(Submission.reference, Submission.about_id, Submission.published_at)
            )
        ]
        for row in rows:
            audit.record(staff_id=None, act="blank_contact", kind="submission", key=row.reference)
        shown_on = {row.about_id for row in rows if row.about_id is not None and row.published_at is not None}
        if shown_on:
            refresh(db.session.scalars(select(Dialogue).where(Dialogue.id.in_(shown_on))).all())
    return len(rows)


def dispose(moment: datetime) -> int:
    """Take away text, messages and files of submissions whose rule says so; the frame and the log stay."""
    done = 0
    for rule in rules():
        condition = _text_due(rule, moment)
        if condition is None:
            continue
        while ids := list(db.session.scalars(select(Submission.id).where(condition).limit(BATCH))):
            _dispose(ids, moment, decision=rule.decision)
            done += len(ids)
    return done


def _dispose(ids: list[int], moment: datetime, *, decision: str) -> None:
    with transaction():
        for reference in empty(ids, moment):
            audit.record(staff_id=None, act="dispose", kind="submission", key=reference, note=decision)


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
