"""Erase what is held about one e-mail address, on request: all of it that may go, and what stays is said beforehand.

What somebody sent in is an official document. Name and address were given of free will and go on request, and so does
what everybody can read of it; the text and its files go only with a decision on disposal (decision 0019).
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, or_, select

from portal import audit
from portal.actions import registrations
from portal.actions.emptying import empty
from portal.actions.gathering import release
from portal.actions.handling import locked, move, record
from portal.actions.persons import sent_by
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act, Actor
from portal.domain.submissions import SETTLED, SHOWN, UNDECIDED, Step
from portal.domain.words import DeclineReason, SubmissionState
from portal.following.models import Reader
from portal.leaders.models import Leader
from portal.mail.models import Mail
from portal.publications.refresh import refresh
from portal.registrations.models import Registration
from portal.staff.models import Staff
from portal.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Case:
    """A submission as it stands before something is erased; `draft` is the dialogue that was made of it."""

    reference: str
    state: str
    shown: bool
    open: bool
    files: int
    draft: str | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How much is held of each kind that goes, which cases there are, and what this does not touch."""

    counts: dict[str, int]
    cases: tuple[Case, ...]
    untouched: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not self.cases and not any(self.counts.values())


def may_erase(actor: Actor) -> bool:
    """Whether somebody may: it reaches what every organisation holds."""
    return actor.where(Act.KEEP_RECORDS) is None


def foresee(email: str) -> Foreseen:
    """What erasing would meet; looking changes nothing."""
    address = email.strip().lower()
    counted = {
        "sign_up": select(func.count()).where(Registration.email == address),
        "following": select(func.count()).where(Reader.email == address),
        "letter": select(func.count()).where(Mail.recipient == address),
    }
    elsewhere = {
        "leader": select(func.count()).where(func.lower(Leader.email) == address),
        "account_of_staff": select(func.count()).where(func.lower(Staff.email) == address),
    }
    found = db.session.scalars(select(Submission).where(sent_by(email)).order_by(Submission.id))
    return Foreseen(
        {kind: db.session.scalar(asked) or 0 for kind, asked in counted.items()},
        tuple(
            Case(
                one.reference,
                one.state.value,
                _shown(one),
                one.state not in SETTLED,
                len(one.attachments),
                one.draft.slug if one.draft else None,
            )
            for one in found
        ),
        tuple(kind for kind, asked in elsewhere.items() if db.session.scalar(asked)),
    )


def erase(email: str, *, decision: str = "", actor: Actor | None = None) -> dict[str, int]:
    """Erase what is held about an address, or about the sender of one case by its reference; returns how many.

    `actor` is None at the terminal. Raises NotAllowed.

    `decision` names the decision on disposal that lets the text and the files of submissions go too: an open matter
    then ends as if its sender had taken it back. Without one they stay, and an open matter goes on.
    """
    if actor is not None and not may_erase(actor):
        raise NotAllowed
    address, by = email.strip().lower(), actor.id if actor else None
    with transaction():
        counts = {
            "sign_up": _sign_ups(address),
            "following": len(
                db.session.scalars(delete(Reader).where(Reader.email == address).returning(Reader.id)).all()
            ),
            "letter": len(db.session.scalars(delete(Mail).where(Mail.recipient == address).returning(Mail.id)).all()),
            "submission": _submissions(email, decision, by),
        }
        audit.record(staff_id=by, act="erase", kind="person", key="on request", change=dict(counts), note=decision)
    return counts


def _sign_ups(address: str) -> int:
    """Delete sign-ups; whoever waits for the seats is offered them."""
    gone = db.session.scalars(
        delete(Registration).where(Registration.email == address).returning(Registration.occasion_id)
    ).all()
    for occasion_id in sorted(set(gone)):
        registrations.give_more_room(occasion_id, moment=now())
    return len(gone)


def _submissions(email: str, decision: str, by: int | None) -> int:
    ids = db.session.scalars(select(Submission.id).where(sent_by(email)).order_by(Submission.id)).all()
    found = [locked(Submission.id == one) for one in ids]
    about = {one.about_id for one in found if one.published_at is not None and one.about_id is not None}
    if ids:
        # Also those that went to another address than the one that was asked about.
        db.session.execute(delete(Mail).where(or_(*(Mail.key.like(f"submission:{one}:%") for one in ids))))
    for one in found:
        # Without an address first, so that no step below writes a letter to it.
        one.name, one.email, one.show_name, one.name_approved = "", "", False, False
        one.contact_blanked_at = one.contact_blanked_at or now()
        if _shown(one):
            one.published_at = None
            _step(one, SubmissionState.TAKEN_DOWN, Step.TAKEN_DOWN, DeclineReason.ON_REQUEST)
        if decision:
            _end(one)
        audit.record(
            staff_id=by,
            act="erase",
            kind="submission",
            key=one.reference,
            change={"text": bool(decision)},
            note=decision,
        )
    db.session.flush()
    if decision:
        empty(ids, now())
    if about:
        refresh(db.session.scalars(select(Dialogue).where(Dialogue.id.in_(about))).all())
    return len(ids)


def _end(one: Submission) -> None:
    """Let a matter without a text wait for nobody, and nobody for it."""
    release(one)
    if one.decision is not None:
        db.session.delete(one.decision)
    if one.state in UNDECIDED:
        _step(one, SubmissionState.WITHDRAWN, Step.WITHDRAWN)
    elif one.state not in SETTLED:
        _step(one, SubmissionState.CLOSED, Step.CLOSED)


def _step(one: Submission, state: SubmissionState, step: Step, reason: DeclineReason | None = None) -> None:
    move(one, state)
    record(one, step, reason=reason)


def _shown(one: Submission) -> bool:
    """Whether everybody can read the text now."""
    return one.kind in SHOWN and one.published_at is not None
