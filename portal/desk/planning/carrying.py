"""Carry what a step says to the fields of a draft, and a draft back to the step."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from typing import Any

from wtforms import Field, FieldList

from portal.actions.draft import DialogueDraft, flat
from portal.desk.planning.asking import LinesField, StepForm
from portal.domain.calendar import day_of, moment
from portal.domain.words import Continuity, Form, Influence, LegalBasis, Stage
from portal.web.forms import CheckboxesField

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
    """A value as a few words for a colleague to read: codes by their names, rows by their first text."""
    if isinstance(value, tuple):
        return ", ".join(shown(one, names) for one in value) or "–"
    if is_dataclass(value) and not isinstance(value, type):
        parts = [one for key, one in asdict(value).items() if isinstance(one, str | date) and one and key != "uuid"]
        return " ".join(shown(one, names) for one in parts)
    return names.get(str(value), str(value)) if value not in (None, "") else "–"
