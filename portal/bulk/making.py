"""Enter many dialogues in the running transaction: rows, versions, log and publication, few statements for many."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import insert, inspect, select, update
from sqlalchemy.orm import RelationshipProperty
from sqlalchemy.orm.attributes import set_committed_value

from portal.actions.recording import record_of
from portal.actions.writing import write
from portal.audit import AuditEntry
from portal.bulk.entry import Entry
from portal.bulk.judging import PAST
from portal.bulk.models import Origin
from portal.db import db, now
from portal.dialogues.models import Dialogue, DialogueText, Move, Version
from portal.domain.calendar import moment
from portal.domain.rights import Actor
from portal.domain.slugs import slug
from portal.domain.words import CountMethod, FeedbackKind, FindingKind, FindingStrength, Influence, Status
from portal.jobs import defer_once
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.outcomes.models import FeedbackPost, Finding, Participation
from portal.overlap import asks
from portal.places.models import Area
from portal.publications import versions
from portal.publications.build import items
from portal.publications.models import PublishedItem
from portal.publications.reference import Catalogue
from portal.publications.refresh import TOLD
from portal.taxonomy.models import Method, TargetGroup, Theme

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


def enter(entries: Sequence[Entry], *, actor: Actor | None, catalogue: Catalogue, register: Register) -> int:
    """Add the dialogues of some judged entries to the transaction; returns how many. `publish` must follow."""
    taken = _taken({slug(entry.draft.texts["title"], longest=120) or "dialog" for entry in entries})
    with db.session.no_autoflush:
        made = [(entry, _dialogue(entry, actor, register, taken)) for entry in entries]
        db.session.add_all(dialogue for _entry, dialogue in made)
        db.session.flush()
        for entry, dialogue in made:
            _results(entry, dialogue)
        db.session.flush()
        for one in db.session:
            if not isinstance(one, _REFERENCE):
                _remember_empty(one)
    _record(made, actor)
    asks.keep([dialogue.id for _entry, dialogue in made])
    published = [
        item.columns
        | {"card": item.card, "page": item.page, "kind": item.kind, "key": item.key}
        | {"dialogue_id": dialogue.id, "version": NOT_YET}
        for _entry, dialogue in made
        for item in items(dialogue, catalogue)
    ]
    if published:
        db.session.execute(insert(PublishedItem), published)
    for one in [*db.session]:
        # What was entered is let go, with all that belongs to it; reference data stay for the next rows.
        if one in db.session and not isinstance(one, _REFERENCE):
            db.session.expunge(one)
    return len(made)


def publish() -> None:
    """Give what was entered the next version, and have search told; the last thing in the transaction."""
    there = db.session.scalar(select(PublishedItem.id).where(PublishedItem.version == NOT_YET).limit(1))
    if there is None:
        return
    version = versions.take_next()
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
    for language, texts in entry.translations.items():
        dialogue.texts[language] = DialogueText(language=language, origin="human", **texts)
    dialogue.status = entry.status
    dialogue.cancelled_reason = entry.cancelled_reason
    dialogue.report_interval_months = entry.report_interval
    if entry.status is not Status.DRAFT:
        # What nobody knows of an old dialogue must not promise more than it held.
        dialogue.influence = draft.influence or Influence.INFORMATION
        dialogue.published_at = _published_at(entry)
    if entry.status in PAST:
        dialogue.closed_on = draft.ends
    if entry.status in (Status.REPORTED, Status.ARCHIVED):
        dialogue.reported_on = entry.results.on or draft.ends if entry.results.text else None
        dialogue.no_finding_because = entry.results.no_finding_because
    for one in draft.occasions:
        db.session.add(
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
        )
    return dialogue


def _published_at(entry: Entry) -> datetime:
    """When it was published as the file says, else four weeks before it began as the rules ask, but not to come."""
    if entry.published_on:
        return moment(entry.published_on, time(9))
    if entry.draft.starts is None or entry.status is Status.PLANNED:
        return now()
    return min(now(), moment(entry.draft.starts - timedelta(28), time(9)))


def _results(entry: Entry, dialogue: Dialogue) -> None:
    given = entry.results
    on = given.on or entry.draft.ends
    if given.text and on:
        db.session.add(
            FeedbackPost(dialogue=dialogue, kind=FeedbackKind.RESULT, published_on=on, texts={"sv": given.text})
        )
    for text in given.findings:
        db.session.add(
            Finding(
                dialogue=dialogue,
                texts={"sv": text},
                kind=FindingKind.NEED,
                strength=FindingStrength.SEVERAL,
                themes=[],
                areas=[],
                groups=[],
            )
        )
    if given.total:
        db.session.add(
            Participation(
                dialogue=dialogue,
                method=CountMethod.COUNTED,
                total=given.total,
                women=given.women,
                men=given.men,
                other=given.other,
            )
        )


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


def _record(made: Sequence[tuple[Entry, Dialogue]], actor: Actor | None) -> None:
    """Versions, moves, log and origins."""
    by_id = actor.id if actor else None
    new = [(entry, dialogue) for entry, dialogue in made if dialogue.status is not Status.DRAFT]
    rows: dict[Any, list[dict[str, Any]]] = {
        Version: [
            {"dialogue_id": one.id, "revision": 1, "by_id": by_id, "record": msgspec.to_builtins(record_of(one))}
            for _entry, one in made
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
