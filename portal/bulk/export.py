"""The register as rows of a spreadsheet, in the columns that bulk registration reads."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Text, cast, select

from portal.bulk.columns import COLUMNS, Column, Kind
from portal.bulk.models import Origin
from portal.bulk.names import Names, names, vocabulary
from portal.bulk.running import OWN
from portal.bulk.values import LANGUAGE_NAMES
from portal.db import db
from portal.dialogues.models import Dialogue, Version
from portal.dialogues.queries import answering_to
from portal.dialogues.record import OccasionRecord, Record
from portal.domain.calendar import STOCKHOLM, day_of
from portal.domain.rights import Act, Actor
from portal.domain.words import FeedbackKind, Status
from portal.outcomes.models import FeedbackPost, Finding, Participation
from portal.publications.catalogue import catalogue
from portal.settings import KNOWN
from portal.tables.writing import Value

BATCH = 200
LANGUAGES = tuple(code for code in KNOWN if code != "sv")
_TRANSLATED = ("title", "summary", "purpose")
_OWN_ONLY = ("internal_note", "participants", "women", "men", "other", "expected")
_OUTSIDE = {"coordination": "samordning", "followed_up": "uppföljd", "unpublished": "avpublicerad"}


@dataclass(slots=True)
class Results:
    """What came of one dialogue."""

    post: FeedbackPost | None = None
    findings: list[str] = field(default_factory=list)
    counts: Participation | None = None


def headings(*, swedish: bool) -> list[str]:
    """The headings of the export, the translations last."""
    own = [column.swedish if swedish else column.english for column in COLUMNS]
    return own + [f"{name}_{language}" for language in LANGUAGES for name in _TRANSLATED]


def rows(*, actor: Actor, statuses: Collection[Status], others: bool, code: str = "") -> Iterator[list[Value]]:
    """The dialogues somebody may see, by age; of others' organisations what all staff may read.

    Read a batch at a time, so that the whole register never lies in memory.
    """
    reference_data = catalogue()
    known = names(reference_data)
    mine = actor.where(Act.SEE_DRAFT)
    last = 0
    while True:
        wanted = select(Dialogue.id).where(Dialogue.id > last, Dialogue.status.in_(statuses))
        if not others and mine is not None:
            wanted = wanted.where(Dialogue.lead_id.in_(mine))
        if code:
            wanted = wanted.where(answering_to(code))
        ids = list(db.session.scalars(wanted.order_by(Dialogue.id).limit(BATCH)))
        batch = list(_batch(ids, actor, known))
        # Nothing is held in the database while the reader takes what is ready.
        db.session.rollback()
        yield from batch
        if len(ids) < BATCH:
            return
        last = ids[-1]


def _batch(ids: list[int], actor: Actor, known: Names) -> Iterator[list[Value]]:
    references, results = _references(ids), _results(ids)
    for record in _records(ids):
        if actor.may_see(record.status, record.owners):
            own = any(actor.may(Act.SEE_DRAFT, one) for one in record.owners)
            reference = references.get(record.id, OWN + record.slug)
            values = _values(record, results.get(record.id, Results()), known) | {"reference": reference}
            yield _row(values, record, own=own)


def _row(values: dict[str, Any], record: Record, *, own: bool) -> list[Value]:
    cells: list[Value] = [
        None if column.name in _OWN_ONLY and not own else _cell(values.get(column.name)) for column in COLUMNS
    ]
    for language in LANGUAGES:
        texts = record.texts.get(language)
        cells += [getattr(texts, name) or None if texts else None for name in _TRANSLATED]
    return cells


def _cell(value: Any) -> Value:
    if isinstance(value, tuple | list):
        return "; ".join(value) or None
    return None if value == "" else value


def _records(ids: list[int]) -> list[Record]:
    kept = db.session.execute(
        select(cast(Version.record, Text))
        .join(Dialogue, (Dialogue.id == Version.dialogue_id) & (Dialogue.revision == Version.revision))
        .where(Dialogue.id.in_(ids))
        .order_by(Dialogue.id)
    )
    return [msgspec.json.decode(record, type=Record) for (record,) in kept]


def _references(ids: list[int]) -> dict[int, str]:
    return dict(
        iter(db.session.execute(select(Origin.dialogue_id, Origin.reference).where(Origin.dialogue_id.in_(ids))))
    )


def _results(ids: list[int]) -> dict[int, Results]:
    found = {one: Results() for one in ids}
    posts = select(FeedbackPost).where(FeedbackPost.dialogue_id.in_(ids), FeedbackPost.kind == FeedbackKind.RESULT)
    for post in db.session.scalars(posts.order_by(FeedbackPost.id.desc())):
        found[post.dialogue_id].post = post
    for finding in db.session.scalars(select(Finding).where(Finding.dialogue_id.in_(ids)).order_by(Finding.id)):
        found[finding.dialogue_id].findings.append(finding.texts["sv"])
    whole = select(Participation).where(Participation.dialogue_id.in_(ids), Participation.occasion_id.is_(None))
    for counts in db.session.scalars(whole):
        found[counts.dialogue_id].counts = counts
    return found


def _values(record: Record, results: Results, known: Names) -> dict[str, Any]:
    swedish, checklist, counts = record.texts["sv"], record.checklist or {}, results.counts
    first = record.decisions[0] if record.decisions else None
    values: dict[str, Any] = {}
    for column in COLUMNS:
        name = column.name
        value = getattr(swedish, name, None) if hasattr(swedish, name) else getattr(record, name, None)
        values[name] = _written(value, column, known)
    return values | {
        "status": _OUTSIDE.get(record.status.value) or vocabulary()["status"][record.status.value][0],
        "lead": known.said["organisations"][record.lead],
        "machine_translated": tuple(
            LANGUAGE_NAMES.get(code, code)
            for code, one in record.texts.items()
            if one.origin == "machine" and not one.reviewed
        ),
        "questions": "\n".join(one["sv"] for one in record.questions),
        "goals": "\n".join(one.text for one in record.goals),
        "partners": "\n".join(record.partners),
        "decision_body": first.body if first else None,
        "decision_month": f"{first.month:%Y-%m}" if first and first.month else None,
        "case_number": first.case_number if first else None,
        "response_deadline": day_of(record.response_deadline) if record.response_deadline else None,
        "published_on": day_of(record.published_at) if record.published_at else None,
        "seldom_heard": tuple(known.said["groups"][one.group] for one in record.targets if one.seldom_heard),
        "occasions": "\n".join(_occasion(one) for one in record.occasions),
        "result": results.post.texts["sv"] if results.post else None,
        "result_on": results.post.published_on if results.post else None,
        "findings": "\n".join(results.findings),
        "participants": counts.total if counts else None,
        "women": counts.women if counts else None,
        "men": counts.men if counts else None,
        "other": counts.other if counts else None,
        **{f"checklist_{name}": text for name, text in checklist.items()},
    }


def _written(value: Any, column: Column, known: Names) -> Any:
    """A value as the reader of files understands it."""
    if value is None:
        return None
    if column.kind is Kind.CHOICE:
        return known.said[column.among].get(str(value), str(value))
    if column.kind is Kind.LANGUAGES:
        return tuple(LANGUAGE_NAMES.get(code, code) for code in value)
    if column.kind is Kind.NAMES and not isinstance(value, str):
        said = known.said[column.among]
        return tuple(said[slug] if known.code(column.among, said[slug]) == slug else slug for slug in value)
    return value


def _occasion(one: OccasionRecord) -> str:
    starts, ends = one.starts.astimezone(STOCKHOLM), one.ends.astimezone(STOCKHOLM)
    parts = [f"{starts:%Y-%m-%d %H:%M}-{ends:%H:%M}", one.place, one.address, one.online_url or ""]
    return " | ".join(part for part in parts if part)
