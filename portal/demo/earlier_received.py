"""What residents of the demonstration sent in during the last year, long since decided."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from portal.db import db, transaction
from portal.demo import phrases
from portal.domain.calendar import day_of
from portal.domain.submissions import Step, answer_due, due, fingerprint
from portal.domain.words import DeclineReason, SubmissionKind, SubmissionState
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.submissions.models import ModerationEvent, Submission

EACH = 90
"""So many for each district in a year, a few more or less."""
KINDS = (SubmissionKind.SUGGESTION,) * 5 + (SubmissionKind.TIP,) * 2 + (SubmissionKind.CORRECTION,) * 2
OTHER_KINDS = (SubmissionKind.ACCESSIBILITY_FAULT, SubmissionKind.OWN_DIALOGUE)
REASONS = (
    *(DeclineReason.OUTSIDE_CITY,) * 4,
    *(DeclineReason.DUPLICATE,) * 4,
    *(DeclineReason.INDIVIDUAL_CASE,) * 3,
    DeclineReason.ADVERTISING,
    DeclineReason.NOT_UNDERSTANDABLE,
)
WAITS = (0.1, 0.3, 0.6, 0.9, 1.2, 1.6, 2.1, 2.8)
"""Days until a first decision comes in time; some take a week and are late."""
TITLES = ("Fråga oss om {subject} i {place}", "Vad händer med {subject}?", "Hur blir det med {subject} i {place}?")
BODIES = (
    "Vi som bor i {place} vill vara med när ni bestämmer om {subject}. Fråga oss på plats en kväll.",
    "Många pratar om {subject} här, men ingen har frågat. Kan ni hålla en dialog om det i {place}?",
    "Jag undrar vad ni planerar för {subject} i {place} och när vi får säga vad vi tycker.",
)


def load_earlier(now: datetime) -> None:
    """Add a year of decided submissions to every district, by chance but the same each time."""
    chance = random.Random(17)  # noqa: S311 - not a secret
    with transaction():
        readers = db.session.execute(
            select(Organisation, Area)
            .join(Area, Area.id == Organisation.area_id)
            .where(Area.kind == "district", Area.valid_to.is_(None))
            .order_by(Organisation.slug)
        ).all()
        for organisation, area in readers:
            for number in range(EACH + chance.randrange(-8, 9)):
                db.session.add(_one(chance, now, organisation, area, number))


def _one(chance: random.Random, now: datetime, organisation: Organisation, area: Area, number: int) -> Submission:
    words = {"subject": chance.choice(chance.choice(list(phrases.SUBJECTS.values()))), "place": area.name}
    body = chance.choice(BODIES).format(**words)
    came = now - timedelta(days=chance.uniform(15, 365))
    decided = came + timedelta(days=chance.choice(WAITS) if chance.random() < 0.86 else chance.uniform(6, 12))
    state, reason = _ending(chance)
    done = Submission(
        code=f"demonstration-{area.slug}-{number}",
        reference=f"DP-{day_of(came).year}-{area.id % 100:02}{number:03}X",
        once=f"demonstration-{area.slug}-{number}",
        kind=chance.choice(KINDS if chance.random() < 0.85 else OTHER_KINDS),
        state=state,
        title=chance.choice(TITLES).format(**words)[:120],
        body=body,
        language="sv",
        written_in="sv",
        fingerprint=fingerprint(body),
        area=area,
        organisation=organisation,
        due_at=due(came),
        first_due_at=due(came),
        answer_due_at=answer_due(came),
        first_decided_at=decided,
        decided_at=decided,
        closed_at=decided,
        decline_reason=reason,
        forwarded_to="Trafikkontoret, felanmälan" if state is SubmissionState.FORWARDED else "",
        created_at=came,
    )
    done.events = list(_steps(came, decided, state, reason))
    return done


def _ending(chance: random.Random) -> tuple[SubmissionState, DeclineReason | None]:
    if chance.random() < 0.26:
        return SubmissionState.DECLINED, chance.choice(REASONS)
    return chance.choice((SubmissionState.FORWARDED, SubmissionState.CLOSED, SubmissionState.CLOSED)), None


def _steps(
    came: datetime, decided: datetime, state: SubmissionState, reason: DeclineReason | None
) -> Iterator[ModerationEvent]:
    yield ModerationEvent(at=came, action=Step.RECEIVED, state=SubmissionState.RECEIVED)
    said = {SubmissionState.DECLINED: Step.DECLINED, SubmissionState.FORWARDED: Step.FORWARDED}.get(state)
    if said:
        yield ModerationEvent(at=decided, action=said, state=state, reason=reason)
        return
    yield ModerationEvent(at=decided, action=Step.APPROVED, state=SubmissionState.APPROVED)
    yield ModerationEvent(at=decided, action=Step.CLOSED, state=SubmissionState.CLOSED)
