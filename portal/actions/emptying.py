"""Take away what a submission says and carries along; its frame and its place in the log stay."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.files import store
from portal.publications.refresh import refresh
from portal.submissions.models import Attachment, Decision, ModerationEvent, Submission


def empty(ids: Collection[int], moment: datetime) -> list[str]:
    """Take text, answer, messages, notes, sender and files away, in the running transaction; returns the references.

    What stays: reference, kind, place, dates, state, reason of a no, and who did what when. Files are removed from
    the disk by a job of the same transaction, and what everybody could read of it is gone at once.
    """
    rows = db.session.execute(
        update(Submission)
        .where(Submission.id.in_(ids))
        .values(
            title="",
            body="",
            shown_title=None,
            shown_body=None,
            answer="",
            forwarded_to="",
            name="",
            show_name=False,
            name_approved=False,
            email="",
            fingerprint="",
            disposed_at=moment,
            contact_blanked_at=func.coalesce(Submission.contact_blanked_at, moment),
        )
        .returning(Submission.reference, Submission.about_id)
    ).all()
    db.session.execute(delete(Decision).where(Decision.submission_id.in_(ids)))
    db.session.execute(
        update(ModerationEvent).where(ModerationEvent.submission_id.in_(ids)).values(message="", note="")
    )
    files = db.session.scalars(
        delete(Attachment).where(Attachment.submission_id.in_(ids)).returning(Attachment.sha256)
    ).all()
    # Before the version of the public is taken: who adds a file takes the two locks in the same order.
    store.forget(set(files))
    about = {row.about_id for row in rows if row.about_id is not None}
    if about:
        refresh(db.session.scalars(select(Dialogue).where(Dialogue.id.in_(about))).all())
    return [row.reference for row in rows]
