"""A dialogue whole, as one frozen record: what a version keeps, what the desk shows and what the rules judge."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.db import Texts
from portal.domain.words import (
    Continuity,
    DecisionState,
    Form,
    Influence,
    LegalBasis,
    OccasionKind,
    OccasionState,
    RegistrationNeed,
    ReuseKind,
    Stage,
    Status,
)

TEXT_FIELDS = (
    "title",
    "summary",
    "easy_read",
    "purpose",
    "frame_in",
    "frame_out",
    "can_influence",
    "cannot_influence",
    "accessibility_note",
)
"""The texts of a dialogue itself, each a column of its row of texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """The texts in one language; `origin` is original, human or machine, `reviewed` by machine and then checked."""

    title: str
    summary: str = ""
    easy_read: str = ""
    purpose: str = ""
    frame_in: str = ""
    frame_out: str = ""
    can_influence: str = ""
    cannot_influence: str = ""
    accessibility_note: str = ""
    origin: str = "original"
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRecord:
    """A goal and how it went (0 no, 1 partly, 2 yes)."""

    id: int
    text: str
    indicator: str = ""
    target: str = ""
    outcome: str = ""
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """A decision the dialogue feeds."""

    body: str
    month: date | None = None
    case_number: str = ""
    state: DecisionState = DecisionState.PLANNED
    id: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRecord:
    """An assignment or goal of the city that the dialogue answers to."""

    code: str
    document: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRecord:
    """A group and how it is reached."""

    group: str
    why: str = ""
    seldom_heard: bool = False
    barriers: str = ""
    recruitment: tuple[str, ...] = ()
    planned_share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionRecord:
    """A time and place; moments in UTC."""

    id: int
    uuid: str
    starts: datetime
    ends: datetime
    kind: OccasionKind
    state: OccasionState
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
class ReuseRecord:
    """How the dialogue relates to one that asked before (its id), and why it repeats it."""

    earlier_id: int
    kind: ReuseKind
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A dialogue in one revision; `owners` are the ids of its organisations, the lead first. Codes are slugs.

    `more` are translations of texts that are not among `texts` and `questions`, by language and part.
    """

    id: int
    slug: str
    revision: int
    status: Status
    lead: str
    owners: tuple[int, ...]
    texts: dict[str, TextRecord]
    unpublished_from: str | None = None
    copied_from_id: int | None = None
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
    programme: str | None = None
    process_leader_id: int | None = None
    facilitator_id: int | None = None
    needs_neutral: bool = False
    perspectives: tuple[str, ...] = ()
    global_goals: tuple[int, ...] = ()
    created_by_id: int | None = None
    starts: date | None = None
    ends: date | None = None
    response_deadline: datetime | None = None
    official_channel_url: str | None = None
    minutes: int | None = None
    expected: int | None = None
    contact_function: str = ""
    contact_email: str = ""
    feedback_promised: date | None = None
    budget_sek: int | None = None
    no_finding_because: str = ""
    overlap_reason: str = ""
    internal_note: str = ""
    seldom_heard_reason: str = ""
    cancelled_reason: str = ""
    checklist: dict[str, str] | None = None
    published_at: datetime | None = None
    closed_on: date | None = None
    reported_on: date | None = None
    more: dict[str, Texts] = field(default_factory=dict)
    questions: tuple[Texts, ...] = ()
    question_ids: tuple[int, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    policy_links: tuple[PolicyRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    occasions: tuple[OccasionRecord, ...] = ()
    reuses: tuple[ReuseRecord, ...] = ()

    @property
    def swedish(self) -> TextRecord:
        """The texts in Swedish, which every dialogue has."""
        return self.texts["sv"]

    def in_language(self, language: str) -> dict[str, str]:
        """What is translated to a language, by the names of the parts."""
        sheet = self.texts.get(language)
        found = {part: text for part in TEXT_FIELDS if (text := getattr(sheet, part, ""))}
        asked = zip(self.question_ids, self.questions, strict=False)
        found |= {f"question-{number}": one[language] for number, one in asked if language in one}
        return found | self.more.get(language, {})

    @property
    def translated(self) -> frozenset[str]:
        """The languages into which anything is translated."""
        return frozenset({*self.texts, *self.more} - {"sv"})

    @property
    def title(self) -> str:
        """The title in Swedish."""
        return self.texts["sv"].title
