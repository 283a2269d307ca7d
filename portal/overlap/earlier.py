"""Find what residents have already been asked (V10), among what is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, func, select

from portal.db import db
from portal.domain.area import shared_residents
from portal.domain.earlier import SAME_PLACE, Standing, months_after, same_questions, same_residents, standing
from portal.domain.lifecycle import CLOSED
from portal.domain.overlap import Ask
from portal.domain.weights import Weights
from portal.overlap.calendar import expanded, place_of
from portal.overlap.check import Plan, ask_of, current_weights
from portal.publications.catalogue import catalogue
from portal.publications.models import PublishedItem
from portal.publications.pages import Page
from portal.publications.reference import Catalogue

MOST_READ, MOST_TOLD = 300, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier dialogue that bears on a plan; `same` are its questions in the plan's and in its own words."""

    id: int
    slug: str
    ended: date
    standing: Standing
    same: tuple[tuple[str, str], ...] = ()


def earlier(plan: Plan, questions: Iterable[str], *, today: date) -> list[Earlier]:
    """What was asked before on the same subject, of the same people, or in the same words; one statement.

    Those that must be answered to come first, then the newest.
    """
    names, weights = catalogue(), current_weights()
    asked = ask_of(plan, names)
    mine = tuple(questions)
    found = []
    for row in _rows(asked, names, weights, today):
        then = _ask(row, names)
        same = same_questions(mine, (one["sv"] for one in row.questions or () if "sv" in one))
        how = standing(asked, then, today=today, weights=weights)
        if how is None and same and same_residents(asked, then, weights=weights):
            how = Standing.SAME_QUESTION
        if how is not None:
            found.append(Earlier(id=row.dialogue_id, slug=row.key, ended=then.end, standing=how, same=same))
    order = list(Standing)
    return sorted(found, key=lambda one: (order.index(one.standing), -one.ended.toordinal(), one.id))[:MOST_TOLD]


def asked_lately(plan: Plan, *, today: date) -> bool:
    """Whether something published must be answered to before this plan is, told in one statement."""
    names, weights = catalogue(), current_weights()
    asked = ask_of(plan, names)
    since = months_after(today, -max(map(weights.remembered_months_of, asked.themes), default=0))
    rows = db.session.execute(
        select(PublishedItem.dialogue_id, PublishedItem.card, _ENDED.label("ended"))
        .where(*_near(asked, names, weights), PublishedItem.themes.overlap(sorted(asked.themes)), since <= _ENDED)
        .order_by(_ENDED.desc(), PublishedItem.dialogue_id)
        .limit(MOST_READ)
    )
    return any(standing(asked, _ask(row, names), today=today, weights=weights) is Standing.RECENT for row in rows)


def pages_of(dialogue_ids: Iterable[int]) -> dict[int, Page]:
    """What the public may read of some dialogues; one statement."""
    rows = db.session.execute(
        select(PublishedItem.dialogue_id, PublishedItem.page).where(
            PublishedItem.kind == "dialogue",
            PublishedItem.dialogue_id.in_(list(dialogue_ids)),
            PublishedItem.page.is_not(None),
        )
    )
    return {row.dialogue_id: msgspec.convert(row.page, type=Page) for row in rows}


def unanswered(found: Iterable[Earlier], answered: Iterable[int]) -> tuple[Earlier, ...]:
    """Those that the organiser has not yet answered to."""
    known = frozenset(answered)
    return tuple(one for one in found if one.standing is Standing.RECENT and one.id not in known)


_ENDED = func.coalesce(PublishedItem.ends, PublishedItem.starts)


def _near(asked: Ask, names: Catalogue, weights: Weights) -> tuple[ColumnElement[bool], ...]:
    """The published dialogues that are over and asked somebody who lives where this plan asks."""
    places = [
        area.slug
        for area in names.areas.values()
        if any(
            shared_residents(place_of(area, names), place, near_km=weights.near_km) >= SAME_PLACE
            for place in asked.places
        )
    ]
    return (
        PublishedItem.kind == "dialogue",
        PublishedItem.card.is_not(None),
        PublishedItem.status.in_(sorted(one.value for one in CLOSED)),
        PublishedItem.dialogue_id != (int(asked.id) if asked.id.isdigit() else 0),
        # A published row names the districts of its neighbourhoods, too; the rule below looks closer.
        PublishedItem.areas.overlap(places),
    )


def _rows(asked: Ask, names: Catalogue, weights: Weights, today: date) -> Iterable[Any]:
    themes = PublishedItem.themes.overlap(sorted(asked.themes))
    return db.session.execute(
        select(
            PublishedItem.dialogue_id,
            PublishedItem.key,
            PublishedItem.card,
            _ENDED.label("ended"),
            PublishedItem.page["questions"].label("questions"),
        )
        .where(*_near(asked, names, weights), months_after(today, -weights.older_months) <= _ENDED)
        .order_by(themes.desc(), _ENDED.desc(), PublishedItem.dialogue_id)
        .limit(MOST_READ)
    )


def _ask(row: Any, names: Catalogue) -> Ask:
    card = row.card
    return Ask(
        id=str(row.dialogue_id),
        start=row.ended,
        end=row.ended,
        places=tuple(place_of(names.areas[slug], names) for slug in card.get("areas", ()) if slug in names.areas),
        groups=expanded(card.get("groups", ()), names),
        themes=frozenset(card.get("themes", ())),
        minutes=0,
        organiser=card["lead"],
    )
