"""Enter many dialogues in the running transaction: rows, versions, log and publication, few statements for many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, cast
from uuid import uuid4

import msgspec
from sqlalchemy import Table, insert, inspect, select, update
from sqlalchemy.orm import RelationshipProperty
from sqlalchemy.orm.attributes import set_committed_value

from portal.actions.recording import record_of
from portal.actions.telling_desk import tell_desk
from portal.actions.writing import write
from portal.audit import AuditEntry
from portal.bulk.entry import Entry
from portal.bulk.judging import PAST
from portal.bulk.models import Origin
from portal.db import db, now
from portal.dialogues.models import Dialogue, Move, Version
from portal.domain import lifecycle
from portal.domain.calendar import moment
from portal.domain.rights import Actor
from portal.domain.slugs import slug
from portal.domain.words import CountMethod, FeedbackKind, FindingKind, FindingStrength, Influence, Status
from portal.duties import kept
from portal.jobs import defer_once
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.outcomes.models import FeedbackPost, Finding, Participation, ShownFigures
from portal.overlap import asks
from portal.places.models import Area
from portal.publications import statistics, versions
from portal.publications.belongings import Belongings
from portal.publications.build import items
from portal.publications.counts import first_shown
from portal.publications.models import PublishedItem
from portal.publications.reference import Catalogue
from portal.publications.refresh import TOLD
from portal.taxonomy.models import Method, TargetGroup, Theme
from portal.translated.models import Translation

_PUBLISHED = cast("Table", PublishedItem.__table__)
_REFERENCE = (Organisation, Area, Theme, TargetGroup, Method)

NOT_YET = 0
"""The version of what is published in a transaction that has not come to its end."""


class Register:
    """Rows of reference data by slug, read once for many dialogues."""

    def __init__(self) -> None:
        tables: tuple[Any, ...] = _REFERENCE
        self._rows: dict[Any, dict[str, Any]] = {
            table: {row.slug: row for row in db.session.scalars(select(table))} for table in tables
        }

    def find(self, table: Any, slugs: Iterable[str]) -> list[Any]:
        """The rows of some slugs, in that order."""
        return [self._rows[table][one] for one in dict.fromkeys(slugs)]


@dataclass(slots=True)
class Entered:
    """What a transaction has entered so far: the dialogues, and what they add to the statistics."""

    dialogues: list[int] = field(default_factory=list)
    numbers: Counter[statistics.Key] = field(default_factory=Counter)


def enter(
    entries: Sequence[Entry], entered: Entered, *, actor: Actor | None, catalogue: Catalogue, register: Register
) -> int:
    """Add the dialogues of some judged entries to the transaction; returns how many. `publish` must follow."""
    taken = _taken({slug(entry.draft.texts["title"], longest=120) or "dialog" for entry in entries})
    with db.session.no_autoflush:
        made = [(entry, _dialogue(entry, actor, register, taken)) for entry in entries]
        db.session.add_all(dialogue for _entry, dialogue in made)
        db.session.flush()
        belongings = [_belongings(entry, dialogue, catalogue) for entry, dialogue in made]
        db.session.flush()
        for one in db.session:
            if not isinstance(one, _REFERENCE):
                _remember_empty(one)
    _record(made, belongings, actor)
    tell_desk([dialogue.id for _entry, dialogue in made])
    published = []
    for (_entry, dialogue), has in zip(made, belongings, strict=True):
        entered.dialogues.append(dialogue.id)
        for item in items(dialogue, catalogue, has):
            entered.numbers.update(statistics.of_page(item.page))
            published.append(
                item.columns
                | {"card": item.card, "page": item.page, "kind": item.kind, "key": item.key}
                | {"dialogue_id": dialogue.id, "version": NOT_YET}
            )
    if published:
        # Into the bare table, all rows alike: mapped rows would be sorted by which of their columns are empty.
        db.session.execute(insert(_PUBLISHED), published)
    for one in [*db.session]:
        # What was entered is let go, with all that belongs to it; reference data stay for the next rows.
        if one in db.session and not isinstance(one, _REFERENCE):
            db.session.expunge(one)
    return len(made)


def publish(entered: Entered) -> None:
    """Give what was entered the next version, and have search and load told; the last thing in the transaction."""
    if not entered.dialogues:
        return
    asks.keep(entered.dialogues)
    kept.keep(entered.dialogues)
    there = db.session.scalar(select(PublishedItem.id).where(PublishedItem.version == NOT_YET).limit(1))
    if there is None:
        return
    version = versions.take_next()
    statistics.add(entered.numbers)
    db.session.execute(update(PublishedItem).where(PublishedItem.version == NOT_YET).values(version=version))
    defer_once(TOLD)


def _taken(wanted: set[str]) -> set[str]:
    return set(db.session.scalars(select(Dialogue.slug).where(Dialogue.slug.in_(wanted))))


def _address(title: str, uuid: str, taken: set[str]) -> str:
    wanted = slug(title, longest=120) or "dialog"
    # Many rows may have one title: a part of the dialogue's own mark tells them apart at once.
    found = wanted if wanted not in taken else f"{wanted}-{uuid[:8]}"
    taken.add(found)
    return found


def _dialogue(entry: Entry, actor: Actor | None, register: Register, taken: set[str]) -> Dialogue:
    draft, uuid = entry.draft, uuid4()
    dialogue = Dialogue(
        uuid=uuid,
        slug=_address(draft.texts["title"], uuid.hex, taken),
        revision=1,
        created_by_id=actor.id if actor else None,
        texts={},
    )
    write(dialogue, draft, find=register.find)
    dialogue.status = entry.status
    dialogue.cancelled_reason = entry.cancelled_reason
    dialogue.report_interval_months = entry.report_interval
    if entry.status is not Status.DRAFT:
        # What nobody knows of an old dialogue must not promise more than it held.
        dialogue.influence = draft.influence or Influence.INFORMATION
        dialogue.published_at = _published_at(entry)
    if entry.status in PAST:
        dialogue.closed_on = draft.ends
    told = entry.status in (Status.REPORTED, Status.ARCHIVED)
    dialogue.reported_on = entry.results.on or draft.ends if told and entry.results.text else None
    # Set in every row, so that the rows are alike and go to the database together.
    dialogue.no_finding_because = entry.results.no_finding_because if told else ""
    return dialogue


def _published_at(entry: Entry) -> datetime:
    """When it was published as the file says, else four weeks before it began as the rules ask, but not to come."""
    if entry.published_on:
        return moment(entry.published_on, time(9))
    if entry.draft.starts is None or entry.status is Status.PLANNED:
        return now()
    return min(now(), moment(entry.draft.starts - timedelta(28), time(9)))


def _belongings(entry: Entry, dialogue: Dialogue, catalogue: Catalogue) -> Belongings:
    """Add what hangs on a new dialogue; what residents are told of it is known without asking the database."""
    draft, given = entry.draft, entry.results
    on = given.on or draft.ends
    occasions = [
        Occasion(
            starts=moment(one.day, one.begins),
            ends=moment(one.day, one.ends),
            kind=one.kind,
            place=one.place,
            address=one.address,
            online_url=one.online_url,
            languages=list(draft.languages),
            dialogues=[dialogue],
        )
        for one in draft.occasions
    ]
    feedback = []
    if given.text and on:
        feedback = [
            FeedbackPost(dialogue=dialogue, kind=FeedbackKind.RESULT, published_on=on, texts={"sv": given.text})
        ]
    findings = [
        Finding(
            dialogue=dialogue,
            texts={"sv": text},
            kind=FindingKind.NEED,
            strength=FindingStrength.SEVERAL,
            themes=[],
            areas=[],
            groups=[],
        )
        for text in given.findings
    ]
    counts = _counts(entry, dialogue)
    translations = [Translation(dialogue_id=dialogue.id, **one) for one in entry.rendered()]
    db.session.add_all([*occasions, *feedback, *findings, *counts, *translations])
    reported = dialogue.status in lifecycle.REPORTED
    shown = first_shown(counts, dialogue, catalogue) if reported else None
    if shown:
        db.session.add(
            ShownFigures(dialogue_id=dialogue.id, kind="participation", figures=msgspec.to_builtins(shown[0]))
        )
    return Belongings(
        occasions=sorted(occasions, key=lambda one: one.starts),
        feedback=feedback,
        findings=findings if reported else (),
        took_part=shown[1] if shown else None,
        translations=translations,
    )


def _counts(entry: Entry, dialogue: Dialogue) -> list[Participation]:
    given = entry.results
    if not given.total:
        return []
    return [
        Participation(
            dialogue=dialogue,
            method=CountMethod.COUNTED,
            total=given.total,
            women=given.women,
            men=given.men,
            other=given.other,
            bands={},
            home_areas={},
            languages={},
        )
    ]


def _remember_empty(one: object) -> None:
    """Tell a row just written that what was never set is empty, so that nobody asks the database for it."""
    state = inspect(one)
    for name in state.unloaded:
        described = state.mapper.attrs[name]
        if isinstance(described, RelationshipProperty):
            many = (described.collection_class or list) if described.uselist else None
            set_committed_value(one, name, many() if callable(many) else None)
        elif described.columns[0].server_default is None:
            set_committed_value(one, name, None)


def _record(made: Sequence[tuple[Entry, Dialogue]], belongings: Sequence[Belongings], actor: Actor | None) -> None:
    """Versions, moves, log and origins."""
    by_id = actor.id if actor else None
    new = [(entry, dialogue) for entry, dialogue in made if dialogue.status is not Status.DRAFT]
    rows: dict[Any, list[dict[str, Any]]] = {
        Version: [
            {
                "dialogue_id": one.id,
                "revision": 1,
                "by_id": by_id,
                "record": msgspec.to_builtins(record_of(one, has=has)),
            }
            for (_entry, one), has in zip(made, belongings, strict=True)
        ],
        Move: [
            {"dialogue_id": one.id, "old": Status.DRAFT, "new": one.status, "by_id": by_id, "reason": "import"}
            for _entry, one in new
        ],
        AuditEntry: [
            {
                "staff_id": by_id,
                "act": "import",
                "kind": "dialogue",
                "key": one.slug,
                "change": {"revision": [0, 1], "status": one.status.value},
                "note": entry.reference,
            }
            for entry, one in made
        ],
        Origin: [{"dialogue_id": one.id, "reference": entry.reference, "row": entry.row} for entry, one in made],
    }
    for table, values in rows.items():
        if values:
            db.session.execute(insert(table), values)
