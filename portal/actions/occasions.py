"""Move an occasion after it was announced, call it off, or say that it was held."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

from portal.actions import staying
from portal.actions.change import allow, finish
from portal.actions.dialogues import hold
from portal.actions.recording import record_of
from portal.actions.telling import tell_of_occasion
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain import readiness
from portal.domain.calendar import day_of
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Problem
from portal.domain.rights import Act, Actor
from portal.domain.words import OccasionState, Status
from portal.occasions import queries
from portal.occasions.models import Occasion, dialogue_occasion

SHORTEST_NOTE, LONGEST_NOTE = 10, 500
OVER = (OccasionState.CANCELLED, OccasionState.HELD)


def move(
    occasion_id: int, *, starts: datetime, ends: datetime, place: str, address: str, note: str, actor: Actor
) -> Occasion:
    """Give an occasion a new time or place; calendars follow its new number, and its organisers are told.

    Moments carry their zone. Raises RulesNotMet when the end is not after the start, the public note is missing, or
    residents could not come on that day.
    """
    problems = said(note) + tuple(readiness.personal_data({"place": place, "address": address}))
    if ends <= starts:
        problems += (Problem("M2", "ends"),)
    hold(problems)
    with _changing(occasion_id, actor=actor, act="move_occasion", note=note) as occasion:
        was = {"starts": occasion.starts.isoformat(), "place": occasion.place}
        before = {one.id: record_of(one) for one in occasion.dialogues}
        if (occasion.place, occasion.address) != (place, address):
            # The room in the register is no longer where it is held.
            occasion.venue_id, occasion.lat, occasion.lon = None, None, None
        occasion.starts, occasion.ends = starts, ends
        occasion.place, occasion.address = place, address
        occasion.state = OccasionState.MOVED
        _noted(occasion, note, was)
        for dialogue in occasion.dialogues:
            if dialogue.published_at is not None:
                staying.hold_times(before[dialogue.id], record_of(dialogue), today=day_of(now()))
    return occasion


def cancel(occasion_id: int, *, note: str, actor: Actor) -> Occasion:
    """Call one occasion off, for every dialogue that shares it; its organisers are told."""
    hold(said(note))
    with _changing(occasion_id, actor=actor, act="cancel_occasion", note=note) as occasion:
        was = {"starts": occasion.starts.isoformat(), "place": occasion.place}
        occasion.state = OccasionState.CANCELLED
        _noted(occasion, note, was)
    return occasion


def held(occasion_id: int, *, actor: Actor, now: datetime) -> Occasion:
    """Say that an occasion took place; raises NotPossible before it has begun."""
    with _changing(occasion_id, actor=actor, act="held_occasion", needs=Act.REPORT) as occasion:
        if occasion.starts > now:
            raise NotPossible
        occasion.state = OccasionState.HELD
    return occasion


def _noted(occasion: Occasion, note: str, was: dict[str, str]) -> None:
    occasion.note = {"sv": note.strip()}
    occasion.sequence += 1
    db.session.flush()
    tell_of_occasion(occasion, was=was)


@contextmanager
def _changing(
    occasion_id: int, *, actor: Actor, act: str, needs: Act = Act.PUBLISH, note: str = ""
) -> Iterator[Occasion]:
    """Change an occasion and the records of all dialogues that share it, in one transaction.

    Whoever may do it for one of the dialogues may: an occasion is one thing, however many share it.
    """
    with transaction():
        # Always in the order of their ids, so that two who change shared occasions never wait for each other.
        sharing = list(
            db.session.scalars(
                select(Dialogue)
                .join(dialogue_occasion, dialogue_occasion.c.dialogue_id == Dialogue.id)
                .where(dialogue_occasion.c.occasion_id == occasion_id)
                .order_by(Dialogue.id)
                .with_for_update(of=Dialogue)
            )
        )
        occasion = queries.by_id(occasion_id)
        if occasion is None or not sharing:
            raise NotFound
        _allow_one(sharing, actor, needs)
        if occasion.state in OVER or any(one.status is Status.ARCHIVED for one in sharing):
            raise NotPossible
        yield occasion
        for dialogue in sharing:
            finish(dialogue, actor=actor, act=act, note=note)


def _allow_one(sharing: list[Dialogue], actor: Actor, needs: Act) -> None:
    refused: list[type[Exception]] = []
    for dialogue in sharing:
        try:
            return allow(actor, dialogue, needs)
        except (NotFound, NotAllowed) as no:
            refused.append(type(no))
    raise NotAllowed if NotAllowed in refused else NotFound


def said(note: str) -> tuple[Problem, ...]:
    """What is wrong with the public note that residents and organisers read."""
    if not SHORTEST_NOTE <= len(note.strip()) <= LONGEST_NOTE:
        return (Problem("C1", "note", (("low", SHORTEST_NOTE), ("high", LONGEST_NOTE))),)
    return tuple(readiness.personal_data({"note": note}))
