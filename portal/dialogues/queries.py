"""Reading dialogues as staff see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select, true
from sqlalchemy.orm import aliased

from portal.db import db
from portal.dialogues.models import (
    DecisionLink,
    Dialogue,
    DialogueText,
    Move,
    PolicyLink,
    Version,
    dialogue_co_organiser,
)
from portal.dialogues.record import Record
from portal.domain.lifecycle import PUBLIC
from portal.domain.words import Independence, Status
from portal.leaders.models import Leader
from portal.organisations.models import Organisation
from portal.staff.models import Staff
from portal.translated import queries as translated
from portal.translated.queries import Book


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


def records(dialogue_ids: Collection[int]) -> dict[int, Record]:
    """Those of some dialogues that there are, whole, by their id."""
    found = db.session.execute(
        select(Dialogue.id, cast(Version.record, Text))
        .join(Version, (Version.dialogue_id == Dialogue.id) & (Version.revision == Dialogue.revision))
        .where(Dialogue.id.in_(dialogue_ids))
    )
    return {number: msgspec.json.decode(kept, type=Record) for number, kept in found}


def version(dialogue_id: int, revision: int) -> Record | None:
    """One dialogue as it was in a revision."""
    kept = db.session.scalar(
        select(cast(Version.record, Text)).where(Version.dialogue_id == dialogue_id, Version.revision == revision)
    )
    return msgspec.json.decode(kept, type=Record) if kept else None


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
    """One version of a dialogue: which, when and by whom (None: the portal itself).

    `number` counts versions as people do, from 1 on; revisions skip some, as when one saving took several.
    """

    revision: int
    number: int
    at: datetime
    by: str | None
    record: Record


def history(dialogue_id: int, *, before: int | None = None, size: int = 20) -> list[Saved]:
    """Versions of a dialogue, the newest first; only those before a revision when it is given."""
    same = aliased(Version)
    earlier = select(func.count()).where(same.dialogue_id == Version.dialogue_id, same.revision <= Version.revision)
    chosen = (
        select(Version.revision, earlier.scalar_subquery(), Version.at, Staff.name, cast(Version.record, Text))
        .outerjoin(Staff, Staff.id == Version.by_id)
        .where(Version.dialogue_id == dialogue_id)
        .order_by(Version.revision.desc())
        .limit(size)
    )
    if before is not None:
        chosen = chosen.where(Version.revision < before)
    return [
        Saved(revision=revision, number=number, at=at, by=name, record=msgspec.json.decode(kept, type=Record))
        for revision, number, at, name, kept in db.session.execute(chosen)
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
    rows = db.session.execute(
        select(Dialogue.id, Dialogue.slug, DialogueText.title)
        .join(DialogueText, DialogueText.dialogue_id == Dialogue.id)
        .where(Dialogue.id.in_(dialogue_ids), Dialogue.status.in_(PUBLIC), Dialogue.published_at.is_not(None))
    )
    spoken = translated.of_dialogues(dialogue_ids, part="title")
    # Beside another dialogue there is no room for a notice: what only a machine has put is left out.
    return {
        number: (slug, Book(spoken.get(number, ())).texts("title", title, decided=True))
        for number, slug, title in rows
    }


def rows(
    *,
    organisations: Collection[int] | None,
    author_id: int | None = None,
    statuses: Collection[Status] | None = None,
    code: str = "",
    page: int = 1,
    size: int = 25,
) -> tuple[list[Row], int]:
    """One page of a desk list, newest first, and how many there are; None means every organisation, every status.

    A dialogue belongs to its organiser and co-organisers, and to its author wherever it lies. `code` is an assignment
    or a case number, or how it begins.
    """
    counted = select(func.count()).select_from(Dialogue)
    rules: list[ColumnElement[bool]] = []
    if organisations is not None:
        ours = belongs(organisations)
        rules.append(ours if author_id is None else ours | (Dialogue.created_by_id == author_id))
    if statuses is not None:
        rules.append(Dialogue.status.in_(statuses))
    if code:
        rules.append(answering_to(code))
    total = db.session.scalar(counted.where(*rules)) or 0
    newest = (Dialogue.updated_at.desc(), Dialogue.id.desc())
    # Which ones first, then their lines: a page far back would join all that it skips.
    wanted = select(Dialogue.id).where(*rules).order_by(*newest).limit(size).offset((page - 1) * size)
    found = db.session.execute(_lines().where(Dialogue.id.in_(wanted)).order_by(*newest))
    return [Row(**line._mapping) for line in found], total


def answering_to(code: str) -> ColumnElement[bool]:
    """That a dialogue answers to an assignment, or feeds a case, whose code begins so."""
    assigned = select(PolicyLink.dialogue_id).where(PolicyLink.code.istartswith(code, autoescape=True))
    decided = select(DecisionLink.dialogue_id).where(DecisionLink.case_number.istartswith(code, autoescape=True))
    return Dialogue.id.in_(assigned.union(decided))


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


def readable(
    dialogue_ids: Collection[int],
    *,
    drafts_of: Collection[int] | None,
    own: Collection[tuple[int, int | None]],
    plans: bool,
) -> dict[int, Row]:
    """Those of some dialogues that somebody may open, as lines by their id.

    `drafts_of` are the organisations whose drafts are theirs to read (None: all), `own` pairs of author and
    organisation (None: any) for what one registered oneself; `plans` says that whatever is no draft is theirs too.
    """
    chosen = _lines().where(Dialogue.id.in_(dialogue_ids))
    if drafts_of is not None:
        rules = [belongs(drafts_of)]
        rules += [(Dialogue.created_by_id == by) & (true() if one is None else belongs([one])) for by, one in own]
        if plans:
            rules.append(Dialogue.status.not_in((Status.DRAFT, Status.UNPUBLISHED)))
        chosen = chosen.where(or_(*rules))
    return {line.id: Row(**line._mapping) for line in db.session.execute(chosen)}


def belongs(organisations: Collection[int]) -> ColumnElement[bool]:
    """That a dialogue is led or shared by one of some organisations."""
    shared = select(dialogue_co_organiser.c.dialogue_id).where(
        dialogue_co_organiser.c.co_organiser_id.in_(organisations)
    )
    return Dialogue.lead_id.in_(organisations) | Dialogue.id.in_(shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One move of a dialogue; `by` is empty when time or the portal itself moved it."""

    at: datetime
    old: Status
    new: Status
    by: str
    reason: str


def moves(dialogue_id: int) -> list[Moved]:
    """Every move a dialogue made, oldest first, with who, when and why."""
    rows = db.session.execute(
        select(Move.at, Move.old, Move.new, func.coalesce(Staff.name, "").label("by"), Move.reason)
        .outerjoin(Staff, Staff.id == Move.by_id)
        .where(Move.dialogue_id == dialogue_id)
        .order_by(Move.id)
    )
    return [Moved(**row._mapping) for row in rows]


def lacking_neutral(*, today: date, most: int = 50) -> list[Row]:
    """Coming plans and dialogues that need a neutral facilitator and have none, soonest first; no drafts."""
    named = select(Leader.id).where(
        Leader.id == Dialogue.facilitator_id, Leader.independence != Independence.EMPLOYEE
    )
    chosen = _lines().where(
        Dialogue.needs_neutral,
        ~named.exists(),
        Dialogue.status.in_((Status.COORDINATION, Status.PLANNED, Status.OPEN)),
        (Dialogue.ends >= today) | Dialogue.ends.is_(None),
    )
    found = db.session.execute(chosen.order_by(Dialogue.starts, Dialogue.id).limit(most))
    return [Row(**line._mapping) for line in found]


def carried_by(leader_id: int) -> list[Dialogue]:
    """The dialogues that name somebody as process leader or facilitator."""
    return list(
        db.session.scalars(
            select(Dialogue).where((Dialogue.process_leader_id == leader_id) | (Dialogue.facilitator_id == leader_id))
        )
    )


def counts_by_programme() -> dict[int | None, int]:
    """How many dialogues belong to each programme, by its id; drafts are left out."""
    rows = db.session.execute(
        select(Dialogue.programme_id, func.count())
        .where(Dialogue.programme_id.is_not(None), Dialogue.status != Status.DRAFT)
        .group_by(Dialogue.programme_id)
    )
    return dict(iter(rows))
