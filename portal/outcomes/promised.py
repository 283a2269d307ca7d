"""Reading promises as staff follow them up, whoever holds the dialogue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText
from portal.domain.words import CommitmentStatus, Status
from portal.organisations.models import Organisation
from portal.outcomes.models import Commitment

VIEWS = ("open", "late", "settled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A promise as one line of a desk list; texts are Swedish."""

    id: int
    text: str
    title: str
    dialogue_id: int
    organisation: str
    status: CommitmentStatus
    due: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Promised:
    """One page of promises, and how many there are in each view."""

    rows: tuple[Row, ...]
    counts: dict[str, int]


def promised(
    *, organisations: Collection[int] | None, view: str, today: date, page: int = 1, size: int = 25
) -> Promised:
    """Promises that some organisations (None: all) own; open ones by their day, settled ones newest first.

    Two statements.
    """
    rules: dict[str, ColumnElement[bool]] = {
        "open": Commitment.settled_on.is_(None),
        "late": Commitment.settled_on.is_(None)
        & (Commitment.due < today)
        & (Commitment.status != CommitmentStatus.PROPOSED),
        "settled": Commitment.settled_on.is_not(None),
    }
    unseen = select(Dialogue.id).where(Dialogue.status.in_((Status.DRAFT, Status.COORDINATION)))
    kept = [Commitment.dialogue_id.not_in(unseen)]
    if organisations is not None:
        kept.append(Commitment.organisation_id.in_(organisations))
    many = {
        name: select(func.count()).select_from(Commitment).where(rule, *kept).scalar_subquery()
        for name, rule in rules.items()
    }
    counted = db.session.execute(select(*(number.label(name) for name, number in many.items()))).one()
    order = (Commitment.settled_on.desc() if view == "settled" else Commitment.due, Commitment.id)
    # Which ones first, then their lines: a page far back would join all that it skips.
    wanted = select(Commitment.id).where(*kept, rules[view]).order_by(*order).limit(size).offset((page - 1) * size)
    found = db.session.execute(
        select(
            Commitment.id,
            Commitment.texts["sv"].astext.label("text"),
            DialogueText.title,
            Commitment.dialogue_id,
            Organisation.slug.label("organisation"),
            Commitment.status,
            Commitment.due,
            Commitment.settled_on,
        )
        .join(DialogueText, (DialogueText.dialogue_id == Commitment.dialogue_id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Commitment.organisation_id)
        .where(Commitment.id.in_(wanted))
        .order_by(*order)
    )
    return Promised(
        rows=tuple(Row(**row._mapping) for row in found),
        counts={name: int(number) for name, number in counted._mapping.items()},
    )


def whole(commitment_id: int) -> Commitment | None:
    """One promise with its owner and its history."""
    return db.session.scalar(
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(joinedload(Commitment.organisation), selectinload(Commitment.updates))
    )
