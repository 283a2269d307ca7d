"""The overlap of a plan in words: a score, its level, and one sentence per dialogue that asks the same people."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.actions.facts import plan_of
from portal.desk.seeing import seen
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.overlap.check import Check, Line, Plan, check
from portal.web.access import me
from portal.web.dates import number, today

blueprint = Blueprint("overlap", __name__)

LEVELS = {"low": _l("Low"), "moderate": _l("Moderate"), "high": _l("High"), "very_high": _l("Very high")}
ADVICE = {
    "low": _l("Few are asked much at this time. Go ahead."),
    "moderate": _l("Others ask the same people about now. Look at the list: can you share an occasion or a result?"),
    "high": _l("The same people are asked a lot. Change something, or tell residents why it cannot wait."),
    "very_high": _l("The same people are asked far too much. Talk to the others before you go on."),
}


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
    told: tuple[Told, ...]


def panel(plan: Plan | None) -> Panel | None:
    """The panel for a plan, or None while place, day or people are missing."""
    if plan is None:
        return None
    answer = check(plan, today=today())
    shared = me().may(Act.SEE_COORDINATION)
    return Panel(
        answer=answer,
        level=str(LEVELS[answer.level]),
        advice=str(ADVICE[answer.level]),
        told=tuple(_told(line, open=shared or line.status is not Status.COORDINATION) for line in answer.lines),
    )


def _told(line: Line, *, open: bool) -> Told:
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
    facts = ", ".join((_when(line.days_after), _where(pair.shared_area), _whom(pair.shared_group)))
    subject = _subject(pair.shared_theme)
    told = f"{facts}, {subject}" if subject else facts
    return Told(
        line=line, open=open, sentence=told[0].upper() + told[1:] + ".", parts=parts, total=round(pair.points)
    )


def _when(days: int) -> str:
    if days == 0:
        return str(_("at the same time"))
    if days > 0:
        return str(ngettext("%(num)s day after", "%(num)s days after", days))
    return str(ngettext("%(num)s day before", "%(num)s days before", -days))


def _where(share: float) -> str:
    if share >= 1:
        return str(_("the same place"))
    if share >= 0.6:
        return str(_("a neighbourhood and its district"))
    return str(_("a place nearby") if share >= 0.3 else _("the whole city and a part of it"))


def _whom(share: float) -> str:
    if share >= 1:
        return str(_("the same people"))
    return str(_("partly the same people"))


def _subject(share: float) -> str:
    if share >= 1:
        return str(_("the same subject"))
    return str(_("a related subject")) if share > 0 else ""


def points(value: float) -> str:
    """Points with one decimal, as the reader's language writes numbers."""
    return str(number(round(value, 1)))


@blueprint.get("/dialogues/<int(max=2147483647):dialogue_id>/overlap")
def show(dialogue_id: int) -> str:
    """The overlap of a saved dialogue."""
    record = seen(dialogue_id)
    return render_template("desk/overlap/show.html", record=record, panel=panel(plan_of(record)), points=points)
