"""What the fields of a plan are called, for lists of what is missing or was changed."""

from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.desk.planning.steps import STEPS
from portal.web import language

_BESIDE = {
    "already_asked": _l("Asked before"),
    "coming_occasions": _l("Occasions"),
    "participation": _l("Who took part"),
    "feedback": _l("Feedback"),
    "findings": _l("Findings"),
    "evaluation": _l("Evaluation"),
    "commitments": _l("Promises"),
}

_TEXTS: dict[str, Any] = {
    "easy_read": _l("Easy-to-read text"),
    "question": _l("Question"),
    "goal": _l("Goal"),
    "why": _l("Why the group is addressed"),
    "checklist": _l("Planning question"),
    "cancelled_reason": _l("Why it was cancelled"),
    "occasion": _l("Note on an occasion"),
    "finding": _l("Finding"),
    "no_finding_because": _l("If there is no finding: why?"),
    "decision": _l("What was decided"),
    "feedback": _l("Text to residents"),
    "promise": _l("Promise"),
    "note": _l("Comment on a promise"),
    "measure": _l("What was measured"),
    "option": _l("Proposal in the vote"),
    "reached": _l("How a goal was reached"),
    "worked": _l("What worked and what did not"),
    "document": _l("Title of a document"),
    "lessons": _l("Lessons"),
    "differently": _l("What we would do differently"),
}
_ALIKE = frozenset(_TEXTS) - {"cancelled_reason", "no_finding_because", "lessons", "differently"}
"""Texts of which there may be several, told apart by a number."""


@cache
def _known() -> dict[str, Any]:
    """The labels as the forms name them; in rows by list and name, such as `decisions-month`."""
    found: dict[str, Any] = dict(_BESIDE)
    for step in STEPS:
        for name in dir(step.form):
            field = getattr(step.form, name)
            if not hasattr(field, "field_class"):
                continue
            found[name] = field.kwargs.get("label") or (field.args[0] if field.args else name)
            row: Any = getattr(field.args[0], "args", None) if field.args else None
            for part in dir(row[0]) if row else ():
                inner = getattr(row[0], part)
                if hasattr(inner, "field_class") and inner.args:
                    found[f"{name}-{part}"] = inner.args[0]
    return found


def part(name: str) -> str:
    """What a field of a row is called, such as `hearing_loop`."""
    return next((str(known) for key, known in _known().items() if key.endswith(f"-{name}")), name)


def label(field: str) -> str:
    """What a field is called; one in a row with its number: `decisions-0-month` is the month of decision 1."""
    name, _dash, rest = field.partition("-")
    row, _dash, inner = rest.partition("-")
    known = _known()
    if name == "translation":
        told = str(_("Translation, %(language)s", language=language.name_of(row)))
        return f"{told}: {text(inner)}" if inner else told
    if row.isdigit() and f"{name}-{inner}" in known:
        place = {"list": known[name], "number": int(row) + 1, "field": known[f"{name}-{inner}"]}
        return str(_("%(list)s %(number)s, %(field)s", **place))
    return str(known.get(name, name))


def text(part: str, number: int | None = None) -> str:
    """What a text that can be translated is called, with its number among those of its kind."""
    kind = part.partition("-")[0]
    named = str(_TEXTS.get(kind) or label(kind))
    return f"{named} {number}" if number and kind in _ALIKE else named
