"""From a saved record back to the draft a clerk would type."""

from portal.actions.draft import (
    DecisionDraft,
    DialogueDraft,
    GoalDraft,
    OccasionDraft,
    PolicyDraft,
    QuestionDraft,
    TargetDraft,
)
from portal.dialogues.record import TEXT_FIELDS, OccasionRecord, Record
from portal.domain.calendar import STOCKHOLM
from portal.domain.readiness import CHECKLIST
from portal.domain.words import OccasionState

_SAME = (
    "lead",
    "programme",
    "co_organisers",
    "partners",
    "areas",
    "themes",
    "groups",
    "methods",
    "languages",
    "form",
    "influence",
    "legal_basis",
    "stage",
    "continuity",
    "report_interval_months",
    "starts",
    "ends",
    "response_deadline",
    "official_channel_url",
    "minutes",
    "expected",
    "contact_function",
    "contact_email",
    "feedback_promised",
    "process_leader_id",
    "facilitator_id",
    "needs_neutral",
    "perspectives",
    "global_goals",
    "budget_sek",
    "overlap_reason",
    "internal_note",
    "seldom_heard_reason",
)
_OCCASION_SAME = (
    "uuid",
    "kind",
    "venue_id",
    "place",
    "address",
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


def draft_of(record: Record) -> DialogueDraft:
    """What somebody would have typed to get this record; cancelled occasions are left out."""
    ids = record.question_ids or (None,) * len(record.questions)
    return DialogueDraft(
        **{name: getattr(record, name) for name in _SAME},
        texts={name: getattr(record.swedish, name) for name in TEXT_FIELDS},
        checklist={name: (record.checklist or {}).get(name, "") for name in CHECKLIST},
        questions=tuple(
            QuestionDraft(text=one["sv"], id=number) for one, number in zip(record.questions, ids, strict=True)
        ),
        goals=tuple(
            GoalDraft(text=one.text, indicator=one.indicator, target=one.target, id=one.id) for one in record.goals
        ),
        decisions=tuple(
            DecisionDraft(body=one.body, month=one.month, case_number=one.case_number, url=one.url, id=one.id)
            for one in record.decisions
        ),
        policy_links=tuple(
            PolicyDraft(code=one.code, document=one.document, url=one.url) for one in record.policy_links
        ),
        targets=tuple(
            TargetDraft(
                group=one.group,
                why=one.why,
                seldom_heard=one.seldom_heard,
                barriers=one.barriers,
                recruitment=one.recruitment,
                planned_share=one.planned_share,
            )
            for one in record.targets
        ),
        occasions=tuple(_occasion(one) for one in held(record)),
    )


def held(record: Record) -> tuple[OccasionRecord, ...]:
    """The occasions that have not been called off, in the order of the form."""
    return tuple(one for one in record.occasions if one.state is not OccasionState.CANCELLED)


def _occasion(one: OccasionRecord) -> OccasionDraft:
    starts, ends = one.starts.astimezone(STOCKHOLM), one.ends.astimezone(STOCKHOLM)
    return OccasionDraft(
        day=starts.date(),
        begins=starts.time(),
        ends=ends.time(),
        last_day=ends.date() if ends.date() != starts.date() else None,
        **{name: getattr(one, name) for name in _OCCASION_SAME},
    )
