"""What public pages are given: frozen, complete, and holding public facts only.

Codes (areas, organisations, themes, groups, methods) are slugs; a page asks the reference catalogue
for their names. Texts are by language tag, which says how a translation came about (`domain/wording.py`).
Moments carry their time zone (UTC); days are days in Stockholm.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.publications.figures import BallotOption, Evaluation, Measure, TookPart
from portal.publications.promises import Commitment

Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One way to take part, at a time and a place."""

    uuid: str
    sequence: int
    starts: datetime
    ends: datetime
    kind: str
    state: str
    place: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    online_url: str | None = None
    capacity: int | None = None
    registration: str = "none"
    languages: tuple[str, ...] = ()
    sign_language: bool = False
    wheelchair: bool = False
    hearing_loop: bool = False
    interpreter: bool = False
    childcare: bool = False
    refreshments: bool = False
    note: Texts | None = None
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A dialogue as one entry of a list."""

    slug: str
    title: Texts
    summary: Texts
    status: str
    form: str
    influence: str
    lead: str
    starts: date | None = None
    ends: date | None = None
    period_note: str | None = None
    areas: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("sv",)
    minutes: int | None = None
    statutory: bool = False
    response_deadline: datetime | None = None
    feedback_due: date | None = None
    feedback_given: date | None = None
    closed: date | None = None
    occasions: tuple[Occasion, ...] = ()
    findings: int = 0
    commitments: int = 0
    example: bool = False

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """A link between this dialogue and one that asked before."""

    slug: str
    title: Texts
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A short, reusable statement of what was learnt, and when and where it was said.

    `said_at` is the place of the occasion, empty when it was not said at one; `used_in` are the dialogues that built
    on it.
    """

    id: int
    text: Texts
    kind: str
    strength: str
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    evidence: str = ""
    occasion: str | None = None
    document: int | None = None
    document_page: int | None = None
    said_on: date | None = None
    said_at: str = ""
    valid_until: date | None = None
    used_in: tuple[Reuse, ...] = ()

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a resident said about the results, as a moderator left it, and the organiser's answer."""

    title: str
    text: str
    language: str
    on: date
    name: str = ""
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCard:
    """A finding in a list, with the dialogue it comes from."""

    finding: Finding
    dialogue: str
    title: Texts
    lead: str
    example: bool = False

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.finding.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionCard:
    """An occasion in the calendar, with the dialogue it belongs to."""

    occasion: Occasion
    dialogue: str
    title: Texts
    summary: Texts
    lead: str
    areas: tuple[str, ...] = ()
    statutory: bool = False
    example: bool = False

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.occasion.uuid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The political decision the dialogue feeds: who decides, when, and what they decided."""

    body: str
    month: date | None = None
    decided_on: date | None = None
    case_number: str | None = None
    url: str | None = None
    state: str = "planned"
    outcome: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the organiser wanted to reach, and (0 no, 1 partly, 2 yes) whether it did."""

    text: str
    indicator: str = ""
    target: str = ""
    outcome: str = ""
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A group the dialogue wants to reach, and how."""

    group: str
    why: str = ""
    seldom_heard: bool = False
    recruitment: tuple[str, ...] = ()
    planned_share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What the organiser told those who took part."""

    kind: str
    on: date
    text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file or address that belongs to the dialogue; `titles` are its title in every language there is."""

    id: int
    title: str
    language: str
    kind: str
    url: str = ""
    sha256: str | None = None
    size: int | None = None
    media_type: str | None = None
    accessible: bool = False
    titles: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """A document in a list, with the dialogue it belongs to."""

    document: Document
    dialogue: str
    title: Texts
    lead: str
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the public may read about one dialogue.

    `process_leader` and `facilitator` are None when there is none, and empty when there is one whose name is
    not public; `next_report` is the day of a continuous dialogue's next report. `also` holds, by their Swedish words,
    texts that stand here in Swedish alone; `translations` says how each language came about.
    """

    card: Card
    published_at: datetime
    easy_read: Texts
    purpose: Texts
    frame_in: Texts
    frame_out: Texts
    can_influence: Texts
    cannot_influence: Texts
    accessibility_note: Texts
    contact_function: str
    contact_email: str
    stage: str
    legal_basis: str
    continuity: str
    translations: dict[str, str]
    co_organisers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    programme: str | None = None
    process_leader: str | None = None
    facilitator: str | None = None
    next_report: date | None = None
    source: str | None = None
    official_channel_url: str | None = None
    questions: tuple[Texts, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    targets: tuple[Target, ...] = ()
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    no_finding_because: str = ""
    feedback: tuple[Feedback, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    took_part: TookPart | None = None
    evaluation: Evaluation | None = None
    measures: tuple[Measure, ...] = ()
    ballot: tuple[BallotOption, ...] = ()
    reuses: tuple[Reuse, ...] = ()
    used_again: tuple[Reuse, ...] = ()
    comments: tuple[Comment, ...] = ()
    comments_in_all: int = 0
    cancelled_reason: Texts | None = None
    overlap_reason: Texts | None = None
    checklist: dict[str, str] | None = None
    policy_codes: tuple[str, ...] = ()
    perspectives: tuple[str, ...] = ()
    global_goals: tuple[int, ...] = ()
    budget_sek: int | None = None
    also: dict[str, Texts] = field(default_factory=dict)

    def told(self, swedish: str) -> Texts:
        """A text that stands here in Swedish, in every language there is."""
        return self.also.get(swedish, {"sv": swedish})
