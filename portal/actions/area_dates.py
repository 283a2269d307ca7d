"""Say from when until when an area exists, what follows it and which languages many read there.

The dialogues of an area that has ended stay, and are found under both.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert

from portal import audit
from portal.actions.accounts import allow
from portal.actions.areas import REBUILD
from portal.db import db, transaction
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.rights import Actor
from portal.domain.words import AreaKind
from portal.jobs import defer
from portal.places import queries as places
from portal.places.models import Area, AreaLanguage, AreaSuccessor
from portal.publications import catalogue, retelling, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDraft:
    """The days of an area as typed, both included, the slugs of what follows it, and the languages read there."""

    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


def save_area(slug: str, draft: AreaDraft, *, actor: Actor) -> None:
    """Change the days of a district or a neighbourhood and what follows it.

    Raises NotFound for the city and for what is not known, RulesNotMet for successors of an area without an end and
    for a circle.
    """
    allow(actor)
    with transaction():
        areas = {one.slug: one for one in places.all_areas()}
        row = areas.get(slug)
        if row is None or row.kind is AreaKind.CITY:
            raise NotFound
        heirs = [areas[one] for one in draft.successors if one in areas]
        follows = places.successions()
        _hold(row, heirs, draft, follows)
        slugs = {one.id: one.slug for one in areas.values()}
        heirs_before = [slugs[heir] for one, heir in follows if one == row.id]
        before = _facts(row, heirs_before, places.languages().get(slug, []))
        row.valid_from, row.valid_to = draft.valid_from, draft.valid_to
        db.session.execute(delete(AreaSuccessor).where(AreaSuccessor.area_id == row.id))
        if heirs:
            db.session.execute(
                insert(AreaSuccessor), [{"area_id": row.id, "successor_id": heir.id} for heir in heirs]
            )
        db.session.execute(delete(AreaLanguage).where(AreaLanguage.area_id == row.id))
        if draft.languages:
            spoken = [{"area_id": row.id, "language": one} for one in draft.languages]
            db.session.execute(insert(AreaLanguage), spoken)
        after = _facts(row, [heir.slug for heir in heirs], list(draft.languages))
        changed: dict[str, object] = {
            name: [before[name], after[name]] for name in after if before[name] != after[name]
        }
        audit.record(staff_id=actor.id, act="save_area", kind="area", key=slug, change=changed)
        if changed.keys() == {"languages"}:
            return  # No page tells of them.
        defer(REBUILD, slugs=[slug])
        versions.take_next(reference=True)
        for heir in heirs:
            if row.kind is AreaKind.DISTRICT:
                retelling.also_in((slug,), heir.slug)
    catalogue.forget()


def _hold(row: Area, heirs: list[Area], draft: AreaDraft, follows: list[tuple[int, int]]) -> None:
    if heirs and draft.valid_to is None:
        raise RulesNotMet((Problem("A9", "valid_to"),))
    seen: set[int] = set()
    ahead = [heir.id for heir in heirs]
    while ahead:
        one = ahead.pop()
        if one == row.id:
            raise RulesNotMet((Problem("A4", "successors"),))
        if one not in seen:
            seen.add(one)
            ahead += [heir for old, heir in follows if old == one]


def _facts(row: Area, successors: list[str], languages: list[str]) -> dict[str, object]:
    days = {"valid_from": row.valid_from, "valid_to": row.valid_to}
    found: dict[str, object] = {name: day.isoformat() if day else None for name, day in days.items()}
    return found | {"successors": sorted(successors), "languages": sorted(languages)}
