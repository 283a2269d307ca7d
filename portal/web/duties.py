"""What an organiser owes, in one sentence and with one way on: on the first page of the desk and in reminders."""

from datetime import date
from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.domain.words import DutyKind
from portal.web.bidi import isolated
from portal.web.dates import day
from portal.web.language import code

SENTENCES: dict[str, tuple[Any, Any]] = {
    DutyKind.PUBLISH: (
        _l("%(title)s was to be public by %(day)s: publish it, or choose later days."),
        _l("%(title)s is to be public by %(day)s, two weeks before it begins."),
    ),
    DutyKind.HELD: (
        _l("Was the occasion of %(title)s on %(day)s held?"),
        _l("Was the occasion of %(title)s on %(day)s held?"),
    ),
    DutyKind.RESULTS: (
        _l("Who took part in %(title)s and what was said should have been written down by %(day)s."),
        _l("Write down who took part in %(title)s and what was said, by %(day)s."),
    ),
    DutyKind.FEEDBACK: (
        _l("Residents should have heard the result of %(title)s by %(day)s."),
        _l("Residents are to hear the result of %(title)s by %(day)s."),
    ),
    DutyKind.PERIOD_REPORT: (
        _l("The report on how %(title)s goes was due on %(day)s."),
        _l("The next report on how %(title)s goes is due on %(day)s."),
    ),
    DutyKind.PROMISE: (
        _l("The promise “%(text)s” was to be kept by %(day)s."),
        _l("The promise “%(text)s” is to be kept by %(day)s."),
    ),
    DutyKind.EVALUATION: (
        _l("%(title)s should have been evaluated by %(day)s."),
        _l("Evaluate %(title)s by %(day)s."),
    ),
}
"""For each kind: what is said once it is late, and before."""

BUTTONS: dict[str, Any] = {
    DutyKind.PUBLISH: _l("Open the plan"),
    DutyKind.HELD: _l("Answer"),
    DutyKind.RESULTS: _l("Report results"),
    DutyKind.FEEDBACK: _l("Tell residents"),
    DutyKind.PERIOD_REPORT: _l("Write the report"),
    DutyKind.PROMISE: _l("Say how it goes"),
    DutyKind.EVALUATION: _l("Evaluate"),
}


NAMES: dict[str, Any] = {
    DutyKind.PUBLISH: _l("Publish the plan"),
    DutyKind.HELD: _l("Confirm the occasion"),
    DutyKind.RESULTS: _l("Report results"),
    DutyKind.FEEDBACK: _l("Tell residents the result"),
    DutyKind.PERIOD_REPORT: _l("Report on the period"),
    DutyKind.PROMISE: _l("Follow up the promise"),
    DutyKind.EVALUATION: _l("Evaluate"),
}
"""The duty as a short name, in lists."""


def sentence(kind: str, *, title: str, due: date, late: bool, text: str = "") -> str:
    """The duty in plain words."""
    apart = partial(isolated, code=code())
    quoted = _("“%(text)s”", text=apart(title))
    return str(SENTENCES[kind][0 if late else 1]) % {"title": quoted, "text": apart(text), "day": day(due)}


def spoken(kind: str, *, title: str, due: date, late: bool, text: str = "") -> Markup:
    """The same for a page: titles and promises stay Swedish in a sentence of another language."""
    swedish = Markup('<bdi lang="sv">{}</bdi>')
    quoted = Markup(_("“%(text)s”")) % {"text": swedish.format(title)}  # noqa: S704 - our own words
    words = {"title": quoted, "text": swedish.format(text), "day": day(due)}
    return Markup(str(SENTENCES[kind][0 if late else 1])) % words  # noqa: S704 - our own words


def address(kind: str, dialogue_id: int, subject_id: int) -> str:
    """Where the duty is done."""
    if kind == DutyKind.PROMISE:
        return url_for("desk.promises.show", commitment_id=subject_id)
    if kind == DutyKind.HELD:
        return url_for("desk.occasions.show", dialogue_id=dialogue_id, occasion_id=subject_id)
    if kind in (DutyKind.RESULTS, DutyKind.FEEDBACK, DutyKind.PERIOD_REPORT):
        return url_for("desk.outcomes.index", dialogue_id=dialogue_id)
    if kind == DutyKind.EVALUATION:
        return url_for("desk.life.show", dialogue_id=dialogue_id)
    return url_for("desk.dialogues.show", dialogue_id=dialogue_id)


def install(app: Flask) -> None:
    """Let templates say what is owed."""
    app.jinja_env.globals.update(
        duty_sentence=sentence,
        duty_spoken=spoken,
        duty_button=BUTTONS.__getitem__,
        duty_name=NAMES.__getitem__,
        duty_address=address,
    )
