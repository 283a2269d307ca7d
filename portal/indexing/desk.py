"""The search of the desk: drafts and dialogues in an index of their own in PostgreSQL, with who may read each.

The public index and this one never meet: other tables, other words, another engine.
"""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import delete, func, select, text

from portal.db import Texts, db
from portal.dialogues import queries
from portal.dialogues.models import DeskSearchDue, Dialogue
from portal.dialogues.record import Record
from portal.domain.rights import Act, Actor
from portal.domain.words import Status
from portal.indexing.documents import joined, names_of
from portal.outcomes import queries as outcomes
from portal.publications.catalogue import catalogue
from portal.publications.reference import Catalogue
from search import Document, Fallback

LOCK = 715_202_613
"""Number of the advisory lock that lets one process at a time enter dialogues."""

_BATCH = 500
_TEXTS = ("easy_read", "purpose", "frame_in", "frame_out", "can_influence", "cannot_influence")


def document(record: Record, findings: Iterable[Texts], catalogue: Catalogue) -> Document:
    """A dialogue as it can be found; notes to oneself and contacts are left out."""
    bodies = [{language: getattr(one, name) for language, one in record.texts.items()} for name in _TEXTS]
    spoken = [{"sv": one} for goal in record.goals for one in (goal.text, goal.outcome)]
    spoken += [{"sv": one.body} for one in record.decisions]
    areas = catalogue.within(record.areas) & catalogue.areas.keys()
    return Document(
        id=str(record.id),
        version=record.revision,
        kind="dialogue",
        titles={language: one.title for language, one in record.texts.items()},
        summaries={language: one.summary for language, one in record.texts.items()},
        bodies=joined([*bodies, *record.questions, *spoken, *findings]),
        labels=names_of(
            catalogue,
            themes=record.themes,
            groups=record.groups,
            methods=record.methods,
            organisers=(record.lead, *record.co_organisers),
        ),
        place=", ".join(catalogue.areas[one].name for one in sorted(areas)),
        facets={
            # Who may read it is filtered like any other property, so that no count tells of what one may not see.
            "kind": _readers(record),
            "area": tuple(sorted(areas)),
            "district": tuple(sorted({one for slug in record.areas if (one := catalogue.district_of(slug))})),
            "theme": record.themes,
            "group": record.groups,
            "status": (record.status.value,),
            "organiser": (record.lead, *record.co_organisers),
        },
        starts=record.starts.toordinal() if record.starts else None,
        ends=record.ends.toordinal() if record.ends else None,
    )


def _readers(record: Record) -> tuple[str, ...]:
    """Marks of those who may open a dialogue."""
    shared = ("staff",) if record.status not in (Status.DRAFT, Status.UNPUBLISHED) else ()
    by = record.created_by_id
    own = (f"author-{by}", *(f"author-{by}-{one}" for one in record.owners)) if by else ()
    return (*shared, *(f"owner-{one}" for one in record.owners), *own)


def marks(actor: Actor) -> tuple[str, ...] | None:
    """The marks of what somebody may open; None means everything."""
    organisations = actor.where(Act.SEE_DRAFT)
    if organisations is None:
        return None
    shared = ("staff",) if actor.may(Act.SEE_COORDINATION) else ()
    own = (f"author-{actor.id}" + (f"-{one}" if one else "") for one in actor.own(Act.SEE_DRAFT))
    return (*shared, *(f"owner-{one}" for one in sorted(organisations)), *own) or ("nobody",)


def tell(engine: Fallback, *, anew: bool = False) -> int:
    """Enter every dialogue that is due, or all of them `anew`; returns how many were due."""
    done = 0
    with db.engine.connect() as guard:
        guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        try:
            for one in engine.engines:
                one.prepare()
            if anew or any(one.needs_rebuild() for one in engine.engines):
                db.session.execute(delete(DeskSearchDue))
                for one in engine.engines:
                    one.rebuild(_everything())
                db.session.commit()
            while some := _enter_some(engine):
                done += some
        finally:
            guard.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})
    return done


def rebuild(engine: Fallback) -> None:
    """Enter all dialogues beside the index in use, then swap."""
    tell(engine, anew=True)


def differences(engine: Fallback) -> list[str]:
    """Where the index and the dialogues differ, as sentences for an operator; what is due is left out."""
    due = {str(one) for one in db.session.scalars(select(DeskSearchDue.dialogue_id))}
    wanted = {
        str(number): revision for number, revision in db.session.execute(select(Dialogue.id, Dialogue.revision))
    }
    wrong: set[str] = set()
    for one in engine.engines:
        known = dict(one.versions())
        wrong |= {number for number in wanted.keys() | known.keys() if wanted.get(number) != known.get(number)}
    return [
        f"The search of the desk holds another dialogue {number} than is registered" for number in sorted(wrong - due)
    ]


def _enter_some(engine: Fallback) -> int:
    due: Mapping[int, int] = dict(
        iter(
            db.session.execute(
                select(DeskSearchDue.id, DeskSearchDue.dialogue_id).order_by(DeskSearchDue.id).limit(_BATCH)
            )
        )
    )
    if due:
        wanted = set(due.values())
        documents = list(_documents(wanted))
        gone = wanted - {int(one.id) for one in documents}
        for one in engine.engines:
            one.drop([str(number) for number in gone])
            one.put(documents)
        # Whoever changes a dialogue after it was read leaves a further mark.
        db.session.execute(delete(DeskSearchDue).where(DeskSearchDue.id.in_(due)))
    db.session.commit()
    return len(due)


def _documents(dialogue_ids: Iterable[int]) -> Iterator[Document]:
    wanted, names = list(dialogue_ids), catalogue()
    findings = outcomes.said_in(wanted)
    for number, record in queries.records(wanted).items():
        yield document(record, findings.get(number, ()), names)


def _everything() -> Iterator[Document]:
    last = 0
    while numbers := db.session.scalars(
        select(Dialogue.id).where(Dialogue.id > last).order_by(Dialogue.id).limit(_BATCH)
    ).all():
        yield from _documents(numbers)
        last = numbers[-1]


def late(minutes: int) -> int:
    """How many dialogues have waited longer than so many minutes to be entered."""
    long_ago = func.now() - func.make_interval(0, 0, 0, 0, 0, minutes)
    return db.session.scalar(select(func.count()).where(DeskSearchDue.since < long_ago)) or 0
