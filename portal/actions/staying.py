"""What residents know of keeps the rules by which it was published, through whichever door it is changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from portal.actions import assessing
from portal.actions.drafting import held
from portal.actions.facts import facts_of, plan_of
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import Problem, RulesNotMet
from portal.domain.readiness import Facts
from portal.domain.words import LegalBasis, Status
from portal.publications.catalogue import catalogue

ASKING = (Status.PLANNED, Status.OPEN)
"""States in which people are still to be asked: what burdens them is judged again."""


def hold(before: Record, after: Record, *, today: date) -> None:
    """Raise RulesNotMet unless a changed record is whole, in good time, and says why when it asks a lot."""
    facts = facts_of(after, catalogue())
    asking = after.status in ASKING
    _hold(
        *readiness.for_coordination(facts),
        *_in_time(before, after, today=today),
        *(_overlap(before, after, facts, today=today) if asking else ()),
    )


def hold_times(before: Record, after: Record, *, today: date) -> None:
    """Raise RulesNotMet when an occasion has moved to a day on which people cannot come, or too near."""
    _hold(*_in_time(before, after, today=today))


def _hold(*problems: Problem) -> None:
    if any(not problem.warning for problem in problems):
        raise RulesNotMet(problems)


def _in_time(before: Record, after: Record, *, today: date) -> Iterator[Problem]:
    facts = facts_of(after, catalogue())
    if _times(before) != _times(after):
        yield from readiness.poor_days(facts, today=today)
    if after.status in ASKING:
        yield from readiness.moved_nearer(facts, before=facts_of(before, catalogue()), today=today)


def _times(record: Record) -> list[tuple[object, ...]]:
    return [(one.uuid, one.starts, one.ends) for one in held(record)]


def _overlap(before: Record, after: Record, facts: Facts, *, today: date) -> Iterator[Problem]:
    """V9: what asks more than before gives a reason when that is a lot, and a reason once needed stays."""
    voluntary = after.legal_basis is LegalBasis.VOLUNTARY
    given = len(before.overlap_reason.strip()) >= readiness.SHORTEST_REASON
    same = (plan_of(before), before.overlap_reason) == (plan_of(after), after.overlap_reason)
    if same or not voluntary or len(after.overlap_reason.strip()) >= readiness.SHORTEST_REASON:
        return
    now = assessing.judged(after, today=today)
    was = assessing.judged(before, today=today)
    if now and was and (given or now.score > was.score or before.legal_basis is not LegalBasis.VOLUNTARY):
        yield from readiness.overlap_reason(replace(facts, overlap_level=now.level))
