"""What a change tells readers: a dialogue is new, has an occasion, has moved, is called off, or has answered."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from portal.db import db
from portal.domain.following import NewsKind
from portal.domain.words import OccasionState, Status
from portal.publications.models import News

Stored = dict[str, Any]


def news_of(before: Stored | None, after: Stored, *, dialogue_id: int) -> list[tuple[NewsKind, str]]:
    """The news between two public pages of a dialogue (None: it was not public), each with the key of its cause."""
    card = after["card"]
    if before is None:
        return [(NewsKind.PUBLISHED, f"published:{dialogue_id}")] if card["status"] in _AHEAD else []
    found = []
    if card["status"] == Status.CANCELLED and before["card"]["status"] != Status.CANCELLED:
        found.append((NewsKind.CANCELLED, f"cancelled:{dialogue_id}"))
    known = {one["uuid"]: one for one in before["card"]["occasions"]}
    for one in card["occasions"]:
        old = known.get(one["uuid"])
        if old is None and one["state"] == OccasionState.PLANNED:
            found.append((NewsKind.OCCASION, f"occasion:{one['uuid']}"))
        elif old is not None and one["sequence"] > old["sequence"] and card["status"] != Status.CANCELLED:
            found.append((NewsKind.MOVED, f"moved:{one['uuid']}:{one['sequence']}"))
    answers = len(after["feedback"])
    if answers > len(before["feedback"]):
        found.append((NewsKind.FEEDBACK, f"feedback:{dialogue_id}:{answers}"))
    return found


_AHEAD = (Status.PLANNED, Status.OPEN)


def record(found: list[tuple[int, NewsKind, str]]) -> None:
    """Keep news in the current transaction; one cause is news only once, also after a withdrawal."""
    if found:
        rows = [{"dialogue_id": dialogue_id, "kind": kind, "key": key} for dialogue_id, kind, key in found]
        db.session.execute(insert(News).values(rows).on_conflict_do_nothing(index_elements=["key"]))


def newest() -> int:
    """The number of the newest news."""
    return db.session.scalar(select(News.id).order_by(News.id.desc()).limit(1)) or 0
