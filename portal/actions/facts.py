"""What the rules of readiness and of overlap need to know, taken from the record of a dialogue."""

from portal.actions.drafting import held
from portal.dialogues.record import Record
from portal.domain.calendar import day_of
from portal.domain.readiness import FRAME, SWEDISH_TEXTS, Facts
from portal.domain.words import Influence, LegalBasis, OccasionState
from portal.leaders import queries as leaders
from portal.occasions.red_days import red_day
from portal.overlap.check import Plan
from portal.publications.reference import Catalogue

USUAL_MINUTES = 30
"""What a plan is taken to ask of one person until its minutes are known."""


def facts_of(
    record: Record, catalogue: Catalogue, *, overlap_level: str = "low", unanswered_earlier: int = 0
) -> Facts:
    """The facts that V1 to V15 judge."""
    swedish = record.texts.get("sv")
    names = (*SWEDISH_TEXTS, *FRAME, "easy_read", "accessibility_note")
    days = [day_of(one.starts) for one in held(record)]
    times = sorted(one.starts for one in record.occasions if one.state is not OccasionState.CANCELLED)
    areas = [catalogue.areas[slug] for slug in record.areas]
    named = leaders.by_ids([one for one in (record.process_leader_id, record.facilitator_id) if one])
    leader = named.get(record.process_leader_id or 0)
    facilitator = named.get(record.facilitator_id or 0)
    return Facts(
        texts={name: getattr(swedish, name, "") for name in names},
        other_texts={
            **{
                f"targets-{row}-{name}": getattr(one, name)
                for row, one in enumerate(record.targets)
                for name in ("why", "barriers")
            },
            **{
                f"translation-{code}-{part}": text
                for code in record.translated
                for part, text in record.in_language(code).items()
            },
            "questions": "\n".join(one["sv"] for one in record.questions),
            "goals": "\n".join(text for one in record.goals for text in (one.text, one.indicator, one.target)),
            "partners": "\n".join(record.partners),
            "contact_function": record.contact_function,
            **{f"decisions-{row}-body": one.body for row, one in enumerate(record.decisions)},
            **{
                f"occasions-{row}-{name}": getattr(one, name)
                for row, one in enumerate(held(record))
                for name in ("place", "address")
            },
            "overlap_reason": record.overlap_reason,
            **{f"checklist_{name}": text for name, text in (record.checklist or {}).items()},
        },
        has_lead=bool(record.lead),
        contact_function=record.contact_function,
        contact_email=record.contact_email,
        influence=record.influence,
        form=record.form,
        legal_basis=record.legal_basis,
        continuity=record.continuity,
        report_interval=record.report_interval_months,
        official_channel_url=record.official_channel_url,
        has_deadline=record.response_deadline is not None,
        starts=record.starts,
        ends=record.ends,
        first_occasion=day_of(times[0]) if times else None,
        feedback_promised=record.feedback_promised,
        minutes=record.minutes,
        areas=len(areas),
        expired_areas=tuple(
            area.name for area in areas if record.starts and area.valid_to and area.valid_to < record.starts
        ),
        coming_areas=tuple(
            area.name for area in areas if record.starts and area.valid_from and area.valid_from > record.starts
        ),
        themes=len(record.themes),
        groups=frozenset(record.groups),
        methods=len(record.methods),
        questions=len(record.questions),
        decisions=tuple((one.body, one.month) for one in record.decisions),
        targets=len(record.targets),
        seldom_heard=sum(one.seldom_heard for one in record.targets),
        seldom_heard_reason=record.seldom_heard_reason,
        checklist=record.checklist,
        goals=len(record.goals),
        goals_scored=sum(one.score is not None for one in record.goals),
        overlap_level=overlap_level,
        overlap_reason=record.overlap_reason,
        unanswered_earlier=unanswered_earlier,
        occasion_days=tuple((day, red_day(day)) for day in days),
        machine_languages=tuple(
            code for code, text in record.texts.items() if text.origin == "machine" and not text.reviewed
        ),
        needs_neutral=record.needs_neutral,
        has_process_leader=leader is not None and leader.trained,
        has_facilitator=facilitator is not None and facilitator.neutral,
    )


def plan_of(record: Record) -> Plan | None:
    """The facts the overlap check needs, or None while the place, the day or the people are missing."""
    if record.starts is None or not record.areas or not record.groups:
        return None
    return Plan(
        id=str(record.id or ""),
        starts=record.starts,
        ends=record.ends,
        areas=record.areas,
        groups=record.groups,
        themes=record.themes,
        minutes=record.minutes or USUAL_MINUTES,
        organiser=record.lead,
        statutory=record.legal_basis is not LegalBasis.VOLUNTARY,
        informs=record.influence is Influence.INFORMATION,
    )
