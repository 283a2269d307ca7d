"""The rules a dialogue must meet before it may take a step (V1 to V20), as problems named by field."""

import dataclasses
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.errors import Problem
from portal.domain.privacy import traces
from portal.domain.words import Continuity, Form, Influence, LegalBasis

CHECKLIST = ("method", "place", "room", "recruitment")
"""The four headings of the planning checklist, as fields of the record."""

PLAN_FORMS = (Form.PLAN_CONSULTATION, Form.PLAN_REVIEW)
"""What the Planning and Building Act orders: its views count only in the official channel."""

SWEDISH_TEXTS = ("title", "summary", "purpose")
FRAME = ("frame_in", "frame_out", "can_influence", "cannot_influence")

LONGEST_FEEDBACK = 180
NOTICE_DAYS = 14
GOOD_NOTICE_DAYS = 28
DAYS_BEFORE_DECISION = 30
SHORTEST_REASON = 50


JULY = 7


@dataclass(frozen=True, slots=True)
class RedDay:
    """What makes a day a poor choice: a public holiday, or a great feast of another faith by its code."""

    code: str
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules need to know of a dialogue; `texts` are Swedish, by field."""

    texts: dict[str, str]
    other_texts: dict[str, str] = dataclasses.field(default_factory=dict)
    has_lead: bool = False
    contact_function: str = ""
    contact_email: str = ""
    form: Form = Form.CITIZEN_DIALOGUE
    influence: Influence | None = None
    legal_basis: LegalBasis = LegalBasis.VOLUNTARY
    continuity: Continuity = Continuity.DELIMITED
    report_interval: int | None = None
    official_channel_url: str | None = None
    has_deadline: bool = False
    starts: date | None = None
    ends: date | None = None
    first_occasion: date | None = None
    feedback_promised: date | None = None
    minutes: int | None = None
    areas: int = 0
    expired_areas: tuple[str, ...] = ()
    coming_areas: tuple[str, ...] = ()
    themes: int = 0
    groups: frozenset[str] = frozenset()
    methods: int = 0
    questions: int = 0
    decisions: tuple[tuple[str, date | None], ...] = ()
    targets: int = 0
    seldom_heard: int = 0
    seldom_heard_reason: str = ""
    checklist: dict[str, str] | None = None
    goals: int = 0
    goals_scored: int = 0
    overlap_level: str = "low"
    overlap_reason: str = ""
    unanswered_earlier: int = 0
    occasion_days: tuple[tuple[date, RedDay | None], ...] = ()
    machine_languages: tuple[str, ...] = ()
    needs_neutral: bool = False
    has_process_leader: bool = True
    has_facilitator: bool = True


def for_saving(
    *, starts: date | None, ends: date | None, feedback_promised: date | None, endless: bool = False
) -> Iterator[Problem]:
    """What not even a draft may say, for the database would refuse it: days out of order, an answer too late."""
    if endless and ends is not None:
        yield Problem("V0.endless", "ends")
    if starts and ends and ends < starts:
        yield Problem("V0.order", "ends")
    if ends and feedback_promised and (feedback_promised - ends).days > LONGEST_FEEDBACK:
        yield Problem("V5.late", "feedback_promised", (("latest", ends + timedelta(LONGEST_FEEDBACK)),))


def for_coordination(facts: Facts) -> Iterator[Problem]:
    """V1 to V8, V12 to V15 and who carries it: what other organisations must be able to read of a plan."""
    for field in SWEDISH_TEXTS:
        if not facts.texts.get(field, "").strip():
            yield Problem("V1", field)
    summary = facts.texts.get("summary", "").strip()
    if summary and len(summary) < 40:
        yield Problem("V1.short", "summary", (("low", 40),))
    if not facts.has_lead:
        yield Problem("V2", "lead")
    if not facts.contact_function.strip():
        yield Problem("V2", "contact_function")
    if not facts.contact_email.strip():
        yield Problem("V2", "contact_email")
    yield from _influence(facts)
    yield from _dates(facts)
    yield from _people(facts)
    for heading in CHECKLIST:
        if not (facts.checklist or {}).get(heading, "").strip():
            yield Problem("V7", f"checklist_{heading}")
    if facts.minutes is None:
        yield Problem("V8", "minutes")
    yield from _personal_data(facts)


def for_publishing(facts: Facts, *, today: date, told: date | None = None) -> Iterator[Problem]:
    """Everything coordination needs, V9 to V11, V18 and V19; residents hear of it today unless `told` before."""
    yield from for_coordination(facts)
    yield from overlap_reason(facts)
    if facts.unanswered_earlier:
        yield Problem("V10", "already_asked", (("count", facts.unanswered_earlier),))
    yield from poor_days(facts, today=today)
    yield from unreviewed(facts)
    yield from _good_to_have(facts)
    yield from notice(facts, today=told or today)


def first_day(facts: Facts) -> date | None:
    """The day on which residents are first asked."""
    return min((day for day in (facts.first_occasion, facts.starts) if day is not None), default=None)


def notice(facts: Facts, *, today: date) -> Iterator[Problem]:
    """V11: residents hear of it two weeks ahead, better four; not of what the law orders."""
    first = first_day(facts)
    if first is None or facts.legal_basis is not LegalBasis.VOLUNTARY:
        return
    days = (first - today).days
    if days < NOTICE_DAYS:
        yield Problem("V11", "starts", (("days", NOTICE_DAYS), ("earliest", today + timedelta(NOTICE_DAYS))))
    elif days < GOOD_NOTICE_DAYS:
        yield Problem("V11.short", "starts", (("days", days), ("good", GOOD_NOTICE_DAYS)), warning=True)


def moved_nearer(facts: Facts, *, before: Facts, today: date) -> Iterator[Problem]:
    """V11 after publication: a first day still to come is not moved to an earlier one that is too near."""
    first, was = first_day(facts), first_day(before)
    if first is None or was is None or was <= today:
        return
    if first < was or before.legal_basis is not LegalBasis.VOLUNTARY:
        yield from notice(facts, today=today)


def overlap_reason(facts: Facts) -> Iterator[Problem]:
    """V9: who asks people who are asked a lot already tells them why; not for what the law orders."""
    high = facts.overlap_level in ("high", "very_high")
    if high and facts.legal_basis is LegalBasis.VOLUNTARY and len(facts.overlap_reason.strip()) < SHORTEST_REASON:
        yield Problem("V9", "overlap_reason", (("low", SHORTEST_REASON),))


def for_reporting(*, results: int, findings: int, no_finding_because: str, participation: int) -> Iterator[Problem]:
    """What residents must be told before a dialogue counts as reported back."""
    if not participation:
        yield Problem("R3", "participation")
    if not findings and not no_finding_because.strip():
        yield Problem("R2", "findings")
    if not results:
        yield Problem("R1", "feedback")


def for_follow_up(facts: Facts, *, evaluated: bool, open_commitments: int) -> Iterator[Problem]:
    """What must be settled before a dialogue counts as followed up."""
    if not evaluated:
        yield Problem("F1", "evaluation")
    if not facts.goals:
        yield Problem("F2", "goals")
    elif facts.goals_scored < facts.goals:
        yield Problem("F3", "goals", (("count", facts.goals - facts.goals_scored),))
    if open_commitments:
        yield Problem("F4", "commitments", (("count", open_commitments),))


def poor_days(facts: Facts, *, today: date) -> Iterator[Problem]:
    """V19: no occasion on a public holiday; July and great feasts are warned about. Past days are left alone."""
    for row, (day, red) in enumerate(facts.occasion_days):
        field = f"occasions-{row}-day"
        if day < today:
            continue
        if red is not None and red.public:
            yield Problem("V19", field, (("day", day),))
        elif red is not None:
            yield Problem("V19.feast", field, (("day", day), ("feast", red.code)), warning=True)
        elif day.month == JULY:
            yield Problem("V19.july", field, (("day", day),), warning=True)


def unreviewed(facts: Facts) -> Iterator[Problem]:
    """V18: words that only a machine has seen are warned about; what the law orders is never shown in them."""
    legal = facts.legal_basis is not LegalBasis.VOLUNTARY
    for language in facts.machine_languages:
        yield Problem("V18.legal" if legal else "V18", f"translation-{language}", warning=True)


def _good_to_have(facts: Facts) -> Iterator[Problem]:
    if not facts.texts.get("easy_read", "").strip():
        yield Problem("V1.easy", "easy_read", warning=True)
    if facts.first_occasion is None:
        yield Problem("V19.none", "occasions", warning=True)
    if not facts.has_process_leader:
        yield Problem("L1", "process_leader_id", warning=True)
    if facts.needs_neutral and not facts.has_facilitator:
        yield Problem("L2", "facilitator_id", warning=True)


def _influence(facts: Facts) -> Iterator[Problem]:
    if facts.influence is None:
        yield Problem("V3", "influence")
    if facts.influence is not Influence.INFORMATION:
        for field in FRAME:
            if not facts.texts.get(field, "").strip():
                yield Problem("V3", field)
        if not facts.questions:
            yield Problem("V3.question", "questions")
        if not facts.decisions:
            yield Problem("V3.decision", "decisions")
        for row, (_body, month) in enumerate(facts.decisions):
            if month is None:
                yield Problem("V3.month", f"decisions-{row}-month")
    if facts.form in PLAN_FORMS and facts.legal_basis is not LegalBasis.PLANNING_ACT:
        yield Problem("V12.form", "legal_basis")
    if facts.legal_basis is LegalBasis.PLANNING_ACT:
        if not facts.official_channel_url:
            yield Problem("V12", "official_channel_url")
        if not facts.has_deadline:
            yield Problem("V12", "response_deadline")


def _dates(facts: Facts) -> Iterator[Problem]:
    if facts.starts is None:
        yield Problem("V0", "starts")
    endless = facts.continuity is Continuity.CONTINUOUS
    if facts.ends is None and not endless:
        yield Problem("V0", "ends")
    if endless and facts.report_interval is None:
        yield Problem("V5.interval", "report_interval_months")
    if facts.feedback_promised is None and not endless:
        yield Problem("V5", "feedback_promised")
    yield from for_saving(starts=facts.starts, ends=facts.ends, feedback_promised=facts.feedback_promised)
    if facts.ends and facts.feedback_promised and facts.feedback_promised < facts.ends:
        yield Problem("V5.early", "feedback_promised")
    for row, (_body, month) in enumerate(facts.decisions):
        if month is None or facts.ends is None:
            continue
        # A decision is known by its month; the month's last day is what counts.
        last = month.replace(day=monthrange(month.year, month.month)[1])
        if last < facts.ends:
            yield Problem("V4", f"decisions-{row}-month")
        elif (last - facts.ends).days < DAYS_BEFORE_DECISION:
            yield Problem("V4.close", f"decisions-{row}-month", (("days", DAYS_BEFORE_DECISION),), warning=True)


def _people(facts: Facts) -> Iterator[Problem]:
    if not facts.areas:
        yield Problem("V13", "areas")
    for name in facts.expired_areas:
        yield Problem("V13.expired", "areas", (("area", name),))
    for name in facts.coming_areas:
        yield Problem("V13.coming", "areas", (("area", name),))
    for field, count in (("themes", facts.themes), ("groups", len(facts.groups)), ("methods", facts.methods)):
        if not count:
            yield Problem("V0.choose", field)
    named = facts.seldom_heard or len(facts.seldom_heard_reason.strip()) >= 20
    if not facts.targets and not named:
        yield Problem("V6", "targets")
    elif facts.groups == {"all"} and not named:
        yield Problem("V6.all", "targets")


def _personal_data(facts: Facts) -> Iterator[Problem]:
    yield from personal_data(facts.texts | facts.other_texts)


def personal_data(texts: Mapping[str, str]) -> Iterator[Problem]:
    """V15: a text that residents will read, by its field, holds no personal number, telephone number or address."""
    for field, text in texts.items():
        for trace in traces(text):
            yield Problem("V15", field, (("kind", trace.kind), ("found", text[trace.start : trace.end])))
            break
