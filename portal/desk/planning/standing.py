"""How far a plan has come: the meter, and what is missing, each thing with the step that asks about it."""

from dataclasses import dataclass

from wtforms import FieldList

from portal.actions import relating
from portal.actions.draft import DialogueDraft
from portal.actions.facts import USUAL_MINUTES, facts_of, plan_of
from portal.desk import rules
from portal.desk.planning.asking import StepForm
from portal.desk.planning.labels import label
from portal.desk.planning.steps import STEPS, step_of
from portal.dialogues.record import Record
from portal.domain import completeness, readiness
from portal.domain.errors import Problem
from portal.publications.catalogue import catalogue
from portal.web.dates import today

__all__ = ["USUAL_MINUTES", "Missing", "Standing", "offer_rows", "plan_of", "standing"]

_PLACES: dict[str | None, int] = {step.key: place for place, step in enumerate(STEPS)}
_EMPTY_ROWS = {"questions": 1, "decisions": 1, "goals": 1, "policy_links": 1, "occasions": 1}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands in the way or should be thought of; `step` is None when no step asks about it."""

    field: str
    label: str
    sentence: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The meter (things ready, of all) and what is missing or to be thought of."""

    ready: int
    total: int
    missing: tuple[Missing, ...]
    warnings: tuple[Missing, ...]

    def in_step(self, key: str) -> int:
        """How many things are missing in a step."""
        return sum(one.step == key for one in self.missing)


def standing(record: Record, *, overlap_level: str = "low") -> Standing:
    """How far a plan has come towards publishing today, or what a published one lacks."""
    earlier = relating.unanswered(record, today=today())
    facts = facts_of(record, catalogue(), overlap_level=overlap_level, unanswered_earlier=len(earlier))
    # What is published keeps what coordination asks; notice and overlap were judged when it was published.
    judged = (
        readiness.for_coordination(facts) if record.published_at else readiness.for_publishing(facts, today=today())
    )
    problems = tuple(judged)
    stops, warnings = rules.split(problems)
    meter = completeness.meter(facts, stops)
    return Standing(meter.ready, meter.total, told(stops), told(warnings))


def told(problems: list[Problem]) -> tuple[Missing, ...]:
    """Broken rules in words, each with the way to its field, in the order in which the steps ask."""
    found = [Missing(one.field, label(one.field), rules.sentence(one), step_of(one.field)) for one in problems]
    return tuple(sorted(found, key=lambda one: _PLACES.get(one.step, len(_PLACES))))


def say(form: StepForm, stands: Standing, key: str) -> None:
    """Word at the fields of a step what is missing there, and add to their hints what should be thought of."""
    for one in (*stands.missing, *stands.warnings):
        field = rules.at(form, one.field) if one.step == key else None
        if field is not None and one in stands.missing:
            field.errors = [*field.errors, one.sentence]
        elif field is not None:
            field.description = f"{field.description} {one.sentence}".strip()


def offer_rows(form: StepForm, draft: DialogueDraft) -> None:
    """Give each list of rows an empty one, and each group that is asked a row of its own."""
    for field in form:
        if not isinstance(field, FieldList):
            continue
        if field.short_name == "targets":
            analysed = {one.group for one in draft.targets}
            for group in draft.groups:
                # Everybody is no group that could be seldom heard.
                if group not in analysed and group != "all":
                    field.append_entry({"group": group})
            if not len(field):
                field.append_entry()
        elif not len(field) or field.short_name == "questions":
            form.add_row(field.short_name)
