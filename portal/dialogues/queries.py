"""Reading dialogues as staff see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Select, Text, cast, func, or_, select, true

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText, Move, Version
from portal.dialogues.record import Record
from portal.domain.lifecycle import PUBLIC
from portal.domain.words import Status
from portal.organisations.models import Organisation
from portal.staff.models import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A dialogue as one line of a desk list."""

    id: int
    slug: str
    title: str
    status: Status
    lead: str
    starts: date | None
    ends: date | None
    feedback_promised: date | None
    reported_on: date | None
    revision: int


def record(dialogue_id: int) -> Record | None:
    """One dialogue whole, as its newest version keeps it."""
    kept = db.session.execute(
        select(cast(Version.record, Text))
        .join(Dialogue, (Dialogue.id == Version.dialogue_id) & (Dialogue.revision == Version.revision))
        .where(Dialogue.id == dialogue_id)
    ).scalar()
    return msgspec.json.decode(kept, type=Record) if kept else None


def version(dialogue_id: int, revision: int) -> Record | None:
    """One dialogue as it was in a revision."""
    kept = db.session.scalar(
        select(cast(Version.record, Text)).where(Version.dialogue_id == dialogue_id, Version.revision == revision)
    )
    return msgspec.json.decode(kept, type=Record) if kept else None


def versions(dialogue_id: int, revisions: Collection[int]) -> dict[int, Record]:
    """Some versions of one dialogue, by revision."""
    if not revisions:
        return {}
    found = db.session.execute(
        select(Version.revision, cast(Version.record, Text)).where(
            Version.dialogue_id == dialogue_id, Version.revision.in_(revisions)
        )
    )
    return {number: msgspec.json.decode(kept, type=Record) for number, kept in found}


def latest_contact(organisation_id: int) -> tuple[str, str]:
    """Function and e-mail of the contact an organisation named last; empty when it never did."""
    found = db.session.execute(
        select(Dialogue.contact_function, Dialogue.contact_email)
        .where(Dialogue.lead_id == organisation_id, Dialogue.contact_function != "", Dialogue.contact_email != "")
        .order_by(Dialogue.created_at.desc(), Dialogue.id.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One version of a dialogue: which, when and by whom (None: the portal itself)."""

    revision: int
    at: datetime
    by: str | None
    record: Record


def history(dialogue_id: int, *, before: int | None = None, size: int = 20) -> list[Saved]:
    """Versions of a dialogue, the newest first; only those before a revision when it is given."""
    chosen = (
        select(Version.revision, Version.at, Staff.name, cast(Version.record, Text))
        .outerjoin(Staff, Staff.id == Version.by_id)
        .where(Version.dialogue_id == dialogue_id)
        .order_by(Version.revision.desc())
        .limit(size)
    )
    if before is not None:
        chosen = chosen.where(Version.revision < before)
    return [
        Saved(revision=number, at=at, by=name, record=msgspec.json.decode(kept, type=Record))
        for number, at, name, kept in db.session.execute(chosen)
    ]


def to_copy(*, organisations: Collection[int] | None, words: str = "", size: int = 20) -> list[Row]:
    """Dialogues one may begin from: public ones and those of some organisations (None: all), newest first."""
    shown = Dialogue.status.in_(PUBLIC) & Dialogue.published_at.is_not(None)
    own = Dialogue.lead_id.in_(organisations) if organisations is not None else true()
    chosen = _lines().where(or_(own, shown) if words else own)
    if words:
        chosen = chosen.where(DialogueText.title.icontains(words, autoescape=True))
    found = db.session.execute(chosen.order_by(Dialogue.id.desc()).limit(size))
    return [Row(**line._mapping) for line in found]


def registered(mark: UUID, *, by_id: int) -> Dialogue | None:
    """The dialogue that somebody registered with a form of this mark."""
    return db.session.scalar(select(Dialogue).where(Dialogue.uuid == mark, Dialogue.created_by_id == by_id))


def slug_taken(slug: str) -> bool:
    """Whether a dialogue already has this address."""
    return db.session.scalar(select(Dialogue.id).where(Dialogue.slug == slug)) is not None


def public_titles(dialogue_ids: Collection[int]) -> dict[int, tuple[str, dict[str, str]]]:
    """Address and titles of those of some dialogues that residents may see."""
    found: dict[int, tuple[str, dict[str, str]]] = {}
    rows = db.session.execute(
        select(Dialogue.id, Dialogue.slug, DialogueText.language, DialogueText.title)
        .join(DialogueText, DialogueText.dialogue_id == Dialogue.id)
        .where(Dialogue.id.in_(dialogue_ids), Dialogue.status.in_(PUBLIC), Dialogue.published_at.is_not(None))
    )
    for dialogue_id, slug, language, title in rows:
        found.setdefault(dialogue_id, (slug, {}))[1][language] = title
    return found


def rows(
    *,
    organisations: Collection[int] | None,
    statuses: Collection[Status] | None = None,
    page: int = 1,
    size: int = 25,
) -> tuple[list[Row], int]:
    """One page of a desk list, newest first, and how many there are; None means every organisation, every status."""
    chosen = _lines()
    counted = select(func.count()).select_from(Dialogue)
    rules = []
    if organisations is not None:
        rules.append(Dialogue.lead_id.in_(organisations))
    if statuses is not None:
        rules.append(Dialogue.status.in_(statuses))
    total = db.session.scalar(counted.where(*rules)) or 0
    found = db.session.execute(
        chosen.where(*rules)
        .order_by(Dialogue.updated_at.desc(), Dialogue.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return [Row(**line._mapping) for line in found], total


def _lines() -> Select[*tuple[Any, ...]]:
    """Dialogues as the lines of a desk list, with their Swedish titles."""
    return (
        select(
            Dialogue.id,
            Dialogue.slug,
            DialogueText.title,
            Dialogue.status,
            Organisation.short.label("lead"),
            Dialogue.starts,
            Dialogue.ends,
            Dialogue.feedback_promised,
            Dialogue.reported_on,
            Dialogue.revision,
        )
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
    )


def moves(dialogue_id: int) -> list[Move]:
    """Every move the dialogue made, oldest first."""
    return list(db.session.scalars(select(Move).where(Move.dialogue_id == dialogue_id).order_by(Move.id)))


def due_to_move(today: date) -> list[int]:
    """Dialogues that time itself moves: planned ones that have begun, open ones that have ended."""
    return list(
        db.session.scalars(
            select(Dialogue.id).where(
                ((Dialogue.status == Status.PLANNED) & (Dialogue.starts <= today))
                | ((Dialogue.status == Status.OPEN) & (Dialogue.ends < today))
            )
        )
    )


def late_feedback(*, organisations: Collection[int] | None, today: date, most: int = 20) -> list[Row]:
    """Closed dialogues whose residents should have heard the result by now, longest waiting first."""
    chosen = _lines().where(
        Dialogue.status.in_((Status.OPEN, Status.COMPILING)),
        Dialogue.reported_on.is_(None),
        Dialogue.feedback_promised < today,
    )
    if organisations is not None:
        chosen = chosen.where(Dialogue.lead_id.in_(organisations))
    found = db.session.execute(chosen.order_by(Dialogue.feedback_promised).limit(most))
    return [Row(**line._mapping) for line in found]
