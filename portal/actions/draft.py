"""What a clerk fills in about a dialogue, as one frozen record on its way from form or file to the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from portal.dialogues.record import TEXT_FIELDS
from portal.domain.readiness import CHECKLIST
from portal.domain.words import Continuity, Form, Influence, LegalBasis, OccasionKind, RegistrationNeed, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionDraft:
    """A time and place as typed; hours are those of a clock in Stockholm.

    `uuid` is empty for a new one; `last_day` is said only when it goes on for several days.
    """

    day: date
    begins: time
    ends: time
    last_day: date | None = None
    kind: OccasionKind = OccasionKind.PHYSICAL
    uuid: str = ""
    venue_id: int | None = None
    place: str = ""
    address: str = ""
    online_url: str | None = None
    capacity: int | None = None
    registration: RegistrationNeed = RegistrationNeed.NONE
    languages: tuple[str, ...] = ("sv",)
    sign_language: bool = False
    wheelchair: bool = False
    hearing_loop: bool = False
    interpreter: bool = False
    childcare: bool = False
    refreshments: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question to residents; `id` keeps one that is reworded together with its translations."""

    text: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """What the organiser wants to reach, how it is measured and how much is enough."""

    text: str
    indicator: str = ""
    target: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """A decision the dialogue feeds; `month` is its first day."""

    body: str
    month: date | None = None
    case_number: str = ""
    url: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDraft:
    """An assignment or goal of the city, by its code."""

    code: str
    document: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """Why a group is addressed, what keeps it away and how it is reached; the share is in per cent."""

    group: str
    why: str = ""
    seldom_heard: bool = False
    barriers: str = ""
    recruitment: tuple[str, ...] = ()
    planned_share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueDraft:
    """A dialogue as typed, in Swedish; codes are slugs. Unset fields are empty, not missing."""

    lead: str
    texts: dict[str, str]
    programme: str | None = None
    co_organisers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("sv",)
    form: Form = Form.CITIZEN_DIALOGUE
    influence: Influence | None = None
    legal_basis: LegalBasis = LegalBasis.VOLUNTARY
    stage: Stage = Stage.NEEDS
    continuity: Continuity = Continuity.DELIMITED
    report_interval_months: int | None = None
    starts: date | None = None
    ends: date | None = None
    response_deadline: datetime | None = None
    official_channel_url: str | None = None
    minutes: int | None = None
    expected: int | None = None
    contact_function: str = ""
    contact_email: str = ""
    feedback_promised: date | None = None
    process_leader_id: int | None = None
    facilitator_id: int | None = None
    needs_neutral: bool = False
    perspectives: tuple[str, ...] = ()
    global_goals: tuple[int, ...] = ()
    budget_sek: int | None = None
    overlap_reason: str = ""
    internal_note: str = ""
    checklist: dict[str, str] = field(default_factory=dict)
    questions: tuple[QuestionDraft, ...] = ()
    goals: tuple[GoalDraft, ...] = ()
    decisions: tuple[DecisionDraft, ...] = ()
    policy_links: tuple[PolicyDraft, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    seldom_heard_reason: str = ""
    occasions: tuple[OccasionDraft, ...] = ()


UNORDERED = frozenset(
    {"co_organisers", "areas", "themes", "groups", "methods", "languages", "perspectives", "global_goals"}
)
"""Fields in which the order of the codes means nothing."""

_NESTED = ("texts", "checklist")


def flat(draft: DialogueDraft) -> dict[str, object]:
    """Every field by the name it has in a form: texts by their own names, the checklist as `checklist_<heading>`."""
    found = {one.name: getattr(draft, one.name) for one in fields(DialogueDraft) if one.name not in _NESTED}
    found |= {name: draft.texts.get(name, "") for name in TEXT_FIELDS}
    return found | {f"checklist_{name}": draft.checklist.get(name, "") for name in CHECKLIST}


def with_changes(draft: DialogueDraft, changes: Mapping[str, object]) -> DialogueDraft:
    """The draft with some fields changed, named as `flat` names them."""
    values: dict[str, Any] = flat(draft) | dict(changes)
    texts = {name: values.pop(name) for name in TEXT_FIELDS}
    checklist = {name: values.pop(f"checklist_{name}") for name in CHECKLIST}
    return DialogueDraft(texts=texts, checklist=checklist, **values)
