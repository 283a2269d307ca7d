"""Save the texts of a dialogue in another language, and what they were translated from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from portal.actions.change import allow, changing
from portal.actions.draft import TEXT_FIELDS
from portal.actions.facts import facts_of
from portal.actions.recording import record_of
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, DialogueText
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import Collision, NotPossible, RulesNotMet
from portal.domain.merging import merge
from portal.domain.rights import Act, Actor
from portal.domain.words import Status
from portal.publications.catalogue import catalogue

How = Literal["human", "machine", "reviewed"]
"""Written by a person, by a machine, or by a machine and checked by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """Texts by field and questions by id in one language; empty when there is no translation."""

    texts: Mapping[str, str]
    questions: Mapping[int, str]
    how: How = "human"

    @property
    def empty(self) -> bool:
        """Whether nothing is translated."""
        return not any(self.texts.values()) and not any(self.questions.values())


def translation_of(record: Record, language: str) -> Translation:
    """What is saved in a language."""
    text = record.texts.get(language)
    how: How = "human"
    if text is not None and text.origin == "machine":
        how = "reviewed" if text.reviewed else "machine"
    return Translation(
        texts={name: getattr(text, name, "") for name in TEXT_FIELDS},
        questions={
            number: one.get(language, "") for number, one in zip(record.question_ids, record.questions, strict=False)
        },
        how=how,
    )


def translate(dialogue_id: int, language: str, said: Translation, *, actor: Actor, revision: int) -> None:
    """Save a translation of the Swedish texts of `revision`; an empty one takes the language away.

    Raises Collision when somebody changed the same texts of this language differently, RulesNotMet when residents
    would read personal data, or what the law orders in words that only a machine has seen.
    """
    opened = queries.version(dialogue_id, revision)
    with changing(dialogue_id, actor=actor, act="translate", note=language) as dialogue:
        if dialogue.status in (Status.ARCHIVED, Status.CANCELLED):
            raise NotPossible
        if dialogue.published_at is not None:
            allow(actor, dialogue, Act.PUBLISH)
        current = _flat(translation_of(record_of(dialogue), language))
        base = _flat(translation_of(opened, language)) if opened else None
        mine = {name: value for name, value in _flat(said).items() if name in current}
        merged = merge(base, current, mine)
        if merged.collisions:
            raise Collision(merged.collisions)
        _write(dialogue, language, said, current | merged.values, actor=actor, revision=revision)
        if dialogue.published_at is not None and dialogue.status is not Status.UNPUBLISHED:
            facts = facts_of(record_of(dialogue), catalogue())
            broken = (*readiness.for_coordination(facts), *readiness.unreviewed(facts))
            if any(not one.warning for one in broken):
                raise RulesNotMet(broken)


def _flat(said: Translation) -> dict[str, object]:
    return {**said.texts, **{f"question_{number}": text for number, text in said.questions.items()}}


def _write(
    dialogue: Dialogue, language: str, said: Translation, values: Mapping[str, object], *, actor: Actor, revision: int
) -> None:
    for question in dialogue.questions:
        text = str(values.get(f"question_{question.id}", ""))
        if text != question.texts.get(language, ""):
            others = {code: one for code, one in question.texts.items() if code != language}
            question.texts = others | ({language: text} if text else {})
    if said.empty:
        dialogue.texts.pop(language, None)
        return
    row = dialogue.texts.get(language)
    if row is None:
        row = dialogue.texts[language] = DialogueText(language=language, title="")
    for name in TEXT_FIELDS:
        setattr(row, name, str(values.get(name, "")))
    row.origin = "human" if said.how == "human" else "machine"
    if said.how != "reviewed":
        row.reviewed_by_id = None
    elif row.reviewed_by_id is None:
        row.reviewed_by_id = actor.id
    row.of_revision = revision
