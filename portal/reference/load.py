"""Enter the reference data into an empty database."""

import json
from datetime import date
from importlib import resources
from typing import Any

from sqlalchemy import select

from portal.db import db, transaction
from portal.organisations.models import Organisation
from portal.places.models import Area, AreaSuccessor, Population
from portal.publications import catalogue, versions
from portal.taxonomy.models import Method, TargetGroup, Theme

POPULATION_SOURCE = "Stockholms stad, Befolkningsöversikt 2024, tabell 2"


def load_if_empty() -> bool:
    """Enter everything unless areas are there already; returns whether anything was entered."""
    if db.session.scalar(select(Area.id).limit(1)) is not None:
        return False
    with transaction():
        _areas(_read("areas"))
        _organisations(_read("organisations"))
        _terms(Theme, _read("themes"))
        _terms(TargetGroup, _read("groups"), extra=("age_from", "age_to"))
        _terms(Method, _read("methods"), extra=("minutes",))
        db.session.flush()
        versions.take_next(reference=True)
    catalogue.forget()
    return True


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (resources.files(__package__) / "data" / f"{name}.json").read_text("utf-8")
    )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _areas(rows: list[dict[str, Any]]) -> None:
    known: dict[str, Area] = {}
    # The city, then districts, then what lies in them: each after the area it lies in.
    for row in sorted(rows, key=lambda row: ("city", "district", "neighbourhood", "place").index(row["kind"])):
        column, line = row.get("tile") or (None, None)
        area = Area(
            slug=row["slug"],
            kind=row["kind"],
            name=row["name"],
            lat=row["lat"],
            lon=row["lon"],
            parent_id=known[row["parent"]].id if row["parent"] else None,
            valid_from=_day(row.get("valid_from")),
            valid_to=_day(row.get("valid_to")),
            small=row.get("small", False),
            tile_column=column,
            tile_row=line,
        )
        db.session.add(area)
        db.session.flush()
        known[area.slug] = area
        if row.get("population"):
            db.session.add(
                Population(
                    area_id=area.id, year=row["population_year"], count=row["population"], source=POPULATION_SOURCE
                )
            )
    for row in rows:
        for successor in row.get("successors") or ():
            db.session.add(AreaSuccessor(area_id=known[row["slug"]].id, successor_id=known[successor].id))


def _organisations(rows: list[dict[str, Any]]) -> None:
    area_ids = dict(iter(db.session.execute(select(Area.slug, Area.id))))
    for row in rows:
        db.session.add(
            Organisation(
                slug=row["slug"],
                kind=row["kind"],
                names=row["names"],
                short=row["short"],
                email=row["email"],
                url=row.get("url"),
                is_city=row["is_city"],
                area_id=area_ids[row["area"]] if row.get("area") else None,
            )
        )


def _terms(table: Any, rows: list[dict[str, Any]], *, extra: tuple[str, ...] = ()) -> None:
    known: dict[str, Any] = {}
    for position, row in enumerate(rows):
        slug = row.get("slug") or row["code"]
        term = table(slug=slug, position=position, names=row["names"], **{name: row.get(name) for name in extra})
        if row.get("parent"):
            term.parent_id = known[row["parent"]].id
        db.session.add(term)
        db.session.flush()
        known[slug] = term
