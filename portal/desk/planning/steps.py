"""The steps of planning, in order, and which step asks about a field."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.desk.planning.asking import StepForm
from portal.desk.planning.basics import BasicsForm
from portal.desk.planning.goals import GoalsForm
from portal.desk.planning.influence import InfluenceForm
from portal.desk.planning.occasions import OccasionsForm
from portal.desk.planning.reach import ReachForm
from portal.desk.planning.scope import ScopeForm
from portal.desk.planning.texts import TextsForm


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its word in the address, its name, what it is for, and what it asks."""

    key: str
    name: Any
    purpose: Any
    form: type[StepForm] | None = None


STEPS = (
    Step(
        "basics",
        _l("What and who"),
        _l("Only title and organiser are needed to begin. The rest can wait."),
        BasicsForm,
    ),
    Step("scope", _l("Where, when, whom"), _l("Then you see what else the same people are asked."), ScopeForm),
    Step(
        "influence",
        _l("Influence and decision"),
        _l("Residents come when they know what they can change."),
        InfluenceForm,
    ),
    Step(
        "goals", _l("Goals and assignments"), _l("You will say afterwards whether each goal was reached."), GoalsForm
    ),
    Step("reach", _l("How we reach people"), _l("Think of those who seldom come."), ReachForm),
    Step("occasions", _l("Occasions"), _l("Times and places at which one can take part."), OccasionsForm),
    Step("texts", _l("Texts and translations"), _l("So that more people can read about it."), TextsForm),
    Step("check", _l("Check and send"), _l("What is still missing, and what residents will see.")),
)
"""In the order of the address bar and of the guide for staff."""

BY_KEY = {step.key: step for step in STEPS}


def step_after(step: Step) -> Step:
    """The next step; the last one has none after it."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def fields_of(step: Step) -> tuple[str, ...]:
    """The names of the fields a step asks about."""
    return tuple(name for name in dir(step.form) if hasattr(getattr(step.form, name), "field_class"))


STEP_OF = {name: step.key for step in STEPS if step.form for name in fields_of(step) if name != "revision"}
"""Which step asks about each field."""


def step_of(field: str) -> str | None:
    """The step that asks about a field, also one in a row such as `decisions-0-month`; None when none does."""
    return "texts" if field.startswith("translation-") else STEP_OF.get(field.partition("-")[0])
