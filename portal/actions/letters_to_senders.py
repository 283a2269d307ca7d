"""The letters that go to those who sent something in: one for each step that concerns them."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.db import db, now
from portal.domain.submissions import Step, spam_level
from portal.mail.models import Mail
from portal.mail.outbox import post
from portal.submissions.models import ModerationEvent, Submission

WRITTEN = frozenset(
    {
        Step.RECEIVED,
        Step.ASKED,
        Step.APPROVED,
        Step.DECLINED,
        Step.FORWARDED,
        Step.PUBLISHED,
        Step.ANSWERED,
        Step.BECAME_DIALOGUE,
        Step.DIALOGUE_REPORTED,
        Step.TAKEN_DOWN,
        Step.PUT_BACK,
        Step.GATHERED,
    }
)
"""Steps that are told by letter; all others can be read on the page of the receipt."""

KIND = "submission"

MOST_RECEIPTS = 5
"""Receipts to one address in a day: an address that somebody else has written down is not flooded."""


def tell(submission: Submission, event: ModerationEvent, *, link: str = "") -> bool:
    """Record a letter about a step, in the language of the form; whether there is one.

    What looks strongly like spam gets no receipt: the address may be a stranger's. Nothing that was sent in is
    repeated in a letter, for the same reason.
    """
    step = Step(event.action)
    if not submission.email or step not in WRITTEN:
        return False
    if step is Step.RECEIVED and (spam_level(submission.spam_score) == "strong" or _flooded(submission.email)):
        return False
    return post(
        key=f"submission:{submission.id}:{event.id}",
        to=submission.email,
        language=submission.language,
        kind=KIND,
        facts={
            "step": step.value,
            "reference": submission.reference,
            "code": submission.code,
            "reader": submission.organisation.slug,
            "due": submission.due_at.isoformat(),
            "reason": event.reason.value if event.reason else None,
            "forwarded_to": submission.forwarded_to,
            "message": event.message,
            "dialogue": link,
        },
    )


def _flooded(address: str) -> bool:
    """Whether an address got so many letters about submissions in the last day that one more is too many."""
    count = db.session.scalar(
        select(func.count()).where(Mail.recipient == address, Mail.kind == KIND, Mail.at > now() - timedelta(days=1))
    )
    return (count or 0) >= MOST_RECEIPTS
