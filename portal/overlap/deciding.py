"""Read what was judged, proposed, noted and told about overlap."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText, dialogue_co_organiser
from portal.domain.deciding import AssessedAt, NoteKind, ProposalState
from portal.domain.lifecycle import PUBLIC
from portal.domain.words import OrganisationKind, Status
from portal.organisations.models import Organisation
from portal.overlap.models import Assessment, Note, Notice, Proposal, WeightsVersion
from portal.staff.models import Staff

LIVE = (Status.COORDINATION, Status.PLANNED, Status.OPEN)
"""States in which something about an overlap can still be done."""

HIGH = ("high", "very_high")

OUTSIDE = (OrganisationKind.ASSOCIATION, OrganisationKind.NETWORK, OrganisationKind.OTHER)
"""Organisers outside the public bodies, who do not read plans in coordination."""


def open_to(status: Status, kind: OrganisationKind) -> bool:
    """Whether an organiser of this kind may be told the title of somebody else's dialogue in this state."""
    return status in PUBLIC or (status is Status.COORDINATION and kind not in OUTSIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A kept assessment with its dialogue and the last thing a coordinator did about it."""

    id: int
    dialogue_id: int
    title: str
    status: Status
    lead: str
    starts: date | None
    statutory: bool
    at: datetime
    moment: AssessedAt
    score: int
    level: str
    weights_version: int
    decided: str | None
    reason: str
    taken: str
    by: str | None
    noted: NoteKind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A proposal to hold two dialogues together, with both sides of it."""

    id: int
    dialogue_id: int
    other_id: int
    host_id: int
    state: ProposalState
    at: datetime
    message: str
    before: int
    after: int
    answered_at: datetime | None
    answer: str
    title: str
    status: Status
    lead_id: int
    organiser: str
    other_title: str
    other_status: Status
    other_lead_id: int
    other_organiser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody else's dialogue that now overlaps with one of ours."""

    dialogue_id: int
    title: str
    status: Status
    lead_id: int
    organiser: str
    other_id: int
    other_title: str
    points: int
    at: datetime


def _judgements() -> Select[*tuple[Any, ...]]:
    noted = (
        select(Note.kind)
        .where(Note.assessment_id == Assessment.id)
        .order_by(Note.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Assessment.id,
            Assessment.dialogue_id,
            DialogueText.title,
            Dialogue.status,
            Organisation.short.label("lead"),
            Dialogue.starts,
            (Dialogue.legal_basis != "voluntary").label("statutory"),
            Assessment.at,
            Assessment.moment,
            Assessment.score,
            Assessment.level,
            Assessment.weights_version,
            Assessment.decided,
            Assessment.reason,
            Assessment.taken,
            Staff.name.label("by"),
            noted.label("noted"),
        )
        .join(Dialogue, Dialogue.id == Assessment.dialogue_id)
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .outerjoin(Staff, Staff.id == Assessment.by_id)
    )


def high(
    *, organisation: int | None = None, level: str | None = None, settled: bool = False, most: int = 100
) -> list[Judgement]:
    """The newest assessment of each live dialogue where it is high, highest first; settled ones only when asked."""
    newer = aliased(Assessment)
    last = aliased(Note)
    done = exists().where(last.assessment_id == Assessment.id, last.kind == NoteKind.SETTLED)
    chosen = _judgements().where(
        Assessment.level.in_((level,) if level in HIGH else HIGH),
        Dialogue.status.in_(LIVE),
        ~exists().where(newer.dialogue_id == Assessment.dialogue_id, newer.id > Assessment.id),
        done if settled else ~done,
    )
    if organisation is not None:
        chosen = chosen.where(Dialogue.lead_id == organisation)
    rows = db.session.execute(chosen.order_by(Assessment.score.desc(), Assessment.id.desc()).limit(most))
    return [Judgement(**row._mapping) for row in rows]


def judgements(dialogue_id: int) -> list[Judgement]:
    """Every kept assessment of a dialogue, the newest first."""
    rows = db.session.execute(
        _judgements().where(Assessment.dialogue_id == dialogue_id).order_by(Assessment.id.desc())
    )
    return [Judgement(**row._mapping) for row in rows]


def notes(dialogue_id: int) -> list[tuple[Note, str | None]]:
    """What coordinators noted about a dialogue, oldest first, with their names."""
    rows = db.session.execute(
        select(Note, Staff.name)
        .join(Assessment, Assessment.id == Note.assessment_id)
        .outerjoin(Staff, Staff.id == Note.by_id)
        .where(Assessment.dialogue_id == dialogue_id)
        .order_by(Note.id)
    )
    return [(row[0], row[1]) for row in rows]


def proposals(
    *, dialogue_id: int | None = None, organisations: Collection[int] | None = None, only_open: bool = False
) -> list[Talk]:
    """Proposals about a dialogue, or to and from some organisations (None: all), the newest first."""
    asking, other = aliased(Dialogue), aliased(Dialogue)
    asking_text, other_text = aliased(DialogueText), aliased(DialogueText)
    asking_lead, other_lead = aliased(Organisation), aliased(Organisation)
    plain = (
        Proposal.id,
        Proposal.dialogue_id,
        Proposal.other_id,
        Proposal.host_id,
        Proposal.state,
        Proposal.at,
        Proposal.message,
        Proposal.before,
        Proposal.after,
        Proposal.answered_at,
        Proposal.answer,
    )
    chosen = (
        select(
            *plain,
            asking_text.title,
            asking.status,
            asking.lead_id,
            asking_lead.short.label("organiser"),
            other_text.title.label("other_title"),
            other.status.label("other_status"),
            other.lead_id.label("other_lead_id"),
            other_lead.short.label("other_organiser"),
        )
        .join(asking, asking.id == Proposal.dialogue_id)
        .join(other, other.id == Proposal.other_id)
        .join(asking_text, (asking_text.dialogue_id == asking.id) & (asking_text.language == "sv"))
        .join(other_text, (other_text.dialogue_id == other.id) & (other_text.language == "sv"))
        .join(asking_lead, asking_lead.id == asking.lead_id)
        .join(other_lead, other_lead.id == other.lead_id)
    )
    if dialogue_id is not None:
        chosen = chosen.where(or_(Proposal.dialogue_id == dialogue_id, Proposal.other_id == dialogue_id))
    elif organisations is not None:
        chosen = chosen.where(or_(_led_by(asking, organisations), _led_by(other, organisations)))
    if only_open:
        chosen = chosen.where(Proposal.state == ProposalState.PROPOSED)
    rows = db.session.execute(chosen.order_by(Proposal.id.desc()).limit(50))
    return [Talk(**row._mapping) for row in rows]


def _led_by(dialogue: Any, organisations: Collection[int]) -> ColumnElement[bool]:
    together = exists().where(
        dialogue_co_organiser.c.dialogue_id == dialogue.id, dialogue_co_organiser.c.co_organiser_id.in_(organisations)
    )
    return or_(dialogue.lead_id.in_(organisations), together)


def told(*, organisations: Collection[int] | None, most: int = 30) -> list[Told]:
    """What newly overlaps with live dialogues of some organisations (None: all), the newest first."""
    new, ours = aliased(Dialogue), aliased(Dialogue)
    new_text, our_text = aliased(DialogueText), aliased(DialogueText)
    chosen = (
        select(
            Notice.dialogue_id,
            new_text.title,
            new.status,
            new.lead_id,
            Organisation.short.label("organiser"),
            Notice.other_id,
            our_text.title.label("other_title"),
            Notice.points,
            Notice.at,
        )
        .join(new, new.id == Notice.dialogue_id)
        .join(ours, ours.id == Notice.other_id)
        .join(new_text, (new_text.dialogue_id == new.id) & (new_text.language == "sv"))
        .join(our_text, (our_text.dialogue_id == ours.id) & (our_text.language == "sv"))
        .join(Organisation, Organisation.id == new.lead_id)
        .where(new.status.in_(LIVE), ours.status.in_(LIVE))
    )
    if organisations is not None:
        chosen = chosen.where(_led_by(ours, organisations))
    rows = db.session.execute(chosen.order_by(Notice.id.desc()).limit(most))
    return [Told(**row._mapping) for row in rows]


def versions() -> list[tuple[WeightsVersion, str | None]]:
    """Every version of the weights, the newest first, with who made it."""
    rows = db.session.execute(
        select(WeightsVersion, Staff.name)
        .outerjoin(Staff, Staff.id == WeightsVersion.made_by_id)
        .order_by(WeightsVersion.version.desc())
    )
    return [(row[0], row[1]) for row in rows]
