"""The overlap of a plan: a score, its level, every dialogue behind it, and what would lower it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import taking
from portal.actions.facts import plan_of
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.overlap_words import ADVICE, LEVELS, TAKEN, pair_sentence, score_sentence, suggestion_sentence
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record
from portal.domain.errors import NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.domain.suggestions import Kind
from portal.domain.words import Status
from portal.overlap.check import Check, Line, Plan, check
from portal.overlap.suggesting import Advice, Offer
from portal.web.access import me
from portal.web.dates import number, today

blueprint = Blueprint("overlap", __name__)

TRIABLE = (Kind.MOVE, Kind.LESS, Kind.OTHERS, Kind.INFORM)
"""Suggestions that change the plan itself, so that all of the panel can be seen anew."""

LONGEST_MESSAGE = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts of a pair's points."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class Told:
    """One overlapping dialogue, told as a colleague would."""

    line: Line
    open: bool
    sentence: str
    parts: tuple[Part, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Panel:
    """What the overlap panel shows."""

    answer: Check
    level: str
    advice: str
    sentence: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion with the score it would give."""

    offer: Offer
    sentence: str
    level: str
    triable: bool


def panel(plan: Plan | None) -> Panel | None:
    """The panel for a plan, or None while place, day or people are missing."""
    if plan is None:
        return None
    answer = check(plan, today=today())
    informs = _("It informs and asks nobody anything, so it adds nothing.")
    return Panel(
        answer=answer,
        level=str(LEVELS[answer.level]),
        advice=str(informs if plan.informs else ADVICE[answer.level]),
        sentence=score_sentence(answer.score, answer.level),
        told=tuple(_told(line) for line in answer.lines),
    )


def _open(status: Status) -> bool:
    return status is not Status.COORDINATION or me().may(Act.SEE_COORDINATION)


def _told(line: Line) -> Told:
    pair = line.pair
    parts = tuple(
        part
        for part in (
            Part(_("Closeness in time"), pair.closeness),
            Part(_("Same subject"), pair.theme),
            Part(_("Another organiser"), pair.organiser),
            Part(_("Residents still wait for an answer"), pair.feedback),
        )
        if part.points >= 0.05
    )
    return Told(
        line=line, open=_open(line.status), sentence=pair_sentence(line), parts=parts, total=round(pair.points)
    )


def suggested(advice: Advice | None) -> tuple[Suggested, ...]:
    """The suggestions in words."""
    return tuple(
        Suggested(
            offer=one,
            sentence=suggestion_sentence(one, open=one.other is None or _open(one.other.status)),
            level=str(LEVELS[one.suggestion.level]),
            triable=one.suggestion.kind in TRIABLE,
        )
        for one in (advice.offers if advice else ())
    )


def points(value: float) -> str:
    """Points with one decimal, as the reader's language writes numbers."""
    return str(number(round(value, 1)))


PAGE = "/dialogues/<int(max=2147483647):dialogue_id>/overlap"


@blueprint.get(PAGE)
def show(dialogue_id: int) -> str:
    """The overlap of a saved dialogue and what would lower it; with `try`, how it would look with one of these."""
    return _page(seen(dialogue_id), tried=request.args.get("try", ""))


@blueprint.post(f"{PAGE}/take")
def take(dialogue_id: int) -> Any:
    """Do what a suggestion says."""
    record = seen(dialogue_id)
    message = " ".join(request.form.get("message", "").split("\x00"))[:LONGEST_MESSAGE].strip()
    try:
        kind = taking.take(dialogue_id, request.form.get("code", "")[:60], message=message, actor=me(), today=today())
    except RulesNotMet as broken:
        return _page(record, stops=[rules.sentence(one) for one in broken.problems if not one.warning]), 422
    tell(str(TAKEN[kind]))
    return redirect(url_for(".show", dialogue_id=dialogue_id))


def _page(record: Record, *, tried: str = "", stops: list[str] | None = None) -> str:
    live = record.status in (Status.DRAFT, Status.COORDINATION, Status.PLANNED, Status.OPEN)
    advice = taking.advice_for(record, today=today()) if live else None
    offer = advice.offer(tried) if advice and tried else None
    if tried and offer is None:
        raise NotFound
    plan = plan_of(record)
    shown = _changed(plan, offer) if plan and offer else plan
    return render_template(
        "desk/overlap/show.html",
        record=record,
        panel=panel(shown) if not offer or shown is not plan else None,
        points=points,
        advice=advice,
        suggestions=suggested(advice),
        tried=next((one for one in suggested(advice) if one.offer is offer), None) if offer else None,
        levels=LEVELS,
        stops=stops or [],
        may_take=may(Act.PUBLISH if record.published_at else Act.EDIT, record),
    )


def _changed(plan: Plan, offer: Offer) -> Plan:
    """The plan with a suggestion taken, as far as it changes the plan itself."""
    it = offer.suggestion
    if it.kind is Kind.MOVE:
        first = date.fromisoformat(it.what)
        return replace(plan, starts=first, ends=plan.ends + (first - plan.starts) if plan.ends else None)
    if it.kind is Kind.LESS:
        return replace(plan, minutes=int(it.what))
    if it.kind is Kind.OTHERS:
        return replace(plan, groups=(it.what,))
    return replace(plan, informs=True) if it.kind is Kind.INFORM else plan
