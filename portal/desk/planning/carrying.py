"""Carry what a step says to the fields of a draft, and a draft back to the step."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, FieldList

from portal.actions.draft import DialogueDraft, flat
from portal.desk.planning import labels
from portal.desk.planning.asking import LinesField, StepForm
from portal.domain.calendar import day_of, moment
from portal.domain.words import Continuity, Form, Influence, LegalBasis, Stage
from portal.web import dates
from portal.web.forms import CheckboxesField

_UNSAID = ("id", "uuid", "venue_id")
_END_OF_DAY = time(23, 59)
_EMPTY = flat(DialogueDraft(lead="", texts={}))
_CODES: dict[str, Any] = {
    "form": Form,
    "influence": Influence,
    "legal_basis": LegalBasis,
    "stage": Stage,
    "continuity": Continuity,
    "process_leader_id": int,
    "facilitator_id": int,
}


def changes_of(form: StepForm) -> dict[str, object]:
    """What a valid step says, by the names of a draft's fields."""
    found = {field.short_name: _said(field) for field in form if field.short_name in _EMPTY}
    if found.get("continuity") is Continuity.CONTINUOUS:
        found["ends"] = None
    return found


def values_of(kind: type[StepForm], draft: DialogueDraft) -> dict[str, object]:
    """A draft as the values of a step's fields."""
    return {name: _asked(value) for name, value in flat(draft).items() if hasattr(kind, name)}


def _said(field: Field) -> object:
    name, value = field.short_name, field.data
    if isinstance(field, FieldList):
        return tuple(entry.form.draft() for entry in field if entry.form.filled)
    if isinstance(field, CheckboxesField | LinesField):
        return tuple(value or ()) or _EMPTY[name]
    if value in (None, ""):
        return _EMPTY[name]
    if name == "response_deadline":
        return moment(value, _END_OF_DAY)
    return _CODES[name](value) if name in _CODES else value


def _asked(value: object) -> object:
    if isinstance(value, tuple):
        return [_asked(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _asked(one) for name, one in asdict(value).items()}
    return day_of(value) if isinstance(value, datetime) else value


def shown(value: object, names: Mapping[str, str]) -> str:
    """A value as a few words for a colleague to read: codes by their names, a list of rows on a line each."""
    if isinstance(value, tuple):
        rows = any(is_dataclass(one) for one in value)
        return ("\n" if rows else ", ").join(shown(one, names) for one in value) or "–"
    if is_dataclass(value):
        parts = {key: one for key, one in vars_of(value).items() if key not in _UNSAID and one not in _NOTHING}
        return " · ".join(labels.part(key) if one is True else shown(one, names) for key, one in parts.items())
    return _plain(value, names)


def _plain(value: object, names: Mapping[str, str]) -> str:
    for kind, worded in _WORDED.items():
        if isinstance(value, kind):
            return worded(value)
    return names.get(str(value), str(value)) if value not in _NOTHING else "–"


_NOTHING: tuple[Any, ...] = (None, "", (), False)
_WORDED: dict[type, Callable[[Any], str]] = {
    bool: lambda value: str(_("Yes") if value else _("No")),
    datetime: dates.moment,
    date: dates.day,
    time: lambda value: f"{value:%H:%M}",
}
"""How a value of a kind is worded; a moment is also a day, so it comes first."""


def vars_of(row: object) -> dict[str, object]:
    """The fields of a row of the draft, in order."""
    return {one.name: getattr(row, one.name) for one in fields(row)}  # type: ignore[arg-type]
