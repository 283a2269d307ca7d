"""What a clerk fills in about a dialogue, as one frozen record on its way from form or file to the database."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from portal.domain.words import Continuity, Form, Influence, LegalBasis, OccasionKind, RegistrationNeed, Stage

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


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionDraft:
    """A time and place as typed; hours are those of a clock in Stockholm. `uuid` is empty for a new one."""

    day: date
    begins: time
    ends: time
    kind: OccasionKind = OccasionKind.PHYSICAL
    uuid: str = ""
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
class DialogueDraft:
    """A dialogue as typed, in Swedish; codes are slugs. Unset fields are empty, not missing."""

    lead: str
    texts: dict[str, str]
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
    starts: date | None = None
    ends: date | None = None
    response_deadline: datetime | None = None
    official_channel_url: str | None = None
    minutes: int | None = None
    expected: int | None = None
    contact_function: str = ""
    contact_email: str = ""
    feedback_promised: date | None = None
    overlap_reason: str = ""
    internal_note: str = ""
    checklist: dict[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    decision_body: str = ""
    decision_month: date | None = None
    case_number: str = ""
    seldom_heard: tuple[str, ...] = ()
    seldom_heard_reason: str = ""
    occasions: tuple[OccasionDraft, ...] = ()
