"""Reading who follows what, and the news that may concern them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.domain.following import OLDEST_NEWS_DAYS, FollowKind, NewsKind, Pace
from portal.following.models import Follow, Reader
from portal.mail.models import Mail
from portal.publications.models import News, PublishedItem
from portal.publications.pages import Card

MOST_NEWS = 1000
"""So much news is read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One thing somebody follows."""

    id: int
    kind: FollowKind
    value: str
    km: int
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """What a reader's own link shows."""

    token: str
    email: str
    language: str
    pace: Pace
    ceiling: int | None
    confirmed: bool
    follows: tuple[Followed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of news with the public dialogue it is about, and what one filters by."""

    id: int
    kind: NewsKind
    card: Card
    districts: frozenset[str]
    areas: frozenset[str]
    themes: frozenset[str]
    organisers: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """A reader as the one who writes letters sees them."""

    id: int
    token: str
    email: str
    language: str
    pace: Pace
    ceiling: int | None
    told_through: int
    looked_at: datetime | None
    follows: tuple[Followed, ...]


def mine(token: str) -> Mine | None:
    """The page behind a reader's link; None when it is unknown or was left."""
    one = db.session.scalar(select(Reader).where(Reader.token == token).options(selectinload(Reader.follows)))
    if one is None:
        return None
    return Mine(
        token=one.token,
        email=one.email,
        language=one.language,
        pace=one.pace,
        ceiling=one.ceiling,
        confirmed=one.confirmed_at is not None,
        follows=tuple(_followed(follow) for follow in one.follows),
    )


def behind(*, newest: int, after: int, size: int = 200) -> list[Addressee]:
    """Confirmed readers who do not know the newest news yet, in order of their number, beginning after one."""
    rows = db.session.scalars(
        select(Reader)
        .where(Reader.confirmed_at.is_not(None), Reader.told_through < newest, Reader.id > after)
        .order_by(Reader.id)
        .limit(size)
        .options(selectinload(Reader.follows))
    )
    return [
        Addressee(
            id=one.id,
            token=one.token,
            email=one.email,
            language=one.language,
            pace=one.pace,
            ceiling=one.ceiling,
            told_through=one.told_through,
            looked_at=one.looked_at,
            follows=tuple(_followed(follow) for follow in one.follows if follow.confirmed_at is not None),
        )
        for one in rows
    ]


def news(*, after: int, moment: datetime) -> list[Item]:
    """News newer than a number about dialogues that are public now, oldest first, `MOST_NEWS` at the most."""
    item = PublishedItem
    rows = db.session.execute(
        select(News.id, News.kind, cast(item.card, Text), item.districts, item.areas, item.themes, item.organisers)
        .join(item, (item.dialogue_id == News.dialogue_id) & (item.kind == "dialogue") & item.card.is_not(None))
        .where(News.id > after, News.at > moment - timedelta(OLDEST_NEWS_DAYS))
        .order_by(News.id)
        .limit(MOST_NEWS)
    )
    return [
        Item(
            id=number,
            kind=kind,
            card=msgspec.json.decode(card, type=Card),
            districts=frozenset(districts),
            areas=frozenset(areas),
            themes=frozenset(themes),
            organisers=frozenset(organisers),
        )
        for number, kind, card, districts, areas, themes, organisers in rows
    ]


def letters_since(reader_ids: Collection[int], *, since: datetime) -> dict[int, int]:
    """How many letters with news each reader was sent since a moment."""
    found = {}
    for reader_id in reader_ids:
        prefix = f"news:{reader_id}:"
        found[reader_id] = (
            db.session.scalar(
                select(func.count()).where(Mail.key >= prefix, Mail.key < f"news:{reader_id};", Mail.at > since)
            )
            or 0
        )
    return found


def _followed(one: Follow) -> Followed:
    return Followed(id=one.id, kind=one.kind, value=one.value, km=one.km, confirmed=one.confirmed_at is not None)
