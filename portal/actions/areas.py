"""Merge districts on a day, so that what was held in the old ones is found under both names."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select

from portal import audit
from portal.actions.accounts import allow
from portal.db import db, transaction
from portal.dialogues.models import Dialogue, dialogue_area
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.rights import Actor
from portal.domain.slugs import slug as as_slug
from portal.domain.words import AreaKind
from portal.jobs import defer
from portal.places import queries as places
from portal.places.models import Area, AreaSuccessor, Population
from portal.publications import catalogue, retelling, versions
from portal.publications.refresh import refresh

REBUILD = "rebuild_districts"
"""The job that makes the pages of dialogues in some districts anew."""

AT_ONCE = 100
DAYS_BACK = 60
"""An area that began or ended longer ago has been dealt with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """Districts by slug that become one, what it is called, and its first day."""

    old: tuple[str, ...]
    name: str
    on: date


def merge(merger: Merger, *, actor: Actor) -> str:
    """Let districts become one; returns its slug. Old dialogues keep their district and are found under both.

    Neighbourhoods keep the district they lay in, and count to the new one from its first day. Raises RulesNotMet
    for fewer than two districts, one that has ended, or a name in use.
    """
    allow(actor)
    with transaction():
        areas = places.all_areas()
        old = [one for one in areas if one.slug in merger.old and one.kind is AreaKind.DISTRICT]
        _hold(merger, areas, old)
        city = next(one for one in areas if one.kind is AreaKind.CITY)
        new = Area(slug=_free(areas, merger.name), kind=AreaKind.DISTRICT, name=merger.name, parent_id=city.id)
        new.valid_from, new.small = merger.on, all(one.small for one in old)
        new.lat, new.lon = _middle([one.lat for one in old]), _middle([one.lon for one in old])
        new.tile_column, new.tile_row = old[0].tile_column, old[0].tile_row
        db.session.add(new)
        db.session.flush()
        for one in old:
            one.valid_to = merger.on - timedelta(1)
        db.session.execute(insert(AreaSuccessor), [{"area_id": one.id, "successor_id": new.id} for one in old])
        _add_up([one.id for one in old], new.id)
        slugs = tuple(one.slug for one in old)
        audit.record(
            staff_id=actor.id,
            act="merge_areas",
            kind="area",
            key=new.slug,
            change={"merged": list(slugs), "valid_from": merger.on.isoformat()},
        )
        defer(REBUILD, slugs=list(slugs))
        retelling.also_in(slugs, new.slug)
    catalogue.forget()
    return new.slug


def turn(today: date) -> None:
    """Have pages and sums follow when the day has come on which a district begins or ends; once for each."""
    with transaction():
        turned = [
            (one.slug, day)
            for one in places.all_areas()
            for day in (one.valid_from, one.valid_to + timedelta(1) if one.valid_to else None)
            if one.kind is AreaKind.DISTRICT and day and today - timedelta(DAYS_BACK) <= day <= today
        ]
        marks = {f"{slug} {day}" for slug, day in turned}
        known = db.session.scalars(
            select(audit.AuditEntry.key).where(audit.AuditEntry.kind == "area", audit.AuditEntry.key.in_(marks))
        ).all()
        fresh = marks - set(known)
        for mark in sorted(fresh):
            audit.record(staff_id=None, act="area_turns", kind="area", key=mark)
        if fresh:
            defer(REBUILD, slugs=sorted({slug for slug, day in turned if f"{slug} {day}" in fresh}))
            versions.take_next(reference=True)


def rebuild(slugs: list[str]) -> int:
    """Make the pages of all dialogues in some districts anew, a few in a transaction; returns how many."""
    found = places.by_slug(set(slugs))
    wanted = {one.id for one in found.values()}
    wanted |= {one.id for one in places.all_areas() if one.parent_id in wanted}
    done, last = 0, 0
    while True:
        with transaction():
            inside = select(dialogue_area.c.dialogue_id).where(dialogue_area.c.area_id.in_(wanted))
            chosen = select(Dialogue).where(Dialogue.id > last, Dialogue.id.in_(inside))
            some = db.session.scalars(chosen.order_by(Dialogue.id).limit(AT_ONCE)).all()
            if not some:
                return done
            done, last = done + len(some), some[-1].id
            refresh(some)


def _hold(merger: Merger, areas: list[Area], old: list[Area]) -> None:
    if len(old) != len(set(merger.old)):
        raise NotFound
    if len(old) < 2:
        raise RulesNotMet((Problem("A6", "old"),))
    if any(one.valid_to is not None for one in old):
        raise RulesNotMet((Problem("A7", "old"),))
    if any(one.valid_from and one.valid_from >= merger.on for one in old):
        raise RulesNotMet((Problem("A8", "on"),))
    if any(one.name.casefold() == merger.name.casefold() for one in areas):
        raise RulesNotMet((Problem("A3", "name"),))


def _free(areas: list[Area], name: str) -> str:
    taken, wanted, number = {one.slug for one in areas}, as_slug(name, longest=70) or "stadsdelsomrade", 1
    found = wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _middle(numbers: list[float | None]) -> float | None:
    known = [one for one in numbers if one is not None]
    return sum(known) / len(known) if known and len(known) == len(numbers) else None


def _add_up(old: list[int], new: int) -> None:
    """The residents of the new district: what all of the old ones tell apart for the same year."""
    cells: dict[tuple[int, str | None, str | None], list[Population]] = {}
    for row in db.session.scalars(select(Population).where(Population.area_id.in_(old))):
        cells.setdefault((row.year, row.gender, row.age_band), []).append(row)
    for (year, gender, band), rows in cells.items():
        if len(rows) == len(old):
            total = sum(row.count for row in rows)
            db.session.add(
                Population(area_id=new, year=year, gender=gender, age_band=band, count=total, source=rows[0].source)
            )
