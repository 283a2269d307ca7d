"""What to do today: what is late, due this week and coming, each with one way on; then what is under way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from portal.dialogues import queries as dialogues
from portal.domain.rights import Act, Actor
from portal.domain.words import DutyKind, Status
from portal.duties import queries as duties
from portal.duties.queries import Agenda, Duty, Urgency
from portal.submissions import queue as submissions
from portal.web import duties as words
from portal.web.access import me
from portal.web.dates import now, today

blueprint = Blueprint("home", __name__)

UNDER_WAY = (Status.DRAFT, Status.COORDINATION, Status.PLANNED, Status.OPEN, Status.COMPILING)
LONG_LATE_DAYS = 30
"""Coordinators see an answer that residents have waited for this long."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence and one button."""

    sentence: Markup | str
    button: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is equally urgent; `count` is how many there are, also those not shown."""

    urgency: Urgency
    lines: tuple[Line, ...]
    count: int


@blueprint.get("/")
def index() -> str:
    """The first page of the desk."""
    actor = me()
    rows: list[dialogues.Row] | None = None
    total = 0
    if actor.may(Act.SEE_DRAFT) or actor.may(Act.REGISTER):
        rows, total = dialogues.rows(
            organisations=actor.where(Act.SEE_DRAFT),
            author_id=actor.id if actor.may_own(Act.SEE_DRAFT) else None,
            statuses=UNDER_WAY,
            size=10,
        )
    return render_template(
        "desk/home/index.html",
        groups=list(_groups(actor)),
        rows=rows,
        total=total,
        guide=current_app.config["PORTAL"].guide_url,
    )


def _groups(actor: Actor) -> Iterator[Group]:
    """What each urgency holds, of all that this person's roles ask for; empty ones are left out."""
    organiser, waiting, city = _organiser(actor), _waiting(actor), _city(actor)
    for urgency in Urgency:
        lines = [_line(one) for one in organiser.duties if one.urgency is urgency]
        count = organiser.counts.get(urgency, 0)
        lines[:0] = waiting.get(urgency, [])
        count += len(waiting.get(urgency, []))
        if urgency is Urgency.LATE and city.duties:
            lines += [_line(one, button=_("Open it")) for one in city.duties]
            count += city.counts.get(urgency, 0)
        if lines:
            yield Group(urgency, tuple(lines), count)


def _organiser(actor: Actor) -> Agenda:
    """What those owe who publish and report for their organisations."""
    if not actor.may(Act.REPORT):
        return Agenda((), {})
    kinds = tuple(one for one in DutyKind if one is not DutyKind.PUBLISH or actor.may(Act.PUBLISH))
    return duties.agenda(organisations=actor.where(Act.REPORT), today=today(), kinds=kinds)


def _waiting(actor: Actor) -> dict[Urgency, list[Line]]:
    """What residents have sent in and a moderator has to decide, alone or as the second of two: a line for each."""
    if not actor.may(Act.MODERATE):
        return {}
    count, late, second = submissions.waiting(organisations=actor.where(Act.MODERATE), moment=now(), by=actor.id)
    address, found = url_for("desk.moderation.index"), dict[Urgency, list[Line]]()
    if late:
        text = ngettext(
            "%(num)s submission should have had a decision by now.",
            "%(num)s submissions should have had a decision by now.",
            late,
        )
        found[Urgency.LATE] = [Line(text, _("Decide"), address)]
    if count - late:
        text = ngettext(
            "%(num)s submission waits for a decision.", "%(num)s submissions wait for a decision.", count - late
        )
        found[Urgency.WEEK] = [Line(text, _("Read"), address)]
    if second:
        text = ngettext(
            "%(num)s decision waits for you or another second person.",
            "%(num)s decisions wait for you or another second person.",
            second,
        )
        found.setdefault(Urgency.WEEK, []).append(
            Line(text, _("Read"), url_for("desk.moderation.index", view="second"))
        )
    return found


def _city(actor: Actor) -> Agenda:
    """What a coordinator should take up with others: answers that residents have waited for a month or more."""
    if not actor.may(Act.COORDINATE) or actor.may(Act.REPORT):
        return Agenda((), {})
    day = today()
    return duties.agenda(
        organisations=actor.where(Act.COORDINATE),
        today=day,
        kinds=(DutyKind.FEEDBACK,),
        before=day - timedelta(LONG_LATE_DAYS),
    )


def _line(duty: Duty, *, button: Any = None) -> Line:
    return Line(
        words.spoken(duty.kind, title=duty.title, text=duty.text, due=duty.due, late=duty.urgency is Urgency.LATE),
        button or str(words.BUTTONS[duty.kind]),
        url_for("desk.life.show", dialogue_id=duty.dialogue_id)
        if button
        else words.address(duty.kind, duty.dialogue_id, duty.subject_id),
    )
