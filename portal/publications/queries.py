"""Everything that public pages and feeds read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Select, Text, cast, func, literal_column, select, tuple_

from portal.db import db
from portal.publications import tally, versions
from portal.publications.catalogue import catalogue
from portal.publications.pages import Card, DocumentCard, FindingCard, OccasionCard, Page
from portal.publications.promises import CommitmentCard
from portal.publications.rules import Item, filtered, ids_of, is_late, single, within
from portal.publications.selection import Selection

Made = TypeVar("Made", Card, FindingCard, CommitmentCard, DocumentCard, OccasionCard)

DEEPEST_PAGE = 1000
"""Nobody reads further, and a crawler shall not make the database skip rows without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Made]):
    """One page of a list; `counts` gives for each filter how many items each of its values would leave."""

    items: tuple[Made, ...]
    total: int
    page: int
    pages: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def cards(self) -> tuple[Made, ...]:
        """The items, as a list of dialogues calls them."""
        return self.items


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tallies:
    """Numbers for the front page: in all, and per district by coming, open, reported and total.

    Made once for each version of what is public, so the same object stands for the same numbers.
    """

    districts: dict[str, dict[str, int]]
    open: int
    coming: int
    reported: int
    findings: int


class Sums(dict[str, dict[str, int]]):
    """Counts by organiser; made once for each version, so the same object stands for the same numbers."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def page(slug: str) -> Page | None:
    """Everything public about one dialogue, or None when there is none to see."""
    stored = (
        db.session.connection()
        .execute(
            select(cast(Item.page, Text)).where(Item.kind == "dialogue", Item.key == slug, Item.card.is_not(None))
        )
        .scalar()
    )
    return msgspec.json.decode(stored, type=Page) if stored else None


def cards(slugs: Collection[str]) -> dict[str, Card]:
    """The dialogues with these addresses that residents may see."""
    rows = db.session.connection().execute(
        select(Item.key, cast(Item.card, Text)).where(
            Item.kind == "dialogue", Item.key.in_(slugs), Item.card.is_not(None)
        )
    )
    return {key: msgspec.json.decode(card, type=Card) for key, card in rows}


_CARDS = {"dialogue": Card, "finding": FindingCard, "commitment": CommitmentCard, "document": DocumentCard}


def items(
    keys: Collection[tuple[str, str]], *, newest_first: bool = False
) -> dict[tuple[str, str], Card | FindingCard | CommitmentCard | DocumentCard]:
    """Published items by (kind, key), in no order or the newest change first; those withdrawn are left out."""
    chosen = select(Item.kind, Item.key, cast(Item.card, Text)).where(
        tuple_(Item.kind, Item.key).in_(list(keys)), Item.card.is_not(None)
    )
    if newest_first:
        chosen = chosen.order_by(Item.version.desc(), Item.id)
    rows = db.session.connection().execute(chosen)
    return {(kind, key): msgspec.json.decode(card, type=_CARDS[kind]) for kind, key, card in rows}


def last_row() -> int:
    """The number of the newest row of what is published; 0 when there is none."""
    return db.session.connection().execute(select(func.max(Item.id))).scalar() or 0


def slugs(*, first: int, size: int) -> list[str]:
    """The dialogues residents may see among so many rows from this one on."""
    rows = select(Item.key).where(
        Item.kind == "dialogue", Item.card.is_not(None), Item.id >= first, Item.id < first + size
    )
    return list(db.session.connection().scalars(rows.order_by(Item.id)))


def listing(selection: Selection, *, size: int = 15) -> Listing[Card]:
    """Dialogues as chosen; open ones first, then planned, then by how new they are."""
    return _list("dialogue", Card, selection, size=size)


def findings(selection: Selection, *, size: int = 20) -> Listing[FindingCard]:
    """Findings as chosen, newest first."""
    return _list("finding", FindingCard, selection, size=size)


def documents(selection: Selection, *, size: int = 20) -> Listing[DocumentCard]:
    """Documents as chosen, those of the newest dialogues first."""
    return _list("document", DocumentCard, selection, size=size)


def commitments(selection: Selection, *, today: date | None, size: int = 20) -> Listing[CommitmentCard]:
    """Promises as chosen: latest first, those to come, the settled; `late` is understood with `today` only."""
    return _list("commitment", CommitmentCard, selection, size=size, today=today)


def occasions(
    *,
    first: date,
    last: date,
    district: str | None = None,
    theme: str | None = None,
    organiser: str | None = None,
    limit: int = 200,
) -> tuple[OccasionCard, ...]:
    """Occasions that touch the days from `first` to `last`, in order of time."""
    if last < first:
        return ()
    chosen = select(Item.id, Item.place).where(
        # Written out, as in the index of days, so that it is found.
        literal_column("kind = 'occasion'"),
        Item.card.is_not(None),
        literal_column("daterange(starts, ends, '[]')").op("&&")(func.daterange(first, last, "[]")),
    )
    for column, value in ((Item.districts, district), (Item.themes, theme), (Item.organisers, organiser)):
        if value:
            chosen = chosen.where(column.contains([value]))
    # Gathered first: in order of time the database would otherwise begin with all that lies behind.
    touching = chosen.cte("touching").prefix_with("MATERIALIZED")
    wanted = select(touching.c.id).order_by(touching.c.place, touching.c.id).limit(limit)
    return _shown(wanted, OccasionCard, lambda cards: cards.order_by(Item.place, Item.id))


def reported(*, limit: int, district: str | None = None) -> tuple[Card, ...]:
    """Dialogues with results, the newest results first."""
    chosen = select(cast(Item.card, Text)).where(
        Item.kind == "dialogue", Item.card.is_not(None), Item.reported_on.is_not(None)
    )
    if district:
        chosen = chosen.where(Item.districts.contains([district]))
    rows = db.session.connection().scalars(chosen.order_by(Item.reported_on.desc(), Item.id).limit(limit))
    return tuple(msgspec.json.decode(card, type=Card) for card in rows)


def tallies() -> Tallies:
    """How many dialogues are coming, open and reported, in each district and in all."""
    return _tallies(versions.current().content)


@lru_cache(maxsize=2)
def _tallies(version: int) -> Tallies:
    """Counted once for each version of what is public."""
    known = tally.tally("dialogue", version)
    status = known.carrying["status"]
    groups = {
        "coming": status.get("planned", 0),
        "open": status.get("open", 0),
        "reported": status.get("reported", 0) | status.get("followed_up", 0) | status.get("archived", 0),
        "total": known.live,
    }
    return Tallies(
        districts={
            slug: {name: (here & group).bit_count() for name, group in groups.items()}
            for slug, here in known.carrying["district"].items()
        },
        open=groups["open"].bit_count(),
        coming=groups["coming"].bit_count(),
        reported=groups["reported"].bit_count(),
        findings=tally.tally("finding", version).live.bit_count(),
    )


def promises_by_organisation(today: date) -> Sums:
    """Per organisation how many promises are kept, kept_late, partly, not_kept, late and open."""
    return _promises(versions.current().content, today)


@lru_cache(maxsize=2)
def _promises(_version: int, today: date) -> Sums:
    """Counted once for each version of what is public: it is one row for each promise of the city."""
    late = is_late(today)
    kinds = {
        "kept": (Item.status == "done") & (Item.ends <= Item.starts),
        "kept_late": (Item.status == "done") & (Item.ends > Item.starts),
        "partly": Item.status == "partly_done",
        "not_kept": Item.status == "not_done",
        "late": late,
        "open": Item.ends.is_(None) & ~late,
    }
    rows = db.session.connection().execute(
        select(Item.organisers, *(func.count().filter(rule).label(name) for name, rule in kinds.items()))
        .where(Item.kind == "commitment", Item.card.is_not(None))
        .group_by(Item.organisers)
    )
    # A promise has one owner.
    counted = {row[0][0]: dict(zip(kinds, row[1:], strict=True)) for row in rows}
    named = catalogue().organisations
    return Sums({slug: counted[slug] for slug in (*named, *(counted.keys() - named.keys())) if slug in counted})


def _list(
    kind: str, made: type[Made], selection: Selection, *, size: int, today: date | None = None
) -> Listing[Made]:
    known = tally.tally(kind, versions.current().content)
    late = is_late(today) if today is not None and kind == "commitment" else None
    if late is not None:
        known = known.knowing("status", "late", ids_of(kind, [late]))
    kept = within(kind, known, selection)
    counts = known.counts(selection, within=kept)
    total = known.chosen(selection, within=kept).bit_count()
    pages = max(1, -(-total // size))
    number = min(max(1, selection.page), pages, DEEPEST_PAGE)
    chosen = filtered(
        select(Item.id).where(Item.kind == kind, Item.card.is_not(None), *single(selection)), selection, late
    )
    wanted = _ordered(chosen, selection.sort).limit(size).offset((number - 1) * size)
    return Listing(
        items=_shown(wanted, made, lambda cards: _ordered(cards, selection.sort)),
        total=total,
        page=number,
        pages=pages,
        counts=counts,
    )


def _shown(wanted: Select[Any], made: type[Made], order: Callable[[Select[Any]], Select[Any]]) -> tuple[Made, ...]:
    """The cards of the items wanted, read only once these are found: skipping rows with their cards is slow."""
    cards = select(cast(Item.card, Text)).where(Item.id.in_(wanted))
    rows = db.session.connection().scalars(order(cards))
    return tuple(msgspec.json.decode(card, type=made) for card in rows)


def counts(kind: str, selections: Collection[Selection], *, today: date) -> dict[Selection, int]:
    """How many items of a kind each of some choices keeps, the words left aside."""
    if not selections:
        return {}
    known = tally.tally(kind, versions.current().content)
    if kind == "commitment":
        known = known.knowing("status", "late", ids_of(kind, [is_late(today)]))
    found: dict[Selection, int] = {}
    kept: dict[tuple[str, date | None, date | None], int | None] = {}
    for one in selections:
        asked = (one.case, one.starts_from, one.starts_to)
        if asked not in kept:
            kept[asked] = within(kind, known, one)
        found[one] = known.chosen(one, within=kept[asked]).bit_count()
    return found


def has_case(case: str) -> bool:
    """Whether a dialogue that residents can read belongs to this assignment or case."""
    known = select(Item.id).where(Item.kind == "dialogue", Item.card.is_not(None), *single(Selection(case=case)))
    return db.session.scalar(known.limit(1)) is not None


def _ordered(chosen: Select[Any], sort: str) -> Select[Any]:
    if sort == "date":
        return chosen.order_by(Item.starts, Item.id)
    if sort == "-date":
        return chosen.order_by(Item.starts.desc().nulls_last(), Item.id)
    if sort == "updated":
        return chosen.order_by(Item.version.desc(), Item.id)
    return chosen.order_by(Item.place, Item.id)
