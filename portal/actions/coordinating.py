"""What coordinators do about high overlap, and what administrators do about the weights."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import func, select

from portal import audit
from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.domain.deciding import NoteKind
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Problem, RulesNotMet, Stale
from portal.domain.rights import Act, Actor
from portal.domain.weights import Weights
from portal.mail.outbox import post
from portal.overlap.check import current_weights, forget_weights
from portal.overlap.deciding import open_to
from portal.overlap.models import Assessment, Note, WeightsVersion

LANGUAGE = "sv"
SHORTEST_WORDS, LONGEST_WORDS = 20, 2000


def note(assessment_id: int, kind: NoteKind, *, words: str, actor: Actor) -> Note:
    """Comment on a high overlap, ask the organisers to talk, or settle it; what is said is written to them.

    Raises RulesNotMet when too little or too much is said. Settling tells nobody.
    """
    words = words.strip()
    if not SHORTEST_WORDS <= len(words) <= LONGEST_WORDS:
        raise RulesNotMet((Problem("C1", "words", (("low", SHORTEST_WORDS), ("high", LONGEST_WORDS))),))
    with transaction():
        assessment = db.session.get(Assessment, assessment_id)
        dialogue = db.session.get(Dialogue, assessment.dialogue_id) if assessment else None
        if assessment is None or dialogue is None:
            raise NotFound
        if not actor.may(Act.COORDINATE, dialogue.lead_id):
            raise NotAllowed
        made = Note(assessment_id=assessment.id, kind=kind, text=words, by_id=actor.id)
        db.session.add(made)
        db.session.flush()
        audit.record(staff_id=actor.id, act=f"overlap_{kind.value}", kind="dialogue", key=dialogue.slug, note=words)
        if kind is not NoteKind.SETTLED:
            invited = [dialogue]
            if kind is NoteKind.TALKS:
                invited += _nearest(assessment)
            _write(made, dialogue, invited, words=words, by=actor.name)
    return made


def _nearest(assessment: Assessment) -> list[Dialogue]:
    """The three dialogues that add most; those are worth sitting down with."""
    ids = [int(str(pair["id"])) for pair in assessment.pairs[:3]]
    return list(db.session.scalars(select(Dialogue).where(Dialogue.id.in_(ids)).order_by(Dialogue.id)))


def _write(made: Note, about: Dialogue, invited: list[Dialogue], *, words: str, by: str) -> None:
    told: set[str] = set()
    for one in invited:
        address = (one.contact_email or one.lead.email or "").strip()
        if not address or address.lower() in told:
            continue
        told.add(address.lower())
        post(
            key=f"overlap-note/{made.id}/{one.id}",
            to=address,
            language=LANGUAGE,
            kind="overlap_note",
            facts={
                "talks": made.kind is NoteKind.TALKS,
                "title": about.texts["sv"].title if one is about or open_to(about.status, one.lead.kind) else "",
                "lead": about.lead.short,
                "yours": one.texts["sv"].title,
                "dialogue_id": one.id,
                "others": [other.lead.short for other in invited if other.id != one.id],
                "words": words,
                "by": by,
            },
        )


def change_weights(changes: Mapping[str, object], *, reason: str, version: int, actor: Actor) -> int:
    """Put new numbers in force as the next version; older assessments keep theirs. Returns the version.

    Raises Stale when somebody made a version after `version`, NotPossible when nothing differs.
    """
    if not actor.may(Act.ADMINISTER):
        raise NotAllowed
    reason = reason.strip()
    if not SHORTEST_WORDS <= len(reason) <= LONGEST_WORDS:
        raise RulesNotMet((Problem("C1", "reason", (("low", SHORTEST_WORDS), ("high", LONGEST_WORDS))),))
    with transaction():
        before = current_weights()
        if before.version != version:
            raise Stale
        numbers = asdict(before) | dict(changes)
        numbers.pop("version")
        if Weights(version=before.version, **numbers) == before:
            raise NotPossible
        newest = db.session.scalar(select(func.max(WeightsVersion.version))) or 0
        db.session.add(WeightsVersion(version=newest + 1, weights=numbers, reason=reason, made_by_id=actor.id))
        audit.record(
            staff_id=actor.id,
            act="change_weights",
            kind="weights",
            key=newest + 1,
            note=reason,
            change={
                name: [getattr(before, name), value]
                for name, value in changes.items()
                if value != getattr(before, name)
            },
        )
    forget_weights()
    return newest + 1
