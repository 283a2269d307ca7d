"""Every version of a dialogue: read one, or compare two word by word."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from portal.actions.draft import flat
from portal.actions.drafting import draft_of
from portal.desk import choices
from portal.desk.planning.carrying import shown
from portal.desk.planning.labels import label
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.queries import Saved
from portal.dialogues.record import Record
from portal.domain.differences import Piece, differences
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act

blueprint = Blueprint("history", __name__)

DIALOGUE = "/dialogues/<int(max=2147483647):dialogue_id>/history"
SIZE = 20
MOST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a version: its name and what it says."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that differs between two versions."""

    label: str
    pieces: tuple[Piece, ...]


@blueprint.get(DIALOGUE)
def index(dialogue_id: int) -> str:
    """Who saved what and when, the newest first."""
    record = _own(dialogue_id)
    before = request.args.get("before", type=int)
    saved = queries.history(dialogue_id, before=before, size=SIZE + 1)
    names = choices.named()
    said = [_lines(one.record, names) for one in saved]
    rows = []
    for place, one in enumerate(saved[:SIZE]):
        earlier = said[place + 1] if place + 1 < len(saved) else ()
        rows.append((one, _changed_labels(earlier, said[place]) if earlier else None))
    more = saved[SIZE - 1].revision if len(saved) > SIZE else None
    return render_template("desk/planning/history.html", record=record, rows=rows, more=more)


@blueprint.get(f"{DIALOGUE}/<int(max=2147483647):revision>")
def show(dialogue_id: int, revision: int) -> str:
    """One version, whole."""
    record = _own(dialogue_id)
    saved = _version(dialogue_id, revision)
    if saved.revision != revision:
        raise NotFound
    first = not queries.history(dialogue_id, before=revision, size=1)
    lines = [one for one in _lines(saved.record, choices.named()) if one.text not in ("", "–")]
    return render_template("desk/planning/version.html", record=record, saved=saved, lines=lines, first=first)


@blueprint.get(f"{DIALOGUE}/compare")
def compare(dialogue_id: int) -> Any:
    """What differs between two versions, field by field; without a choice the last change."""
    record = _own(dialogue_id)
    new = request.args.get("new", record.revision, type=int)
    old = request.args.get("old", new - 1, type=int)
    older, newer = sorted((old, new))
    other = _version(dialogue_id, newer)
    # The first version has nothing before it: it is held against itself.
    one = next(iter(queries.history(dialogue_id, before=min(older, MOST) + 1, size=1)), other)
    names = choices.named()
    before = {line.name: line for line in _lines(one.record, names)}
    after = {line.name: line for line in _lines(other.record, names)}
    changed = []
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before[name].text if name in before else "", after[name].text if name in after else ""
        if was != now:
            changed.append(Changed((after.get(name) or before[name]).label, differences(was, now)))
    return render_template("desk/planning/compare.html", record=record, old=one, new=other, changed=changed)


def _own(dialogue_id: int) -> Record:
    """The dialogue, for those who may read its drafts: older versions hold what never was meant for others."""
    record = seen(dialogue_id)
    if not may(Act.SEE_DRAFT, record):
        raise NotAllowed
    return record


def _version(dialogue_id: int, revision: int) -> Saved:
    """The version that held at a revision: one saving can take several numbers."""
    found = queries.history(dialogue_id, before=min(revision, MOST) + 1, size=1)
    if not found:
        raise NotFound
    return found[0]


def _lines(record: Record, names: dict[str, str]) -> list[Line]:
    """Every field of a version in words, in the order of the plan; translations after it."""
    found = [Line("status", str(_("Status")), names.get(record.status.value, record.status.value))]
    for name, value in flat(draft_of(record)).items():
        found.append(Line(name, label(name), shown(value, names)))
    for code in sorted(record.translated):
        for part, text in record.in_language(code).items():
            found.append(Line(f"translation-{code}-{part}", label(f"translation-{code}-{part}"), text))
    if record.cancelled_reason:
        found.append(Line("cancelled_reason", str(_("Why it was cancelled")), record.cancelled_reason))
    return found


def _changed_labels(earlier: list[Line], later: list[Line]) -> list[str]:
    was, now = ({line.name: line for line in lines} for lines in (earlier, later))
    names = [*now, *(name for name in was if name not in now)]
    return [
        (now.get(name) or was[name]).label
        for name in names
        if (was[name].text if name in was else "") != (now[name].text if name in now else "")
    ]
