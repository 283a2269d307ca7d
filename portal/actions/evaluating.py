"""Look back at a dialogue: which goals were reached, what worked, and what those who took part thought of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.actions.change import changing
from portal.actions.corrections import remember
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain import readiness
from portal.domain.errors import NotPossible, Problem, RulesNotMet
from portal.domain.lifecycle import CLOSED
from portal.domain.rights import Act, Actor
from portal.outcomes import queries
from portal.outcomes.models import Evaluation

ENOUGH_ANSWERS = 10
"""Fewer answers to the after-form than these say too much about each person."""

PARTS = ("place", "room", "recruitment", "method")
"""What an evaluation looks at: the four headings of the planning checklist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterForm:
    """Averages (1 to 5) of the three questions put to those who took part, and how many answered."""

    answers: int
    felt_heard: float
    understood: float
    again: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the organiser thinks of the dialogue; `goals` gives (score 0 to 2, outcome) for the id of each goal."""

    goals: Mapping[int, tuple[int | None, str]] = field(default_factory=dict)
    worked: Mapping[str, str] = field(default_factory=dict)
    lessons: str = ""
    differently: str = ""
    recruitment_used: tuple[str, ...] = ()
    after_form: AfterForm | None = None


def evaluate(dialogue_id: int, found: Assessment, *, actor: Actor) -> Dialogue:
    """Write the evaluation down, or correct it; raises NotPossible before the dialogue has closed."""
    texts = {"lessons": found.lessons, "differently": found.differently}
    texts |= {f"worked_{part}": text for part, text in found.worked.items()}
    texts |= {f"goal_{goal}": outcome for goal, (_, outcome) in found.goals.items()}
    problems = [*readiness.personal_data(texts)]
    if found.after_form and found.after_form.answers < ENOUGH_ANSWERS:
        problems.append(Problem("E1", "answers", (("least", ENOUGH_ANSWERS),)))
    if problems:
        raise RulesNotMet(tuple(problems))
    with changing(dialogue_id, actor=actor, act="evaluate", needs=Act.REPORT) as dialogue:
        if dialogue.status not in CLOSED:
            raise NotPossible
        row = queries.evaluation(dialogue_id)
        if row is None:
            row = Evaluation(dialogue_id=dialogue_id)
            db.session.add(row)
        else:
            remember(row, kind="evaluation", entry_id=dialogue_id, actor=actor)
        row.worked = {part: text for part, text in found.worked.items() if text}
        row.lessons, row.differently = found.lessons, found.differently
        row.recruitment_used = list(found.recruitment_used)
        told = found.after_form
        row.answers = told.answers if told else None
        row.felt_heard = told.felt_heard if told else None
        row.understood = told.understood if told else None
        row.again = told.again if told else None
        for goal in dialogue.goals:
            goal.score, goal.outcome = found.goals.get(goal.id, (goal.score, goal.outcome))
    return dialogue
