"""Make the record of a dialogue from its rows."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from portal.dialogues.models import Dialogue
from portal.dialogues.record import (
    TEXT_FIELDS,
    DecisionRecord,
    GoalRecord,
    OccasionRecord,
    PolicyRecord,
    Record,
    ReuseRecord,
    TargetRecord,
    TextRecord,
)
from portal.domain.wording import How
from portal.occasions import queries as occasions
from portal.outcomes import queries as outcomes
from portal.publications.belongings import Belongings
from portal.translated import queries as translated
from portal.translated.models import Translation

Made = TypeVar("Made")


def record_of(dialogue: Dialogue, *, has: Belongings | None = None) -> Record:
    """The dialogue as it stands in the running transaction; whoever knows what hangs on it gives it along."""
    times = occasions.of_dialogue(dialogue.id) if has is None else has.occasions
    reuses = outcomes.reuses(dialogue.id) if has is None else has.reuses
    slugs = ("areas", "themes", "groups", "methods", "co_organisers")
    parts: dict[str, Any] = {name: tuple(one.slug for one in getattr(dialogue, name)) for name in slugs}
    parts |= {
        "lead": dialogue.lead.slug,
        "programme": dialogue.programme.slug if dialogue.programme else None,
        "owners": (dialogue.lead.id, *(one.id for one in dialogue.co_organisers)),
        **_spoken(dialogue, translated.of_dialogue(dialogue.id) if has is None else has.translations),
        "question_ids": tuple(one.id for one in dialogue.questions),
        "goals": tuple(_made(GoalRecord, one) for one in dialogue.goals),
        "decisions": tuple(
            _made(DecisionRecord, one, case_number=one.case_number or "") for one in dialogue.decisions
        ),
        "policy_links": tuple(_made(PolicyRecord, one) for one in dialogue.policy_links),
        "targets": tuple(_made(TargetRecord, one, group=one.group.slug) for one in dialogue.targets),
        "occasions": tuple(_made(OccasionRecord, one, uuid=str(one.uuid)) for one in times),
        "reuses": tuple(_made(ReuseRecord, one) for one in reuses if one.finding_id is None),
    }
    return _made(Record, dialogue, **parts)


def _spoken(dialogue: Dialogue, rows: Iterable[Translation]) -> dict[str, Any]:
    """What a record holds in several languages."""
    spoken: dict[str, dict[str, Translation]] = {}
    for row in rows:
        spoken.setdefault(row.language, {})[row.part] = row
    swedish = dialogue.texts["sv"]
    texts = {"sv": TextRecord(**{name: getattr(swedish, name) for name in TEXT_FIELDS})}
    questions = [{"sv": one.texts["sv"]} for one in dialogue.questions]
    more: dict[str, dict[str, str]] = {}
    for language, parts in spoken.items():
        sheet = {name: parts[name].text for name in TEXT_FIELDS if name in parts}
        asked = {f"question-{one.id}": place for place, one in enumerate(dialogue.questions)}
        for part, place in asked.items():
            if part in parts:
                questions[place][language] = parts[part].text
        hows = {row.how for part, row in parts.items() if part in sheet or part in asked}
        if hows:
            origin = "human" if hows == {How.HUMAN} else "machine"
            texts[language] = TextRecord(
                **{"title": "", **sheet}, origin=origin, reviewed=origin == "machine" and How.MACHINE not in hows
            )
        others = {part: row.text for part, row in parts.items() if part not in sheet and part not in asked}
        if others:
            more[language] = others
    return {"texts": texts, "questions": tuple(questions), "more": more}


def _made(kind: type[Made], row: object, **known: Any) -> Made:
    """A record of a row: what is not given is read from the attribute of the same name; lists become tuples."""
    values = dict(known)
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name not in values:
            value = getattr(row, field.name)
            values[field.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)
