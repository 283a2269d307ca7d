"""Have a machine translate what nobody has: asked for in the desk, done by the worker, marked until it is checked."""

from collections.abc import Mapping

from sqlalchemy import select

from portal import audit
from portal.actions.change import allow, changing
from portal.actions.translating import rows_of
from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.domain import readiness
from portal.domain.errors import NotFound, NotPossible
from portal.domain.lifecycle import PUBLIC, REPORTED
from portal.domain.rights import Act, Actor
from portal.domain.wording import How, fits
from portal.domain.words import Status
from portal.jobs import Progress, defer_again, progress
from portal.publications.wording import Section, Wording, wordings
from portal.translated.models import Translation
from portal.translated.translators import Service

BY_MACHINE = "translate_by_machine"
"""The job that asks the service."""

AT_ONCE = 20
"""How many texts are asked for and kept together."""


def possible(status: Status) -> bool:
    """Whether a dialogue is where texts may leave the portal: residents read it, and it still changes."""
    return status in PUBLIC - {Status.ARCHIVED, Status.CANCELLED}


def ask(dialogue_id: int, language: str, *, actor: Actor) -> None:
    """Record that a machine is to translate what is missing; raises NotPossible while residents do not read it."""
    with transaction():
        dialogue = db.session.get(Dialogue, dialogue_id)
        if dialogue is None:
            raise NotFound
        allow(actor, dialogue, Act.PUBLISH)
        if not possible(dialogue.status):
            raise NotPossible
        audit.record(staff_id=actor.id, act="ask_machine", kind="dialogue", key=dialogue.slug, note=language)
        defer_again(BY_MACHINE, dialogue_id=dialogue_id, language=language)


def asked(dialogue_id: int, language: str) -> Progress | None:
    """How far the machine has come that was asked; None when it was not, or is done."""
    return progress(BY_MACHINE, dialogue_id=dialogue_id, language=language)


def do(dialogue_id: int, language: str, service: Service) -> int:
    """Translate what nobody has, some texts at a time; returns how many. Done again it goes on where it stopped."""
    wanted, done = _wanted(dialogue_id, language), 0
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        told = service.translate([one.swedish for one in some], to=language)
        done += _keep(dialogue_id, language, dict(zip(some, told, strict=True)))
    return done


def _wanted(dialogue_id: int, language: str) -> list[Wording]:
    """What may be sent: texts that residents read, without anything that looks like personal data."""
    with transaction():
        dialogue = db.session.scalar(select(Dialogue).where(Dialogue.id == dialogue_id))
        if dialogue is None or not possible(dialogue.status):
            return []
        rows, told = rows_of(dialogue, language), dialogue.status in REPORTED
        return [
            one
            for one in wordings([dialogue_id])[dialogue_id]
            if (told or one.section is Section.ABOUT)
            and _open(rows.get(one.part), one.swedish)
            and not any(readiness.personal_data({one.part: one.swedish}))
        ]


def _open(row: Translation | None, swedish: str) -> bool:
    """Whether there is no translation, or only one that a machine made of other words."""
    return row is None or (row.how is How.MACHINE and row.follows != swedish)


def _keep(dialogue_id: int, language: str, told: Mapping[Wording, str]) -> int:
    """Keep what the machine said of words that are still the same and that nobody has translated meanwhile.

    What would not fit the translator's field is left to people: nobody could save the page with it.
    """
    kept = 0
    with changing(dialogue_id, actor=None, act="translate", note=language) as dialogue:
        rows = rows_of(dialogue, language)
        now = {one.part: one.swedish for one in wordings([dialogue_id])[dialogue_id]}
        for wording, text in told.items():
            row, swedish = rows.get(wording.part), wording.swedish
            if not fits(wording.kind, text) or now.get(wording.part) != swedish or not _open(row, swedish):
                continue
            if any(readiness.personal_data({wording.part: text})):
                continue
            if row is None:
                row = Translation(dialogue_id=dialogue_id, part=wording.part, language=language, how=How.MACHINE)
                db.session.add(row)
            row.text, row.follows = text, swedish
            kept += 1
    return kept
