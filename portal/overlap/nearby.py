"""Every dialogue near a plan in place and in time, read once, so that many changes of it can be tried in memory."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import and_, exists, func, literal_column, or_, select, union
from sqlalchemy.orm import aliased

from portal.db import db, now
from portal.dialogues.models import Dialogue, DialogueText
from portal.domain.area import shared_residents
from portal.domain.deciding import ProposalState
from portal.domain.overlap import Ask
from portal.domain.weights import Weights
from portal.domain.words import OccasionState, Status
from portal.occasions.models import Occasion, dialogue_occasion
from portal.organisations.models import Organisation
from portal.overlap.calendar import asks_of, away, place_of
from portal.overlap.models import SHORT_DAYS, Proposal, StoredAsk
from portal.overlap.pairs import DEBT_HORIZON_DAYS
from portal.publications.reference import Catalogue

MOST = 5000
"""So many are tried against at most, the latest; the score itself (`check`) always counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Another dialogue as a colleague names it.

    `held` is when its next occasion begins, `asked` whether a proposal to hold it together with the plan waits.
    """

    id: int
    slug: str
    title: str
    status: Status
    lead_id: int
    lead: str
    organiser: str
    contact_function: str
    contact_email: str
    held: datetime | None
    asked: bool


def near(planned: Ask, first: date, last: date, *, catalogue: Catalogue, weights: Weights) -> list[Ask]:
    """The asks that could add to the plan on any day from `first` to `last`; one statement."""
    places = {
        area.id
        for area in catalogue.areas.values()
        if any(
            shared_residents(place_of(area, catalogue), place, near_km=weights.near_km) for place in planned.places
        )
    }
    asked = StoredAsk.__table__.c
    itself = int(planned.id) if planned.id.isdigit() else 0
    mine, theirs = aliased(dialogue_occasion), aliased(dialogue_occasion)
    joint = exists().where(
        mine.c.dialogue_id == itself,
        theirs.c.occasion_id == mine.c.occasion_id,
        theirs.c.dialogue_id == asked.dialogue_id,
    )
    since, until = away(first, -weights.horizon_days), away(last, weights.horizon_days)
    days = asked.ends - asked.starts
    owed_since = away(first, -DEBT_HORIZON_DAYS)
    # Each of these has an index that also holds what the condition reads; written out, so that it is found.
    whens = (
        (
            days <= literal_column(str(SHORT_DAYS)),
            asked.starts.between(away(since, -SHORT_DAYS), until),
            asked.ends >= since,
        ),
        (days > literal_column(str(SHORT_DAYS)), asked.ends >= since, asked.starts <= until),
        (asked.reported_on.is_(None), asked.ends.between(owed_since, last)),
    )
    found = union(
        *(
            select(asked.dialogue_id)
            .where(asked.counts, asked.dialogue_id != itself, asked.areas.overlap(list(places)), *when)
            .order_by(asked.starts.desc())
            .limit(MOST)
            .subquery()
            .select()
            for when in whens
        )
    ).subquery()
    chosen = (
        select(StoredAsk.__table__, joint.label("joint"))
        .where(asked.dialogue_id.in_(select(found.c.dialogue_id)))
        .order_by(asked.starts.desc(), asked.dialogue_id)
        .limit(MOST)
    )
    rows = list(db.session.connection().execute(chosen).mappings())
    shared = {str(row["dialogue_id"]) for row in rows if row["joint"]}
    return [
        replace(one, joint_with=frozenset({planned.id})) if one.id in shared else one
        for one in asks_of(rows, catalogue)
    ]


def colleagues(dialogue_ids: Collection[int], *, planned: int) -> dict[int, Colleague]:
    """Some dialogues by id, as the organiser of a planned one names them; one statement, none for no ids."""
    if not dialogue_ids:
        return {}
    held = (
        select(func.min(Occasion.starts))
        .join(dialogue_occasion, dialogue_occasion.c.occasion_id == Occasion.id)
        .where(
            dialogue_occasion.c.dialogue_id == Dialogue.id,
            Occasion.starts > now(),
            Occasion.state != OccasionState.CANCELLED,
        )
        .scalar_subquery()
    )
    asked = exists().where(
        Proposal.state == ProposalState.PROPOSED,
        or_(
            and_(Proposal.dialogue_id == planned, Proposal.other_id == Dialogue.id),
            and_(Proposal.other_id == planned, Proposal.dialogue_id == Dialogue.id),
        ),
    )
    rows = db.session.execute(
        select(
            Dialogue.id,
            Dialogue.slug,
            DialogueText.title,
            Dialogue.status,
            Dialogue.lead_id,
            Organisation.slug.label("lead"),
            Organisation.short.label("organiser"),
            Dialogue.contact_function,
            Dialogue.contact_email,
            held.label("held"),
            asked.label("asked"),
        )
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .where(Dialogue.id.in_(dialogue_ids))
    )
    return {row.id: Colleague(**row._mapping) for row in rows}
