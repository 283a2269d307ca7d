"""How many of the things that publishing needs a plan already has."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.domain.errors import Problem
from portal.domain.readiness import CHECKLIST, FRAME, Facts
from portal.domain.words import Continuity, Influence, LegalBasis


@dataclass(frozen=True, slots=True)
class Meter:
    """So many things are ready, of so many."""

    ready: int
    total: int


def needed(facts: Facts) -> tuple[str, ...]:
    """The fields that publishing this dialogue needs, in the order they are asked about."""
    endless = facts.continuity is Continuity.CONTINUOUS
    fields = ["title", "lead", "summary", "contact_function", "contact_email"]
    fields += ["areas", "themes", "starts", "report_interval_months" if endless else "ends"]
    fields += ["groups", "methods", "minutes", "purpose", "influence"]
    if facts.influence is not Influence.INFORMATION:
        fields += [*FRAME, "questions", "decisions"]
    if not endless:
        fields.append("feedback_promised")
    if facts.legal_basis is LegalBasis.PLANNING_ACT:
        fields += ["official_channel_url", "response_deadline"]
    return (*fields, "targets", *(f"checklist_{heading}" for heading in CHECKLIST))


def meter(facts: Facts, stops: Iterable[Problem]) -> Meter:
    """The meter for a plan with these rules broken; a rule about rows counts for the whole list."""
    wanted = dict.fromkeys(needed(facts))
    broken = {problem.field.partition("-")[0] for problem in stops}
    total = len(wanted | dict.fromkeys(broken))
    return Meter(total - len(broken), total)
