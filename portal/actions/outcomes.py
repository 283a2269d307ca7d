"""Report who took part, what was said, what was answered and promised, and how the promises go."""

from dataclasses import dataclass, field
from datetime import date

from portal.actions.change import changing
from portal.actions.dialogues import move
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain import promises, readiness
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.words import CommitmentStatus, CountMethod, FeedbackKind, FindingKind, FindingStrength, Status
from portal.organisations import queries as organisations
from portal.outcomes import queries
from portal.outcomes.models import Commitment, CommitmentUpdate, FeedbackPost, Finding, Participation
from portal.taxonomy.models import Theme

BANDS = ("0_12", "13_15", "16_19", "20_29", "30_44", "45_64", "65_79", "80_plus")
"""Age bands of participants, in years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Who took part, as counts; bands by age in years."""

    method: CountMethod
    total: int
    women: int
    men: int
    other: int
    bands: dict[str, int] = field(default_factory=dict)
    first_time: int | None = None


def report_participation(dialogue_id: int, counts: Counts, *, occasion_id: int | None, actor: Actor) -> Dialogue:
    """Set who took part in an occasion, or in the whole; raises RulesNotMet when the counts do not add up (V14)."""
    problems = []
    if counts.women + counts.men + counts.other != counts.total:
        problems.append(Problem("V14", "total", (("sum", counts.women + counts.men + counts.other),)))
    if sum(counts.bands.values()) > counts.total:
        problems.append(Problem("V14.bands", "bands", (("sum", sum(counts.bands.values())),)))
    if counts.first_time is not None and counts.first_time > counts.total:
        problems.append(Problem("V14.first", "first_time"))
    if problems:
        raise RulesNotMet(tuple(problems))
    with changing(dialogue_id, actor=actor, act="participation", needs=Act.REPORT) as dialogue:
        rows = {row.occasion_id: row for row in queries.participation(dialogue_id)}
        row = rows.get(occasion_id) or Participation(dialogue_id=dialogue_id, occasion_id=occasion_id)
        row.method, row.total = counts.method, counts.total
        row.women, row.men, row.other = counts.women, counts.men, counts.other
        row.bands, row.first_time = counts.bands, counts.first_time
        db.session.add(row)
    return dialogue


def add_finding(
    dialogue_id: int,
    *,
    text: str,
    kind: FindingKind,
    strength: FindingStrength,
    evidence: str,
    theme: str | None,
    actor: Actor,
) -> Dialogue:
    """Write down something that was learnt."""
    _hold({"text": text, "evidence": evidence})
    with changing(dialogue_id, actor=actor, act="finding", needs=Act.REPORT) as dialogue:
        finding = Finding(
            dialogue_id=dialogue_id, texts={"sv": text}, kind=kind, strength=strength, evidence=evidence
        )
        chosen = db.session.query(Theme).filter_by(slug=theme).one_or_none() if theme else None
        finding.themes = [chosen] if chosen else []
        db.session.add(finding)
    return dialogue


def give_feedback(dialogue_id: int, *, kind: FeedbackKind, text: str, on_day: date, actor: Actor) -> Dialogue:
    """Tell those who took part what became of it; a first result settles the debt of feedback."""
    _hold({"text": text})
    with changing(dialogue_id, actor=actor, act="feedback", needs=Act.REPORT) as dialogue:
        db.session.add(FeedbackPost(dialogue_id=dialogue_id, kind=kind, texts={"sv": text}, published_on=on_day))
        if kind is FeedbackKind.RESULT and dialogue.reported_on is None:
            dialogue.reported_on = on_day
    return dialogue


def report(dialogue_id: int, *, no_finding_because: str, actor: Actor) -> Dialogue:
    """Declare the dialogue reported back; raises RulesNotMet while result, finding or counts are missing."""
    _hold({"no_finding_because": no_finding_because})
    with changing(dialogue_id, actor=actor, act="report", needs=Act.REPORT) as dialogue:
        dialogue.no_finding_because = no_finding_because
        posts = queries.feedback(dialogue_id)
        problems = tuple(
            readiness.for_reporting(
                results=sum(post.kind is FeedbackKind.RESULT for post in posts),
                findings=len(queries.findings(dialogue_id)),
                no_finding_because=no_finding_because,
                participation=len(queries.participation(dialogue_id)),
            )
        )
        if problems:
            raise RulesNotMet(problems)
        move(dialogue, Status.REPORTED, actor=actor)
    return dialogue


def promise(
    dialogue_id: int,
    *,
    text: str,
    organisation: str,
    due: date,
    case_number: str,
    comment: str,
    today: date,
    actor: Actor,
) -> Dialogue:
    """Make a promise with an owner and a day."""
    owner = organisations.by_slug(organisation)
    if owner is None:
        raise NotFound
    _hold({"text": text, "comment": comment})
    with changing(dialogue_id, actor=actor, act="promise", needs=Act.REPORT) as dialogue:
        ours = owner.id in (dialogue.lead_id, *(one.id for one in dialogue.co_organisers))
        if not ours and not actor.may(Act.REPORT, owner.id):
            # Nobody promises in the name of somebody who has no part in the dialogue.
            raise NotAllowed
        commitment = Commitment(
            dialogue_id=dialogue_id,
            texts={"sv": text},
            organisation_id=owner.id,
            due=due,
            case_number=case_number or None,
            status=CommitmentStatus.PROMISED,
        )
        commitment.updates.append(
            CommitmentUpdate(on_day=today, status=CommitmentStatus.PROMISED, comment=comment, by_id=actor.id)
        )
        db.session.add(commitment)
    return dialogue


def follow_promise(
    commitment_id: int,
    *,
    status: CommitmentStatus,
    comment: str,
    today: date,
    actor: Actor,
    due: date | None = None,
    text: str = "",
) -> Dialogue:
    """Say publicly how a promise goes; with `changed`, a new day or text, the old ones stay readable."""
    if not 20 <= len(comment.strip()) <= 1000:
        raise RulesNotMet((Problem("C1", "comment", (("low", 20), ("high", 1000))),))
    _hold({"comment": comment, "text": text})
    commitment = queries.commitment(commitment_id)
    if commitment is None:
        raise NotFound
    with changing(commitment.dialogue_id, actor=actor, act="follow_promise", needs=Act.REPORT) as dialogue:
        if status not in promises.MOVES[commitment.status]:
            raise NotPossible
        update = CommitmentUpdate(on_day=today, status=status, comment=comment.strip(), by_id=actor.id)
        if status is CommitmentStatus.CHANGED:
            update.old_texts, update.due = dict(commitment.texts), commitment.due
            commitment.due = due or commitment.due
            commitment.texts = {"sv": text} if text else commitment.texts
        commitment.updates.append(update)
        # One given up before it had a day was due the day it was given up.
        commitment.due = commitment.due or today
        commitment.status = status
        commitment.settled_on = today if status in promises.SETTLED else None
    return dialogue


def _hold(texts: dict[str, str]) -> None:
    """Raise RulesNotMet when a text for residents holds personal data."""
    problems = tuple(readiness.personal_data(texts))
    if problems:
        raise RulesNotMet(problems)
