"""What the open interface gives of each thing: a chosen part of what pages are given, kept stable for programs.

Names of single persons, and what residents wrote themselves, stay on the pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal.publications import pages, promises
from portal.publications.figures import BallotOption, Evaluation, Measure, TookPart

Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueEntry:
    """A dialogue in a list; codes are those of the filters, texts are by language."""

    slug: str
    url: str
    api: str
    title: Texts
    summary: Texts
    status: str
    form: str
    influence: str
    lead: str
    starts: date | None
    ends: date | None
    areas: tuple[str, ...]
    districts: tuple[str, ...]
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    methods: tuple[str, ...]
    languages: tuple[str, ...]
    minutes: int | None
    statutory: bool
    response_deadline: datetime | None
    feedback_due: date | None
    feedback_given: date | None
    findings: int
    commitments: int
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(DialogueEntry):
    """Everything open about one dialogue; counts of people are protected before they are stored."""

    findings: tuple[pages.Finding, ...]  # type: ignore[assignment]
    commitments: tuple[promises.Commitment, ...]  # type: ignore[assignment]
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
    co_organisers: tuple[str, ...]
    partners: tuple[str, ...]
    programme: str | None
    occasions: tuple[pages.Occasion, ...]
    questions: tuple[Texts, ...]
    goals: tuple[pages.Goal, ...]
    decisions: tuple[pages.Decision, ...]
    targets: tuple[pages.Target, ...]
    feedback: tuple[pages.Feedback, ...]
    no_finding_because: str
    took_part: TookPart | None
    evaluation: Evaluation | None
    policy_codes: tuple[str, ...]
    checklist: dict[str, str] | None
    perspectives: tuple[str, ...]
    global_goals: tuple[int, ...]
    measures: tuple[Measure, ...]
    budget_sek: int | None
    ballot: tuple[BallotOption, ...]
    reuses: tuple[pages.Reuse, ...]
    used_again: tuple[pages.Reuse, ...]
    cancelled_reason: Texts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """A finding with the dialogue it comes from."""

    finding: pages.Finding
    dialogue: str
    title: Texts
    lead: str
    url: str
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentEntry:
    """A promise with the dialogue it follows."""

    commitment: promises.Commitment
    dialogue: str
    title: Texts
    lead: str
    url: str
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A district with its residents, and how many dialogues it has by how far they have come."""

    slug: str
    name: str
    url: str
    lat: float | None
    lon: float | None
    population: int | None
    dialogues: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a list; `next` is the address of the part that follows, none after the last."""

    licence: str
    total: int
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueList(Part):
    """Part of the dialogues asked for."""

    items: tuple[DialogueEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList(Part):
    """Part of the findings asked for."""

    items: tuple[FindingEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentList(Part):
    """Part of the promises asked for."""

    items: tuple[CommitmentEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictList:
    """All districts."""

    licence: str
    items: tuple[District, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
