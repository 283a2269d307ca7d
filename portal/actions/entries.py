"""Write down, correct and withdraw what was learnt, told, measured and voted on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.actions.change import changing
from portal.actions.corrections import remember
from portal.db import db, now
from portal.dialogues.models import Dialogue
from portal.documents import queries as documents
from portal.domain import lifecycle, readiness
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.words import FeedbackKind, FindingKind, FindingStrength, Form
from portal.occasions import queries as occasions
from portal.outcomes import queries
from portal.outcomes.models import BallotOption, FeedbackPost, Finding, OutcomeMeasure
from portal.places import queries as places
from portal.taxonomy import queries as taxonomy

KINDS: Mapping[str, type[Finding] | type[FeedbackPost] | type[OutcomeMeasure] | type[BallotOption]] = {
    "finding": Finding,
    "feedback": FeedbackPost,
    "measure": OutcomeMeasure,
    "option": BallotOption,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDraft:
    """A finding as written; themes, areas and groups are slugs, and none means those of the dialogue."""

    text: str
    kind: FindingKind
    strength: FindingStrength
    evidence: str = ""
    occasion_id: int | None = None
    document_id: int | None = None
    document_page: int | None = None
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDraft:
    """A measured effect: an indicator, its unit, and its value on a day; `sdg` is a global goal from 1 to 17."""

    indicator: str
    unit: str
    value: float
    on_day: date
    source: str = ""
    social_value: str | None = None
    sdg: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionDraft:
    """A proposal voted on: its cost in kronor and votes where known, and the promise that carries it out."""

    text: str
    cost: int | None = None
    votes: int | None = None
    chosen: bool = False
    commitment_id: int | None = None


def write_finding(dialogue_id: int, draft: FindingDraft, *, actor: Actor, finding_id: int | None = None) -> Dialogue:
    """Write down something that was learnt, or correct it."""
    hold({"text": draft.text, "evidence": draft.evidence})
    with changing(dialogue_id, actor=actor, act="finding", needs=Act.REPORT) as dialogue:
        finding: Finding = _opened("finding", finding_id, dialogue_id, actor) or Finding(dialogue_id=dialogue_id)
        finding.texts = {"sv": draft.text}
        finding.kind, finding.strength = draft.kind, draft.strength
        finding.evidence, finding.valid_until = draft.evidence, draft.valid_until
        if draft.occasion_id not in {None, *(one.id for one in occasions.of_dialogue(dialogue_id))}:
            raise NotFound
        if draft.document_id not in {None, *(one.id for one in documents.of_dialogue(dialogue_id))}:
            raise NotFound
        finding.occasion_id, finding.document_id = draft.occasion_id, draft.document_id
        finding.document_page = draft.document_page if draft.document_id else None
        finding.themes = [one for one in taxonomy.themes() if one.slug in draft.themes]
        finding.groups = [one for one in taxonomy.groups() if one.slug in draft.groups]
        finding.areas = list(places.by_slug(set(draft.areas)).values()) if draft.areas else []
        db.session.add(finding)
    return dialogue


def give_feedback(
    dialogue_id: int, *, kind: FeedbackKind, text: str, on_day: date, actor: Actor, post_id: int | None = None
) -> Dialogue:
    """Tell those who took part what became of it, or correct it; a first result settles the debt of feedback."""
    hold({"text": text})
    with changing(dialogue_id, actor=actor, act="feedback", needs=Act.REPORT) as dialogue:
        post: FeedbackPost = _opened("feedback", post_id, dialogue_id, actor) or FeedbackPost(dialogue_id=dialogue_id)
        post.kind, post.texts, post.published_on = kind, {"sv": text}, on_day
        db.session.add(post)
        db.session.flush()
        _settle_debt(dialogue)
    return dialogue


def write_measure(dialogue_id: int, draft: MeasureDraft, *, actor: Actor, measure_id: int | None = None) -> Dialogue:
    """Write down a measured effect, or correct it."""
    hold({"indicator": draft.indicator, "source": draft.source})
    with changing(dialogue_id, actor=actor, act="measure", needs=Act.REPORT) as dialogue:
        row: OutcomeMeasure = _opened("measure", measure_id, dialogue_id, actor) or OutcomeMeasure(
            dialogue_id=dialogue_id
        )
        row.indicator, row.unit, row.value, row.on_day = draft.indicator, draft.unit, draft.value, draft.on_day
        row.source, row.social_value, row.sdg = draft.source, draft.social_value or None, draft.sdg
        db.session.add(row)
    return dialogue


def write_option(dialogue_id: int, draft: OptionDraft, *, actor: Actor, option_id: int | None = None) -> Dialogue:
    """Write down a proposal that residents of a participatory budget voted on, or correct it."""
    hold({"text": draft.text})
    with changing(dialogue_id, actor=actor, act="option", needs=Act.REPORT) as dialogue:
        if dialogue.form is not Form.PARTICIPATORY_BUDGET:
            raise NotFound
        if draft.commitment_id not in {None, *(one.id for one in queries.commitments(dialogue_id, bare=True))}:
            raise NotFound
        row: BallotOption = _opened("option", option_id, dialogue_id, actor) or BallotOption(dialogue_id=dialogue_id)
        row.text, row.cost, row.votes = draft.text, draft.cost, draft.votes
        row.chosen, row.commitment_id = draft.chosen, draft.commitment_id
        db.session.add(row)
    return dialogue


def withdraw(dialogue_id: int, *, kind: str, entry_id: int, actor: Actor) -> Dialogue:
    """Take a finding, a post, a measure or a proposal from the public; it is kept with its history."""
    with changing(dialogue_id, actor=actor, act=f"withdraw_{kind}", needs=Act.REPORT) as dialogue:
        row = _opened(kind, entry_id, dialogue_id, actor, withdrawn=True)
        row.withdrawn_at = now()
        db.session.flush()
        _settle_debt(dialogue)
        if dialogue.status in lifecycle.REPORTED:
            # What residents were told may be corrected, but not taken away altogether.
            problems = tuple(
                readiness.for_reporting(
                    results=dialogue.reported_on is not None,
                    findings=len(queries.findings(dialogue_id, bare=True)),
                    no_finding_because=dialogue.no_finding_because,
                    participation=1,
                )
            )
            if problems:
                raise RulesNotMet(problems)
    return dialogue


def hold(texts: dict[str, str]) -> None:
    """Raise RulesNotMet when a text for residents holds personal data (V15)."""
    problems: tuple[Problem, ...] = tuple(readiness.personal_data(texts))
    if problems:
        raise RulesNotMet(problems)


def _opened(kind: str, entry_id: int | None, dialogue_id: int, actor: Actor, *, withdrawn: bool = False) -> Any:
    """The entry to change, remembered as it stands; None when a new one is to be written."""
    if entry_id is None:
        return None
    row: Any = queries.entry(KINDS[kind], entry_id)
    if row is None or row.dialogue_id != dialogue_id:
        raise NotFound
    remember(row, kind=kind, entry_id=row.id, actor=actor, withdrawn=withdrawn)
    return row


def _settle_debt(dialogue: Dialogue) -> None:
    """The dialogue has been reported on the day of its first result that stands."""
    results = [one.published_on for one in queries.feedback(dialogue.id) if one.kind is FeedbackKind.RESULT]
    dialogue.reported_on = min(results, default=None)
