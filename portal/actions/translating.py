"""Save texts of a dialogue in another language: who put them, who checked them, which Swedish words they follow."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from portal.actions.change import allow, changing
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue
from portal.domain import readiness
from portal.domain.errors import Collision, NotPossible, RulesNotMet
from portal.domain.merging import merge
from portal.domain.rights import Act, Actor
from portal.domain.wording import How, mark
from portal.domain.words import Status
from portal.publications.wording import Section, Wording, wordings
from portal.translated.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What a translator leaves: texts by part; an empty one is taken away.

    `checked` are parts whose translation was read and found right, `seen` marks of the Swedish words beside them.
    """

    texts: Mapping[str, str]
    checked: frozenset[str] = frozenset()
    seen: Mapping[str, str]
    by_machine: bool = False


def translate(
    dialogue_id: int, language: str, section: Section, said: Rendered, *, actor: Actor, revision: int
) -> None:
    """Save translations made beside the Swedish texts of `revision`.

    Raises Collision when somebody changed the same text of this language differently, RulesNotMet when residents
    would read personal data.
    """
    opened = queries.version(dialogue_id, revision)
    needs = Act.REPORT if section is Section.RESULTS else Act.EDIT
    with changing(dialogue_id, actor=actor, act="translate", needs=needs, note=language) as dialogue:
        if dialogue.status is Status.CANCELLED:
            raise NotPossible
        if dialogue.published_at is not None and section is Section.ABOUT:
            allow(actor, dialogue, Act.PUBLISH)
        words = {one.part: one for one in wordings([dialogue.id])[dialogue.id] if one.section is section}
        rows = rows_of(dialogue, language)
        mine = {part: text for part, text in said.texts.items() if part in words}
        current = {part: rows[part].text if part in rows else "" for part in mine}
        base = opened.in_language(language) if opened else None
        merged = merge(None if base is None else {part: base.get(part, "") for part in mine}, current, mine)
        if merged.collisions:
            raise Collision(merged.collisions)
        if dialogue.published_at is not None:
            _hold({f"translation-{language}-{part}": str(text) for part, text in merged.values.items()})
        for part, text in merged.values.items():
            _write(dialogue, words[part], language, str(text), rows.get(part), said=said, actor=actor)


def rows_of(dialogue: Dialogue, language: str) -> dict[str, Translation]:
    """The translations of a dialogue into a language, by part."""
    chosen = select(Translation).where(Translation.dialogue_id == dialogue.id, Translation.language == language)
    return {row.part: row for row in db.session.scalars(chosen)}


def _hold(texts: Mapping[str, str]) -> None:
    problems = tuple(readiness.personal_data(texts))
    if problems:
        raise RulesNotMet(problems)


def _write(
    dialogue: Dialogue,
    wording: Wording,
    language: str,
    text: str,
    row: Translation | None,
    *,
    said: Rendered,
    actor: Actor,
) -> None:
    if not text:
        if row is not None:
            db.session.delete(row)
        return
    unchanged = row is not None and row.text == text
    if unchanged and wording.part not in said.checked:
        return
    # Whoever saw other Swedish words than there are now has translated those: the text is older from the start.
    follows = wording.swedish if said.seen.get(wording.part) == mark(wording.swedish) else ""
    if row is None:
        row = Translation(dialogue_id=dialogue.id, part=wording.part, language=language, how=How.HUMAN)
        db.session.add(row)
    was = row.how
    row.text, row.follows, row.by_id = text, follows, actor.id
    if not unchanged and said.by_machine:
        row.how = How.MACHINE
    elif was is How.MACHINE:
        row.how = How.REVIEWED
