"""Judge an entry by the rules of the state it is to have."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from portal.bulk.entry import Entry
from portal.domain import readiness
from portal.domain.calendar import day_of, moment
from portal.domain.errors import Problem
from portal.domain.readiness import FRAME, SWEDISH_TEXTS, Facts
from portal.domain.rights import Act, Actor
from portal.domain.words import Continuity, Influence, LegalBasis, Status
from portal.occasions.red_days import red_day
from portal.overlap import check as overlaps
from portal.overlap.check import Plan
from portal.publications.reference import Catalogue

IMPORTABLE = (
    Status.DRAFT,
    Status.PLANNED,
    Status.OPEN,
    Status.COMPILING,
    Status.REPORTED,
    Status.ARCHIVED,
    Status.CANCELLED,
)
ASKING = (Status.PLANNED, Status.OPEN)
PAST = (Status.COMPILING, Status.REPORTED, Status.ARCHIVED)

_EARLIEST, _LATEST = 2000, 2100
_KNOWN_OF_HISTORY = ("title", "summary", "areas", "themes", "starts", "ends")
"""Fields whose rules hold also for a dialogue that was over long before the portal asked for the rest."""


_COLUMNS = {
    "decisions": "decision_body",
    "decisions-0-month": "decision_month",
    "targets": "seldom_heard",
    "already_asked": "status",
}
"""The columns that stand for lists of rows in the plan, and the one to change when an answer is given in the desk."""


def problems(
    entry: Entry,
    *,
    catalogue: Catalogue,
    actor: Actor | None,
    history: bool,
    today: date,
    asked_lately: Callable[[Plan], bool],
) -> Iterator[Problem]:
    """Every rule the entry breaks; `asked_lately` tells whether a plan must answer to what was asked before.

    `actor` is None for the operator. With `history`, a dialogue that has ended may lack what nobody can know any
    more; what it says must still be right.
    """
    broken = _broken(entry, catalogue=catalogue, actor=actor, history=history, today=today, asked_lately=asked_lately)
    for problem in broken:
        yield replace(problem, field=_column(problem.field))


def _column(field: str) -> str:
    """The column that a field of the planning form is in a file."""
    if field.startswith("translation-"):
        return "machine_translated"
    return "occasions" if field.startswith("occasions-") else _COLUMNS.get(field, field)


def _broken(
    entry: Entry,
    *,
    catalogue: Catalogue,
    actor: Actor | None,
    history: bool,
    today: date,
    asked_lately: Callable[[Plan], bool],
) -> Iterator[Problem]:
    yield from _rights(entry, catalogue, actor)
    yield from _always(entry, today)
    if entry.status is Status.DRAFT:
        return
    facts = facts_of(entry, catalogue)
    yield from _state(entry, today, history=history)
    if history and entry.status in PAST:
        yield from (one for one in readiness.for_coordination(facts) if _holds_in_history(one))
    elif entry.status in ASKING:
        yield from _published(entry, facts, today, asked_lately)
    else:
        yield from readiness.for_coordination(facts)
    if entry.status is Status.REPORTED:
        yield from _reported(entry, history=history)


def _rights(entry: Entry, catalogue: Catalogue, actor: Actor | None) -> Iterator[Problem]:
    if actor is None:
        return
    lead = catalogue.organisations[entry.draft.lead]
    if not actor.may(Act.REGISTER, lead.id):
        yield Problem("B.not_yours", "lead", (("organiser", lead.short),))
    elif entry.status is not Status.DRAFT and not actor.may(Act.PUBLISH, lead.id):
        yield Problem("B.may_not_publish", "status")


def _always(entry: Entry, today: date) -> Iterator[Problem]:
    """What the database itself, or plain sense, asks of every dialogue."""
    draft = entry.draft
    if entry.status not in IMPORTABLE:
        yield Problem("B.state", "status")
    for name in ("starts", "ends", "feedback_promised", "published_on", "response_deadline"):
        value = entry.published_on if name == "published_on" else getattr(draft, name)
        if value is not None and not _EARLIEST <= value.year <= _LATEST:
            yield Problem("B.year", name, (("low", _EARLIEST), ("high", _LATEST)))
    if entry.status is Status.DRAFT and draft.starts and draft.ends and draft.ends < draft.starts:
        yield Problem("V0.order", "ends")
    if draft.continuity is Continuity.CONTINUOUS and draft.ends is not None:
        yield Problem("B.endless", "ends")
    if entry.status is Status.DRAFT and _promised_days(entry) > readiness.LONGEST_FEEDBACK:
        yield Problem("B.feedback", "feedback_promised", (("most", readiness.LONGEST_FEEDBACK),))
    if any(one.month and not one.body for one in draft.decisions):
        yield Problem("B.required", "decision_body")
    if entry.published_on and entry.published_on > today:
        yield Problem("B.future", "published_on")
    yield from _counts(entry)
    if entry.status is Status.DRAFT and (entry.results.text or entry.results.findings or entry.results.total):
        yield Problem("B.draft_results", "status")


def _promised_days(entry: Entry) -> int:
    """Days from the last day to the promised answer, or 0."""
    ends, promised = entry.draft.ends, entry.draft.feedback_promised
    return (promised - ends).days if ends and promised else 0


def _counts(entry: Entry) -> Iterator[Problem]:
    given = entry.results
    total = given.women + given.men + given.other
    if given.total is not None and total != given.total:
        yield Problem("V14", "participants", (("sum", total),))


def _state(entry: Entry, today: date, *, history: bool) -> Iterator[Problem]:
    """Whether the days fit the state."""
    starts, ends = entry.draft.starts, entry.draft.ends
    if entry.status is Status.PLANNED and starts and starts <= today:
        yield Problem("B.planned_begun", "starts")
    elif entry.status is Status.OPEN and ((starts and starts > today) or (ends and ends < today)):
        yield Problem("B.open_not", "status")
    elif entry.status in PAST and ends and ends >= today:
        yield Problem("B.not_over", "ends")
    if entry.status is Status.ARCHIVED and not history:
        yield Problem("B.archived", "status")
    if entry.status is Status.CANCELLED and len(entry.cancelled_reason.strip()) < 20:
        yield Problem("V17", "cancelled_reason", (("low", 20),))
    texts = {
        "cancelled_reason": entry.cancelled_reason,
        "result": entry.results.text,
        "findings": "\n".join(entry.results.findings),
        "no_finding_because": entry.results.no_finding_because,
        **{f"{name}_{code}": text for code, one in entry.translations.items() for name, text in one.items()},
    }
    yield from readiness.personal_data(texts)


def _reported(entry: Entry, *, history: bool) -> Iterator[Problem]:
    given = entry.results
    words = {"feedback": "result", "findings": "findings", "participation": "participants"}
    if given.text and given.on is None and not history:
        yield Problem("B.required", "result_on")
    for problem in readiness.for_reporting(
        results=int(bool(given.text)),
        findings=len(given.findings),
        no_finding_because=given.no_finding_because,
        participation=given.total or 0,
    ):
        if not history or problem.field == "feedback":
            yield replace(problem, field=words[problem.field])


def _holds_in_history(problem: Problem) -> bool:
    """Whether a rule is about something that is wrong, or about the little one must know of any dialogue."""
    if problem.rule in ("V1.short", "V4", "V5.early", "V13.expired", "V13.coming"):
        return False
    return problem.field in _KNOWN_OF_HISTORY or problem.rule in ("V15", "V5.late", "V0.order")


def _published(entry: Entry, facts: Facts, today: date, asked_lately: Callable[[Plan], bool]) -> Iterator[Problem]:
    """What publishing asks; what is open already says when residents were told."""
    if plan := _plan(entry):
        facts = replace(
            facts,
            overlap_level=overlaps.check(plan, today=today).level,
            # Whom it asks about what decides, not when or for how long: many rows of a file are alike in that.
            unanswered_earlier=int(asked_lately(replace(plan, starts=today, ends=today, minutes=1))),
        )
    told = None
    if entry.status is Status.OPEN and facts.legal_basis is LegalBasis.VOLUNTARY:
        told = entry.published_on or date.min
        if entry.published_on is None:
            yield Problem("B.required", "published_on")
    yield from readiness.for_publishing(facts, today=today, told=told)


def _plan(entry: Entry) -> Plan | None:
    """What the overlap check needs, or None while place, day or people are missing."""
    draft = entry.draft
    if draft.starts is None or not draft.areas or not draft.groups:
        return None
    return Plan(
        starts=draft.starts,
        ends=draft.ends,
        areas=draft.areas,
        groups=draft.groups,
        themes=draft.themes,
        minutes=draft.minutes or 30,
        organiser=draft.lead,
        statutory=draft.legal_basis is not LegalBasis.VOLUNTARY,
        informs=draft.influence is Influence.INFORMATION,
    )


def facts_of(entry: Entry, catalogue: Catalogue) -> Facts:
    """The facts that V1 to V15, V18 and V19 judge."""
    draft = entry.draft
    names = (*SWEDISH_TEXTS, *FRAME, "easy_read", "accessibility_note")
    times = sorted(moment(one.day, one.begins) for one in draft.occasions)
    areas = [catalogue.areas[slug] for slug in draft.areas]
    return Facts(
        texts={name: draft.texts.get(name, "") for name in names},
        other_texts={
            "questions": "\n".join(one.text for one in draft.questions),
            "goals": "\n".join(one.text for one in draft.goals),
            "partners": "\n".join(draft.partners),
            "contact_function": draft.contact_function,
            "decision_body": "\n".join(one.body for one in draft.decisions),
            "occasions": "\n".join(f"{one.place}\n{one.address}" for one in draft.occasions),
            "overlap_reason": draft.overlap_reason,
            **{f"checklist_{name}": text for name, text in draft.checklist.items()},
        },
        has_lead=True,
        contact_function=draft.contact_function,
        contact_email=draft.contact_email,
        influence=draft.influence,
        form=draft.form,
        legal_basis=draft.legal_basis,
        continuity=draft.continuity,
        official_channel_url=draft.official_channel_url,
        has_deadline=draft.response_deadline is not None,
        starts=draft.starts,
        ends=draft.ends,
        first_occasion=day_of(times[0]) if times else None,
        occasion_days=tuple((one.day, red_day(one.day)) for one in draft.occasions),
        feedback_promised=draft.feedback_promised,
        minutes=draft.minutes,
        areas=len(areas),
        expired_areas=tuple(
            area.name for area in areas if draft.starts and area.valid_to and area.valid_to < draft.starts
        ),
        coming_areas=tuple(
            area.name for area in areas if draft.starts and area.valid_from and area.valid_from > draft.starts
        ),
        themes=len(draft.themes),
        groups=frozenset(draft.groups),
        methods=len(draft.methods),
        questions=len(draft.questions),
        decisions=tuple((one.body, one.month) for one in draft.decisions if one.body),
        targets=len(draft.targets),
        seldom_heard=sum(one.seldom_heard for one in draft.targets),
        seldom_heard_reason=draft.seldom_heard_reason,
        machine_languages=entry.machine_translated,
        checklist=draft.checklist,
        goals=len(draft.goals),
        report_interval=entry.report_interval,
        overlap_level="low",
        overlap_reason=draft.overlap_reason,
    )
