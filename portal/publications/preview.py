"""What residents would see of a plan if it were published today; made from its record and kept nowhere."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.dialogues.record import DecisionRecord, OccasionRecord, Record
from portal.domain.words import Form, Influence, LegalBasis, Status
from portal.leaders.models import Leader
from portal.publications import pages
from portal.publications.reference import Catalogue
from portal.venues.models import Venue

_TEXTS = ("easy_read", "purpose", "frame_in", "frame_out", "can_influence", "cannot_influence", "accessibility_note")
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
    today: date,
    now: datetime,
) -> pages.Page:
    """The page of a plan, with the state it would have; while the level of influence is open it is information."""
    begun = record.starts is not None and record.starts <= today
    areas = tuple(dict.fromkeys(found for slug in record.areas if (found := catalogue.district_of(slug))))
    card = pages.Card(
        slug=record.slug,
        title=_texts(record, "title"),
        summary=_texts(record, "summary"),
        status=(Status.OPEN if begun else Status.PLANNED).value,
        influence=(record.influence or Influence.INFORMATION).value,
        districts=areas,
        statutory=record.legal_basis is not LegalBasis.VOLUNTARY,
        response_deadline=record.response_deadline,
        feedback_due=record.feedback_promised,
        occasions=tuple(_occasion(one, venues) for one in record.occasions),
        **{name: getattr(record, name) for name in _SAME},
    )
    texts: dict[str, Any] = {name: _texts(record, name) for name in _TEXTS}
    return pages.Page(
        card=card,
        published_at=now,
        **texts,
        contact_function=record.contact_function,
        contact_email=record.contact_email,
        stage=record.stage.value,
        legal_basis=record.legal_basis.value,
        continuity=record.continuity.value,
        translations={
            language: "human" if text.origin == "machine" and text.reviewed else text.origin
            for language, text in record.texts.items()
        },
        co_organisers=record.co_organisers,
        partners=record.partners,
        programme=record.programme,
        official_channel_url=record.official_channel_url,
        questions=record.questions,
        goals=tuple(pages.Goal(text=one.text, indicator=one.indicator, target=one.target) for one in record.goals),
        decisions=tuple(_decision(one) for one in record.decisions),
        targets=tuple(
            pages.Target(group=one.group, why=one.why, seldom_heard=one.seldom_heard, recruitment=one.recruitment)
            for one in record.targets
        ),
        overlap_reason={"sv": record.overlap_reason} if record.overlap_reason else None,
        checklist=dict(record.checklist or {}) or None,
        policy_codes=tuple(one.code for one in record.policy_links),
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


def _texts(record: Record, field: str) -> dict[str, str]:
    return {language: value for language, text in record.texts.items() if (value := getattr(text, field))}


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
