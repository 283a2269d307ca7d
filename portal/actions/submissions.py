"""Receive what residents send in, and take each submission to an answer that somebody stands for."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg.errors import UniqueViolation
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.actions.submitted import draft_from
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain import privacy
from portal.domain.errors import NotFound, NotPossible, Stale
from portal.domain.lifecycle import PUBLIC
from portal.domain.rights import Act, Actor
from portal.domain.submissions import (
    BECOMES_DRAFT,
    SETTLED,
    UNDECIDED,
    Sign,
    Step,
    due,
    has_many_links,
    may_move,
    spam_score,
)
from portal.domain.words import DeclineReason, SubmissionKind, SubmissionState
from portal.organisations import queries as organisations
from portal.publications.catalogue import catalogue
from portal.submissions import queries
from portal.submissions.models import ModerationEvent, Submission

WHOLE_CITY = "stadsledningskontoret"
"""Who reads what concerns no district in particular."""

# Without letters and digits that are taken for one another when read aloud or written down.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission as it was sent; codes are slugs. `once` is the same when the same thing is sent again."""

    kind: SubmissionKind
    title: str
    body: str
    language: str
    once: str
    area: str | None = None
    theme: str | None = None
    about: str | None = None
    name: str = ""
    show_name: bool = False
    email: str = ""
    signs: frozenset[Sign] = frozenset()
    on_behalf_by: int | None = None


def receive(sent: Sent) -> str:
    """Keep a submission and return its secret code; what was sent before gives the code it got then.

    Raises NotFound when an area, theme or dialogue is unknown.
    """
    for _attempt in range(3):
        known = queries.code_sent_once(sent.once)
        if known is not None:
            return known
        try:
            with transaction():
                return _keep(sent)
        except IntegrityError as error:
            # Sent twice at the same moment, or a reference that another has: look again.
            if not isinstance(error.orig, UniqueViolation):
                raise
    raise NotPossible


def _keep(sent: Sent) -> str:
    moment = now()
    area, theme = catalogue().areas.get(sent.area or ""), catalogue().themes.get(sent.theme or "")
    about = _published(sent.about) if sent.about else None
    for wanted, found in ((sent.area, area), (sent.theme, theme), (sent.about, about)):
        if wanted and found is None:
            raise NotFound(wanted)
    signs = set(sent.signs)
    if any(privacy.traces(f"{sent.title}\n{sent.body}")):
        signs.add(Sign.PERSONAL_DATA)
    if has_many_links(f"{sent.title}\n{sent.body}"):
        signs.add(Sign.MANY_LINKS)
    submission = Submission(
        code=secrets.token_urlsafe(16),
        reference=f"DP-{moment:%Y}-{''.join(secrets.choice(_ALPHABET) for _ in range(6))}",
        once=sent.once,
        kind=sent.kind,
        title=sent.title,
        body=sent.body,
        language=sent.language,
        area_id=area.id if area else None,
        theme_id=theme.id if theme else None,
        about_id=about.id if about else None,
        organisation_id=about.lead_id if about else reader_of(sent.area),
        name=sent.name,
        show_name=bool(sent.name) and sent.show_name,
        email=sent.email,
        on_behalf_by_id=sent.on_behalf_by,
        spam_score=spam_score(signs),
        marks=sorted(signs),
        due_at=due(moment),
    )
    db.session.add(submission)
    _record(submission, Step.RECEIVED, by=sent.on_behalf_by)
    return submission.code


def _published(slug: str) -> Dialogue | None:
    return db.session.scalar(
        select(Dialogue).where(Dialogue.slug == slug, Dialogue.status.in_(PUBLIC), Dialogue.published_at.is_not(None))
    )


def reader_of(area: str | None) -> int:
    """The id of the organisation that reads what concerns an area: the district's committee or the city's office."""
    district = catalogue().district_of(area) if area else None
    committee = organisations.of_area(catalogue().areas[district].id) if district else None
    reader = committee or organisations.by_slug(WHOLE_CITY)
    if reader is None:
        raise NotFound(WHOLE_CITY)
    return reader.id


def take(submission_id: int, *, actor: Actor, revision: int) -> None:
    """Begin to read a submission; colleagues see who does."""
    with _handling(submission_id, actor=actor, revision=revision) as submission:
        if submission.state not in UNDECIDED:
            raise NotPossible
        _take(submission, actor)


def ask_more(submission_id: int, *, message: str, actor: Actor, revision: int) -> None:
    """Ask the sender a question, which is answered on the page of the receipt."""
    with _handling(submission_id, actor=actor, revision=revision) as submission:
        _decide(submission, SubmissionState.NEEDS_MORE, Step.ASKED, actor=actor, message=message)


def decline(
    submission_id: int, *, reason: DeclineReason, message: str, actor: Actor, revision: int, note: str = ""
) -> None:
    """Say no, with a reason the sender is told; the submission is kept."""
    with _handling(submission_id, actor=actor, revision=revision) as submission:
        submission.decline_reason = reason
        declined = SubmissionState.DECLINED
        _decide(submission, declined, Step.DECLINED, actor=actor, reason=reason, message=message, note=note)


def forward(submission_id: int, *, to: str, message: str, actor: Actor, revision: int) -> None:
    """Pass a submission on to the body or channel it belongs to; the sender is told where."""
    with _handling(submission_id, actor=actor, revision=revision) as submission:
        submission.forwarded_to = to
        _decide(submission, SubmissionState.FORWARDED, Step.FORWARDED, actor=actor, message=message)


def approve(submission_id: int, *, message: str, actor: Actor, revision: int) -> int | None:
    """Say yes; what is about a new dialogue becomes a draft that only the desk can see. Returns the draft's id."""
    with _handling(submission_id, actor=actor, revision=revision) as submission:
        _decide(submission, SubmissionState.APPROVED, Step.APPROVED, actor=actor, message=message)
        if submission.kind in BECOMES_DRAFT:
            submission.draft_id = draft_from(submission, actor=actor).id
        return submission.draft_id


def reply(code: str, *, message: str) -> None:
    """Answer the moderator's question; the time for a decision starts again. The same answer twice counts once.

    Raises NotPossible when nothing is asked.
    """
    with transaction():
        submission = _of_code(code)
        last = submission.events[-1]
        if last.action == Step.REPLIED and last.message == message:
            return
        if submission.state is not SubmissionState.NEEDS_MORE:
            raise NotPossible
        _move(submission, SubmissionState.UNDER_REVIEW)
        submission.due_at = due(now())
        _record(submission, Step.REPLIED, message=message)


def withdraw(code: str) -> None:
    """Take a submission back on its sender's wish; raises NotPossible once it has been decided."""
    with transaction():
        submission = _of_code(code)
        if submission.state is SubmissionState.WITHDRAWN:
            return
        _move(submission, SubmissionState.WITHDRAWN)
        _record(submission, Step.WITHDRAWN)


@contextmanager
def _handling(submission_id: int, *, actor: Actor, revision: int) -> Iterator[Submission]:
    """One submission in one transaction; NotFound when it is not the actor's, Stale when somebody was faster."""
    with transaction():
        submission = db.session.scalar(
            select(Submission)
            .where(Submission.id == submission_id)
            .with_for_update(of=Submission)
            .execution_options(populate_existing=True)
        )
        if submission is None or not actor.may(Act.MODERATE, submission.organisation_id):
            raise NotFound
        if submission.revision != revision:
            raise Stale
        yield submission


def _of_code(code: str) -> Submission:
    submission = db.session.scalar(
        select(Submission)
        .where(Submission.code == code)
        .with_for_update(of=Submission)
        .execution_options(populate_existing=True)
    )
    if submission is None:
        raise NotFound
    return submission


def _take(submission: Submission, actor: Actor) -> None:
    if submission.state is not SubmissionState.UNDER_REVIEW:
        _move(submission, SubmissionState.UNDER_REVIEW)
    submission.assigned_to_id = actor.id
    _record(submission, Step.TAKEN, by=actor.id)


def _decide(
    submission: Submission,
    state: SubmissionState,
    step: Step,
    *,
    actor: Actor,
    message: str,
    reason: DeclineReason | None = None,
    note: str = "",
) -> None:
    """Move to a decision; whoever decides what nobody had taken has thereby taken it."""
    if submission.state in UNDECIDED and submission.state is not SubmissionState.UNDER_REVIEW:
        _take(submission, actor)
    _move(submission, state)
    submission.assigned_to_id = actor.id
    _record(submission, step, by=actor.id, reason=reason, message=message, note=note)


def _move(submission: Submission, state: SubmissionState) -> None:
    if not may_move(submission.state, state):
        raise NotPossible
    submission.state = state
    submission.decided_at = None if state in UNDECIDED else submission.decided_at or now()
    submission.closed_at = now() if state in SETTLED else None


def _record(
    submission: Submission,
    step: Step,
    *,
    by: int | None = None,
    reason: DeclineReason | None = None,
    message: str = "",
    note: str = "",
) -> None:
    """Add one step to the history that the sender reads, and to the log that the city keeps."""
    db.session.flush()
    db.session.add(
        ModerationEvent(
            submission_id=submission.id,
            action=step,
            state=submission.state,
            by_id=by,
            reason=reason,
            message=message,
            note=note,
        )
    )
    change: dict[str, object] = {"state": submission.state.value}
    if reason:
        change["reason"] = reason.value
    audit.record(staff_id=by, act=step, kind="submission", key=submission.reference, change=change)
