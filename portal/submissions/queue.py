"""The moderators' queue: what waits, what is decided, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from portal.db import db, now
from portal.dialogues.models import Dialogue, DialogueText, dialogue_area
from portal.domain.submissions import ALIKE, SHOWN, STRONG, TO_DECIDE, UNDECIDED
from portal.domain.words import SubmissionState
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.staff.models import Staff
from portal.submissions.models import Decision, Submission

VIEWS: dict[str, ColumnElement[bool]] = {
    "open": Submission.state.in_(TO_DECIDE),
    "second": Submission.id.in_(select(Decision.submission_id).where(Decision.settles_at.is_(None))),
    "waiting": Submission.state == SubmissionState.NEEDS_MORE,
    "decided": Submission.state.not_in(UNDECIDED),
    "shown": Submission.published_at.is_not(None) & Submission.kind.in_(SHOWN),
}
"""The parts of the queue: to decide, waiting for a second person or for the sender, decided, shown to everybody."""

FLOOD = (Submission.state == SubmissionState.RECEIVED) & Submission.marks.overlap(sorted(ALIKE))
"""What resembles many others that came within a day, until somebody begins to read it."""

OF_UNDECIDED = frozenset({"open", "waiting"})
"""The parts of which nothing has been decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A submission as one line of the queue; it holds nothing about the sender.

    `waits` tells a decision that does not count yet: for a "second" person, or for the "minute" to pass;
    `gathered` how many others are decided with it.
    """

    revision: int
    reference: str
    kind: str
    state: str
    title: str
    language: str
    written_in: str | None
    area: str | None
    about: str | None
    about_title: str | None
    organisation: str
    created_at: datetime
    due_at: datetime
    decided_at: datetime | None
    spam_score: int
    marks: tuple[str, ...]
    assigned: str | None
    waits: str | None
    gathered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a moderator wants to see, by codes and slugs; empty means all. `areas` are a district and its parts."""

    kind: str = ""
    language: str = ""
    areas: tuple[str, ...] = ()
    words: str = ""
    assigned_to: int | None = None
    older_than_days: int = 0
    spam: bool = False
    flood: bool = False


@dataclass(frozen=True, slots=True)
class Flood:
    """What resembles many others, as one: how many there are, the first due time, and their ids added up.

    `count` and `sum` together tell one flood from the same with others in it.
    """

    count: int = 0
    due_at: datetime | None = None
    sum: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; `counts` says how many lie in each part of it, and how many decisions are `late`.

    `flood` is what stands as one, beside the `total` that the pages list.
    """

    rows: tuple[Row, ...]
    counts: dict[str, int]
    total: int
    page: int
    pages: int
    flood: Flood = Flood()


_ABOUT = aliased(Dialogue)
_UNDER = aliased(Submission)

ROW = (
    Submission.revision,
    Submission.reference,
    Submission.kind,
    Submission.state,
    Submission.title,
    Submission.language,
    Submission.written_in,
    Area.slug.label("area"),
    _ABOUT.slug.label("about"),
    DialogueText.title.label("about_title"),
    Organisation.slug.label("organisation"),
    Submission.created_at,
    Submission.due_at,
    Submission.decided_at,
    Submission.spam_score,
    Submission.marks,
    Staff.name.label("assigned"),
    case((Decision.submission_id.is_(None), None), (Decision.settles_at.is_(None), "second"), else_="minute").label(
        "waits"
    ),
    select(func.count()).where(_UNDER.gathered_into_id == Submission.id).scalar_subquery().label("gathered"),
)


def queue(
    *,
    organisations: Collection[int] | None,
    view: str = "open",
    wish: Wish = Wish(),
    page: int = 1,
    size: int = 25,
    apart: bool = False,
) -> Queue:
    """A page of the submissions to some organisations (None: to all); what is due first comes first.

    Among those due the same day, likely spam comes last. Decided ones are listed newest first. Those gathered under
    another wait with it. With `apart` a flood is left out of the rows. Two queries.
    """
    counts, flood = _counts(organisations, wish)
    total = counts[view] - (flood.count if apart else 0)
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    chosen = (VIEWS[view], *_wished(wish), *([~FLOOD] if apart else []))
    wanted = within(joined(select(*ROW)).where(*chosen), organisations)
    if view in ("decided", "shown"):
        wanted = wanted.order_by(Submission.decided_at.desc(), Submission.id.desc())
    else:
        if view in OF_UNDECIDED:
            # Said a second time for the index of what is open.
            wanted = wanted.where(Submission.decided_at.is_(None))
        wanted = wanted.order_by(Submission.due_at, Submission.spam_score, Submission.id)
    rows = db.session.execute(wanted.limit(size).offset((page - 1) * size))
    return Queue(tuple(Row(**plain(row._mapping)) for row in rows), counts, total, page, pages, flood)


def after(reference: str, *, organisations: Collection[int] | None) -> str | None:
    """The reference of the next submission to decide, as the queue is sorted; the first one after the last.

    In a flood it is the next of the flood, and outside one it is not.
    """
    alike = select(Submission.marks.overlap(sorted(ALIKE))).where(Submission.reference == reference)
    here = select(Submission.due_at, Submission.spam_score, Submission.id).where(Submission.reference == reference)
    order = (Submission.due_at, Submission.spam_score, Submission.id)
    waiting = select(Submission.reference).where(
        Submission.state.in_(TO_DECIDE),
        Submission.decided_at.is_(None),
        Submission.gathered_into_id.is_(None),
        Submission.reference != reference,
    )
    later = tuple_(*order) > here.scalar_subquery()
    elsewhere = alike.scalar_subquery() != FLOOD
    found: str | None = db.session.scalar(
        within(waiting, organisations).order_by(elsewhere, later.desc(), *order).limit(1)
    )
    return found


def _wished(wish: Wish) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = [
        or_(Submission.gathered_into_id.is_(None), Submission.decided_at.is_not(None))
    ]
    if wish.kind:
        rules.append(Submission.kind == wish.kind)
    if wish.language:
        rules.append(func.coalesce(Submission.written_in, Submission.language) == wish.language)
    if wish.areas:
        here = select(Area.id).where(Area.slug.in_(wish.areas))
        held_here = select(dialogue_area.c.dialogue_id).where(dialogue_area.c.area_id.in_(here))
        rules.append(or_(Submission.area_id.in_(here), Submission.about_id.in_(held_here)))
    if wish.words:
        held = (one.icontains(wish.words, autoescape=True) for one in (Submission.title, Submission.body))
        rules.append(or_(*held, Submission.reference == wish.words))
    if wish.assigned_to is not None:
        rules.append(Submission.assigned_to_id == wish.assigned_to)
    if wish.older_than_days:
        rules.append(Submission.created_at < now() - timedelta(wish.older_than_days))
    if wish.spam:
        rules.append(Submission.spam_score >= STRONG)
    if wish.flood:
        rules.append(FLOOD)
    return rules


def _counts(organisations: Collection[int] | None, wish: Wish) -> tuple[dict[str, int], Flood]:
    columns = [func.count().filter(condition).label(name) for name, condition in VIEWS.items()]
    late = func.count().filter(Submission.state.in_(TO_DECIDE), Submission.due_at < now()).label("late")
    flood = (
        func.count().filter(FLOOD),
        func.min(Submission.due_at).filter(FLOOD),
        func.coalesce(func.sum(Submission.id).filter(FLOOD), 0),
    )
    row = db.session.execute(within(select(*columns, late, *flood).where(*_wished(wish)), organisations)).one()
    numbers = {name: int(number) for name, number in zip((*VIEWS, "late"), row, strict=False)}
    return numbers, Flood(*row[-3:])


def waiting(*, organisations: Collection[int] | None, moment: datetime, by: int) -> tuple[int, int, int]:
    """How much for some organisations (None: all) waits: for a decision, of that late, and for a second person.

    What somebody, `by` the id of staff, decided first waits for others than them.
    """
    first = select(Decision.submission_id).where(Decision.settles_at.is_(None))
    undecided = Submission.state.in_(TO_DECIDE) & Submission.id.not_in(select(Decision.submission_id))
    asked = select(
        func.count().filter(undecided),
        func.count().filter(undecided, Submission.due_at < moment),
        func.count().filter(Submission.id.in_(first.where(Decision.by_id != by))),
    ).where(Submission.state.in_(TO_DECIDE) | Submission.id.in_(first))
    count, late, second = db.session.execute(within(asked, organisations)).one()
    return count, late, second


def joined(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """With what a row names beside the submission itself."""
    return (
        wanted.select_from(Submission)
        .join(Organisation, Organisation.id == Submission.organisation_id)
        .outerjoin(Area, Area.id == Submission.area_id)
        .outerjoin(Staff, Staff.id == Submission.assigned_to_id)
        .outerjoin(Decision, Decision.submission_id == Submission.id)
        .outerjoin(_ABOUT, _ABOUT.id == Submission.about_id)
        .outerjoin(DialogueText, and_(DialogueText.dialogue_id == _ABOUT.id, DialogueText.language == "sv"))
    )


def within(wanted: Select[*tuple[Any, ...]], organisations: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    """Only what went to some organisations; None: to any."""
    if organisations is None:
        return wanted
    return wanted.where(Submission.organisation_id.in_(organisations))


def plain(row: RowMapping) -> dict[str, Any]:
    """The columns of a row as a frozen record holds them: lists become tuples."""
    return {str(name): tuple(value) if isinstance(value, list) else value for name, value in row.items()}
