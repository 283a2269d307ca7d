"""What the public reads of the dialogues that a programme gathers."""

from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Text, cast, func, select

from portal.db import db
from portal.publications.models import PublishedItem
from portal.publications.pages import Card, FindingCard
from portal.publications.promises import CommitmentCard

Item = PublishedItem.__table__.c
MOST = 60
"""So many dialogues a page shows; a programme has fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The dialogues of a programme in the order of lists, some findings, and promises with the late ones first."""

    dialogues: tuple[Card, ...]
    findings: tuple[FindingCard, ...]
    promises: tuple[CommitmentCard, ...]


def sizes() -> dict[str, int]:
    """How many public dialogues each programme has."""
    rows = db.session.connection().execute(
        select(Item.programme, func.count())
        .where(Item.kind == "dialogue", Item.card.is_not(None), Item.programme.is_not(None))
        .group_by(Item.programme)
    )
    return dict(iter(rows))


def gathered(slug: str) -> Gathered:
    """Everything public of one programme."""
    return Gathered(
        dialogues=tuple(msgspec.json.decode(one, type=Card) for one in _cards("dialogue", slug, MOST)),
        findings=tuple(msgspec.json.decode(one, type=FindingCard) for one in _cards("finding", slug, 8)),
        promises=tuple(msgspec.json.decode(one, type=CommitmentCard) for one in _cards("commitment", slug, 12)),
    )


def years(cards: tuple[Card, ...]) -> tuple[date | None, date | None]:
    """The first and the last day of some dialogues."""
    starts = [card.starts for card in cards if card.starts]
    ends = [card.ends for card in cards if card.ends]
    return min(starts, default=None), max(ends, default=None)


def _cards(kind: str, slug: str, limit: int) -> list[str]:
    rows = db.session.connection().scalars(
        select(cast(Item.card, Text))
        .where(Item.kind == kind, Item.programme == slug, Item.card.is_not(None))
        .order_by(Item.place, Item.id)
        .limit(limit)
    )
    return list(rows)
