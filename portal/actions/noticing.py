"""Tell organisers once, bundled, that somebody else's dialogue now overlaps with theirs."""

import hashlib
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import aliased

from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue, DialogueText
from portal.mail.outbox import post
from portal.organisations.models import Organisation
from portal.overlap.deciding import LIVE, open_to
from portal.overlap.models import Notice

LANGUAGE = "sv"
LOCK = 715_202_615
"""Number of the advisory lock that lets one of several workers tell while the others wait."""

MOST = 2000


def tell_overlaps(*, today: date) -> int:
    """Record one letter to each address about what newly overlaps with its dialogues; returns how many.

    At most one letter to an address and day: what comes later the same day waits. A plan that went back to a
    draft, or a dialogue that is over, is told of when it is live again, or never.
    """
    with transaction():
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        bundles: dict[str, list[Any]] = defaultdict(list)
        for row in _waiting():
            address = (row.contact_email or row.email or "").strip().lower()
            if address:
                bundles[address].append(row)
        return sum(_write(address, rows, today) for address, rows in bundles.items())


def _waiting() -> list[Any]:
    new, ours = aliased(Dialogue), aliased(Dialogue)
    new_text, our_text = aliased(DialogueText), aliased(DialogueText)
    theirs, lead = aliased(Organisation), aliased(Organisation)
    return list(
        db.session.execute(
            select(
                Notice.id,
                Notice.points,
                new.id.label("new_id"),
                new.status,
                new_text.title.label("new_title"),
                theirs.short.label("from_"),
                our_text.title,
                ours.id.label("our_id"),
                ours.contact_email,
                lead.email,
                lead.kind,
            )
            .join(new, new.id == Notice.dialogue_id)
            .join(ours, ours.id == Notice.other_id)
            .join(new_text, (new_text.dialogue_id == new.id) & (new_text.language == "sv"))
            .join(our_text, (our_text.dialogue_id == ours.id) & (our_text.language == "sv"))
            .join(theirs, theirs.id == new.lead_id)
            .join(lead, lead.id == ours.lead_id)
            .where(Notice.mailed_at.is_(None), new.status.in_(LIVE), ours.status.in_(LIVE))
            .order_by(Notice.id)
            .limit(MOST)
        )
    )


def _write(address: str, rows: list[Any], today: date) -> bool:
    def hidden(row: Any) -> bool:
        return not open_to(row.status, row.kind)

    recorded = post(
        key=f"overlaps/{today}/{hashlib.sha256(address.encode()).hexdigest()[:16]}",
        to=address,
        language=LANGUAGE,
        kind="overlap_notices",
        facts={
            "overlaps": [
                {
                    "title": "" if hidden(row) else row.new_title,
                    "organiser": "" if hidden(row) else row.from_,
                    "dialogue_id": None if hidden(row) else row.new_id,
                    "yours": row.title,
                    "your_id": row.our_id,
                    "points": row.points,
                }
                for row in rows
            ]
        },
    )
    if recorded:
        db.session.execute(update(Notice).where(Notice.id.in_([row.id for row in rows])).values(mailed_at=now()))
    return recorded
