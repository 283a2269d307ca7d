"""Keep the names that dialogues are sorted by, and the organisations that hold them; nothing used is ever deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import audit
from portal.actions.accounts import allow
from portal.db import Texts, db, transaction
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.rights import Actor
from portal.domain.slugs import slug as as_slug
from portal.domain.words import OrganisationKind
from portal.organisations import queries as organisations
from portal.organisations.models import Organisation
from portal.places import queries as places
from portal.publications import catalogue, retelling
from portal.taxonomy import queries as taxonomy
from portal.taxonomy.models import Method, TargetGroup, Theme

Terms = Sequence[Theme] | Sequence[TargetGroup] | Sequence[Method]

TABLES: dict[str, tuple[Any, Any]] = {
    "theme": (Theme, taxonomy.themes),
    "group": (TargetGroup, taxonomy.groups),
    "method": (Method, taxonomy.methods),
}
EVERYBODY = "all"
"""The target group of everybody lies within no other and is never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDraft:
    """A theme, target group or method as typed; `place` counts from 1, `parent` is a slug or empty."""

    names: Texts
    place: int
    parent: str = ""
    minutes: int = 60
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    """An organisation as typed; `area` and `successor` are slugs or empty."""

    names: Texts
    short: str
    kind: OrganisationKind
    email: str = ""
    url: str = ""
    area: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""


def save_term(kind: str, draft: TermDraft, *, known: str | None, actor: Actor) -> str:
    """Add a theme, target group or method, or change one; returns its slug, which never changes.

    Raises RulesNotMet for a name that another has, or a group within itself.
    """
    allow(actor)
    table, read = TABLES[kind]
    with transaction():
        rows = list(read())
        row = next((one for one in rows if one.slug == known), None)
        if known and row is None:
            raise NotFound
        parent = next((one for one in rows if one.slug == draft.parent), None)
        _hold_term(kind, rows, row, parent, draft)
        before = _facts(row)
        if row is None:
            row = table(slug=_free(rows, draft.names["sv"], within=draft.parent if kind == "theme" else ""))
            row.position = len(rows)
            db.session.add(row)
        row.names, row.retired = draft.names, draft.retired
        if kind == "method":
            row.minutes = draft.minutes
        elif not (kind == "theme" and known):
            row.parent_id = parent.id if parent else None
        _order([one for one in rows if one is not row], row, draft.place)
        db.session.flush()
        _note(actor, kind, row.slug, before, _facts(row))
        retelling.named(kind, row.slug)
    catalogue.forget()
    return str(row.slug)


def save_organisation(draft: OrganisationDraft, *, known: str | None, actor: Actor) -> str:
    """Add an organisation or change one; returns its slug. Raises RulesNotMet for a name in use or a circle."""
    allow(actor)
    with transaction():
        rows = organisations.all_organisations()
        row = next((one for one in rows if one.slug == known), None)
        if known and row is None:
            raise NotFound
        successor = next((one for one in rows if one.slug == draft.successor), None)
        if _taken(rows, row, draft.names["sv"]):
            raise RulesNotMet((Problem("A3", "name_sv"),))
        if successor is not None and _leads_to(row, successor, {one.id: one for one in rows}, "successor_id"):
            raise RulesNotMet((Problem("A4", "successor"),))
        before = _facts(row)
        if row is None:
            row = Organisation(slug=_free(rows, draft.names["sv"], joined="-"))
            db.session.add(row)
        area = places.by_slug({draft.area}).get(draft.area)
        row.names, row.short, row.kind = draft.names, draft.short, draft.kind
        row.email, row.url = draft.email or None, draft.url or None
        row.valid_from, row.valid_to = draft.valid_from, draft.valid_to
        row.area_id, row.successor_id = area.id if area else None, successor.id if successor else None
        row.is_city = draft.kind not in _OUTSIDE
        db.session.flush()
        _note(actor, "organisation", row.slug, before, _facts(row))
        retelling.named("organisation", row.slug)
    catalogue.forget()
    return row.slug


_OUTSIDE = (
    OrganisationKind.REGION,
    OrganisationKind.STATE,
    OrganisationKind.ASSOCIATION,
    OrganisationKind.NETWORK,
    OrganisationKind.OTHER,
)
_KEPT = ("names", "short", "kind", "email", "url", "valid_from", "valid_to", "retired", "position", "minutes")


def _hold_term(kind: str, rows: Any, row: Any, parent: Any, draft: TermDraft) -> None:
    if _taken([one for one in rows if kind != "theme" or one.parent_id == _id(parent)], row, draft.names["sv"]):
        raise RulesNotMet((Problem("A3", "name_sv"),))
    if row is not None and parent is not None and _leads_to(row, parent, {one.id: one for one in rows}, "parent_id"):
        raise RulesNotMet((Problem("A4", "parent"),))
    if draft.retired and row is not None and row.slug == EVERYBODY:
        raise RulesNotMet((Problem("A5", "retired"),))


def _id(row: Any) -> int | None:
    return row.id if row is not None else None


def _leads_to(row: Any, other: Any, by_id: dict[int, Any], column: str) -> bool:
    """Whether following a column from the other comes back to the row."""
    while row is not None and other is not None:
        if other.id == row.id:
            return True
        other = by_id.get(getattr(other, column) or 0)
    return False


def _taken(rows: Any, row: Any, name: str) -> bool:
    return any(one is not row and one.names["sv"].casefold() == name.casefold() for one in rows)


def _order(others: list[Any], row: Any, place: int) -> None:
    """Put the row at its place and number all anew; those that stay where they are are not written."""
    others.insert(max(0, place - 1), row)
    for position, one in enumerate(others):
        if one.position != position:
            one.position = position


def _free(rows: Any, name: str, *, within: str = "", joined: str = "_") -> str:
    wanted = (f"{within}/" if within else "") + (as_slug(name, longest=60).replace("-", joined) or "term")
    taken, number, found = {one.slug for one in rows}, 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}{joined}{number}"
    return found


def _facts(row: Any) -> dict[str, object]:
    if row is None:
        return {}
    found = {name: getattr(row, name) for name in _KEPT if hasattr(row, name)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def _note(actor: Actor, kind: str, key: str, before: dict[str, object], after: dict[str, object]) -> None:
    changed: dict[str, object] = {
        name: [before.get(name), value] for name, value in after.items() if before.get(name) != value
    }
    audit.record(staff_id=actor.id, act=f"save_{kind}", kind=kind, key=key, change=changed)
