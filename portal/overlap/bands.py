"""The planning calendar: the dialogues and drafts that somebody may see in a stretch of days, and conflicts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select, union_all

from portal.db import db
from portal.dialogues.models import (
    Dialogue,
    DialogueText,
    dialogue_area,
    dialogue_co_organiser,
    dialogue_group,
    dialogue_theme,
)
from portal.domain.overlap import pair, shared_area, shared_groups
from portal.domain.rights import Act, Actor
from portal.domain.words import Status
from portal.occasions.models import dialogue_occasion
from portal.organisations.models import Organisation
from portal.overlap.calendar import asks_of, away
from portal.overlap.check import current_weights
from portal.overlap.models import StoredAsk
from portal.publications.catalogue import catalogue

MOST_SHOWN = 120
CONFLICT_POINTS = 20
"""Two dialogues are in conflict when one adds so many points to the other."""

NEAR_DAYS = 60
"""Farther apart than this no pair reaches the points of a conflict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One dialogue in the calendar; `area` is the slug of its first area, `movable` that the actor may plan it."""

    id: int
    title: str
    status: Status
    organiser: str
    lead: str
    starts: date
    ends: date | None
    area: str | None
    movable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the calendar is to show, by slugs; empty means all."""

    district: str = ""
    organiser: str = ""
    theme: str = ""
    group: str = ""
    status: str = ""
    influence: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two dialogues of the calendar that ask the same people about the same time, in points of 100."""

    one: Band
    other: Band
    points: int


def bands(actor: Actor, first: date, last: date, wish: Wish, *, most: int = MOST_SHOWN) -> tuple[list[Band], int]:
    """What touches these days and the actor may see, by first day; of how many."""
    area = (
        select(func.min(dialogue_area.c.area_id)).where(dialogue_area.c.dialogue_id == Dialogue.id).scalar_subquery()
    )
    names = catalogue()
    slugs = {one.id: one.slug for one in names.areas.values()}
    # Which ones first, then their lines: all that is not shown would be joined only to be counted.
    found = union_all(
        *(
            select(Dialogue.id, Dialogue.starts).where(_seen_by(actor), *when, *_wished(wish))
            for when in _touching(first, last)
        )
    ).subquery()
    wanted = (
        select(found.c.id, func.count().over().label("total"))
        .order_by(found.c.starts, found.c.id)
        .limit(most)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Dialogue.id,
            DialogueText.title,
            Dialogue.status,
            Organisation.short.label("organiser"),
            Organisation.slug.label("lead"),
            Dialogue.starts,
            Dialogue.ends,
            area.label("area"),
            and_(_planned_by(actor), Dialogue.status.in_(PLANS)).label("movable"),
            wanted.c.total,
        )
        .join(wanted, wanted.c.id == Dialogue.id)
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .order_by(Dialogue.starts, Dialogue.id)
    ).all()
    shown = [
        Band(
            id=row.id,
            title=row.title,
            status=row.status,
            organiser=row.organiser,
            lead=row.lead,
            starts=row.starts,
            ends=row.ends,
            area=slugs.get(row.area),
            movable=row.movable,
        )
        for row in rows
    ]
    return shown, rows[0].total if rows else 0


def _touching(first: date, last: date) -> tuple[tuple[ColumnElement[bool], ...], ...]:
    """Two ways to touch these days, of which a dialogue fits one at most: by its days, or as one that goes on."""
    # As in the index of days, so that it is found.
    days: ColumnElement[Any] = literal_column(
        "daterange(dialogue.starts, COALESCE(dialogue.ends, dialogue.starts), '[]')"
    )
    return (
        (Dialogue.starts.is_not(None), days.op("&&")(func.daterange(first, last, "[]"))),
        (
            Dialogue.ends.is_(None),
            Dialogue.starts < first,
            Dialogue.status.in_((Status.DRAFT, Status.COORDINATION, Status.PLANNED, Status.OPEN)),
        ),
    )


def conflicts(shown: Iterable[Band], *, today: date) -> list[Conflict]:
    """The pairs of these bands that add so many points to each other, the largest first."""
    by_id = {str(band.id): band for band in shown}
    names, weights = catalogue(), current_weights()
    together = _held_together([int(key) for key in by_id])
    rows = db.session.connection().execute(
        select(StoredAsk.__table__).where(StoredAsk.__table__.c.dialogue_id.in_([int(key) for key in by_id]))
    )
    asks = [replace(one, joint_with=together[int(one.id)]) for one in asks_of(rows.mappings(), names)]
    asks = sorted((one for one in asks if by_id[one.id].status not in _GONE), key=lambda one: one.start)
    spots = list({one.places: None for one in asks})
    spot = {places: number for number, places in enumerate(spots)}
    share = cache(lambda one, other: shared_area(spots[one], spots[other], weights))
    found = []
    by_start = [(ask, spot[ask.places]) for ask in asks]
    for number, (earlier, here) in enumerate(by_start):
        until = away(earlier.end, NEAR_DAYS)
        for later, there in by_start[number + 1 :]:
            if later.start > until:
                break
            # Most pairs ask other people elsewhere: told at once, since half a year has thousands of pairs.
            if not shared_groups(earlier.groups, later.groups, weights) or not share(here, there):
                continue
            one, other = sorted((earlier, later), key=lambda ask: int(ask.id))
            points = round(pair(one, other, today=today, weights=weights).points)
            if points >= CONFLICT_POINTS:
                found.append(Conflict(by_id[one.id], by_id[other.id], points))
    return sorted(found, key=lambda one: (-one.points, one.one.id, one.other.id))


def _held_together(ids: Collection[int]) -> dict[int, frozenset[str]]:
    """For each of these dialogues those it shares an occasion with."""
    mine, theirs = dialogue_occasion.alias(), dialogue_occasion.alias()
    rows = db.session.execute(
        select(mine.c.dialogue_id, theirs.c.dialogue_id)
        .join(theirs, mine.c.occasion_id == theirs.c.occasion_id)
        .where(mine.c.dialogue_id.in_(ids), mine.c.dialogue_id != theirs.c.dialogue_id)
    )
    found = {one: frozenset[str]() for one in ids}
    for one, other in rows:
        found[one] |= {str(other)}
    return found


_GONE = (Status.CANCELLED, Status.UNPUBLISHED)


PLANS = (Status.DRAFT, Status.COORDINATION, Status.PLANNED)


def _granted(actor: Actor, act: Act) -> ColumnElement[bool]:
    """The rule of `Actor.may_on` for the database."""
    where = actor.where(act)
    if where is None:
        return Dialogue.id.is_not(None)
    co_led = select(dialogue_co_organiser.c.dialogue_id).where(dialogue_co_organiser.c.co_organiser_id.in_(where))
    rule = or_(Dialogue.lead_id.in_(where), Dialogue.id.in_(co_led))
    return or_(rule, Dialogue.created_by_id == actor.id) if actor.may_own(act) else rule


def _planned_by(actor: Actor) -> ColumnElement[bool]:
    """Whose days the actor may change: what residents read is changed by those who publish."""
    unpublished = Dialogue.published_at.is_(None)
    return or_(and_(unpublished, _granted(actor, Act.EDIT)), and_(~unpublished, _granted(actor, Act.PUBLISH)))


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """The rule of `Actor.may_see` for the database."""
    rule = _granted(actor, Act.SEE_DRAFT)
    if actor.may(Act.SEE_COORDINATION):
        return or_(rule, Dialogue.status.not_in((Status.DRAFT, Status.UNPUBLISHED)))
    return rule


def _wished(wish: Wish) -> list[ColumnElement[bool]]:
    names = catalogue()
    rules: list[ColumnElement[bool]] = []
    if wish.district:
        here = [
            one.id
            for one in names.areas.values()
            if one.kind == "city" or names.district_of(one.slug) == wish.district
        ]
        rules.append(Dialogue.id.in_(select(dialogue_area.c.dialogue_id).where(dialogue_area.c.area_id.in_(here))))
    if wish.theme:
        themes = [one.id for one in names.themes.values() if wish.theme in (one.slug, one.slug.partition("/")[0])]
        rules.append(
            Dialogue.id.in_(select(dialogue_theme.c.dialogue_id).where(dialogue_theme.c.theme_id.in_(themes)))
        )
    if wish.group:
        group = names.groups[wish.group].id
        rules.append(Dialogue.id.in_(select(dialogue_group.c.dialogue_id).where(dialogue_group.c.group_id == group)))
    if wish.organiser:
        leads = [one.id for one in names.organisations.values() if one.slug == wish.organiser]
        rules.append(Dialogue.lead_id.in_(leads))
    if wish.status:
        rules.append(Dialogue.status == wish.status)
    if wish.influence:
        rules.append(Dialogue.influence == wish.influence)
    return rules
