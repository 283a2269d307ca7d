"""What residents would see of a plan if it were published today; made from its record and kept nowhere."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from portal.dialogues.record import TEXT_FIELDS, DecisionRecord, OccasionRecord, Record
from portal.domain.words import Form, LegalBasis, Status
from portal.leaders.models import Leader
from portal.publications import pages
from portal.publications.reference import Catalogue
from portal.publications.spoken import also, spoken_of, summary_of
from portal.translated.queries import Book
from portal.venues.models import Venue

_SAME = ("form", "lead", "starts", "ends", "areas", "themes", "groups", "methods", "languages", "minutes")
_OCCASION_SAME = (
    "uuid",
    "starts",
    "ends",
    "kind",
    "state",
    "online_url",
    "capacity",
    "registration",
    "languages",
    "sign_language",
    "wheelchair",
    "hearing_loop",
    "interpreter",
    "childcare",
    "refreshments",
)


def page_of_plan(
    record: Record,
    catalogue: Catalogue,
    *,
    venues: Mapping[int, Venue],
    leaders: Mapping[int, Leader],
    book: Book,
    today: date,
    now: datetime,
) -> pages.Page:
    """The page of a plan, with the state it would have; while the level of influence is open it is empty."""
    begun = record.starts is not None and record.starts <= today
    areas = tuple(dict.fromkeys(found for slug in record.areas if (found := catalogue.district_of(slug))))
    spoken = spoken_of(record.legal_basis, book)
    texts: dict[str, Any] = {name: spoken(name, getattr(record.swedish, name)) for name in TEXT_FIELDS}
    card = pages.Card(
        slug=record.slug,
        title=texts.pop("title"),
        summary=texts.pop("summary"),
        status=(Status.OPEN if begun else Status.PLANNED).value,
        influence=record.influence.value if record.influence else "",
        districts=areas,
        statutory=record.legal_basis is not LegalBasis.VOLUNTARY,
        response_deadline=record.response_deadline,
        feedback_due=record.feedback_promised,
        occasions=tuple(_occasion(one, venues) for one in record.occasions),
        **{name: getattr(record, name) for name in _SAME},
    )
    return pages.Page(
        card=card,
        published_at=now,
        **texts,
        contact_function=record.contact_function,
        contact_email=record.contact_email,
        stage=record.stage.value,
        legal_basis=record.legal_basis.value,
        continuity=record.continuity.value,
        translations=_summary(record, book),
        co_organisers=record.co_organisers,
        partners=record.partners,
        programme=record.programme,
        official_channel_url=record.official_channel_url,
        questions=tuple(spoken(f"question-{number}", one["sv"]) for number, one in _asked(record)),
        goals=tuple(pages.Goal(text=one.text, indicator=one.indicator, target=one.target) for one in record.goals),
        decisions=tuple(_decision(one) for one in record.decisions),
        targets=tuple(
            pages.Target(group=one.group, why=one.why, seldom_heard=one.seldom_heard, recruitment=one.recruitment)
            for one in record.targets
        ),
        overlap_reason=spoken("overlap_reason", record.overlap_reason) or None,
        also=also(
            spoken,
            (
                *((f"goal-{one.id}", one.text) for one in record.goals),
                *((f"why-{one.group}", one.why) for one in record.targets),
                *((f"checklist-{heading}", text) for heading, text in (record.checklist or {}).items()),
            ),
        ),
        checklist=dict(record.checklist or {}) or None,
        policy_codes=tuple(one.code for one in record.policy_links),
        perspectives=record.perspectives,
        global_goals=record.global_goals,
        budget_sek=record.budget_sek if record.form is Form.PARTICIPATORY_BUDGET else None,
        process_leader=_named(leaders.get(record.process_leader_id or 0)),
        facilitator=_named(leaders.get(record.facilitator_id or 0)),
    )


def _decision(one: DecisionRecord) -> pages.Decision:
    case_number = one.case_number or None
    return pages.Decision(body=one.body, month=one.month, case_number=case_number, url=one.url, state=one.state.value)


def _named(leader: Leader | None) -> str | None:
    if leader is None:
        return None
    return leader.name if leader.consented_on and leader.left_on is None else ""


def _asked(record: Record) -> Iterator[tuple[int | None, dict[str, str]]]:
    """The questions of a plan with their ids, which old versions lack."""
    yield from zip(record.question_ids or (None,) * len(record.questions), record.questions, strict=True)


def _summary(record: Record, book: Book) -> dict[str, str]:
    swedish = {name: getattr(record.swedish, name) for name in TEXT_FIELDS}
    asked = {f"question-{number}": one["sv"] for number, one in _asked(record)}
    return summary_of(record.legal_basis, swedish | asked, book)


def _occasion(one: OccasionRecord, venues: Mapping[int, Venue]) -> pages.Occasion:
    venue = venues.get(one.venue_id or 0)
    values: dict[str, Any] = {name: getattr(one, name) for name in _OCCASION_SAME}
    return pages.Occasion(
        sequence=0,
        place=one.place or (venue.name if venue else ""),
        address=one.address or (venue.address if venue else ""),
        lat=venue.lat if venue else None,
        lon=venue.lon if venue else None,
        **values,
    )
