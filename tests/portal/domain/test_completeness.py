"""The meter counts what publishing needs, and is full exactly when nothing is missing."""

from dataclasses import replace

from portal.domain.completeness import meter, needed
from portal.domain.readiness import Facts, for_publishing
from portal.domain.words import Continuity, Influence, LegalBasis
from tests.portal.domain.test_readiness import READY, TODAY


def counted(facts: Facts) -> tuple[int, int]:
    stops = [one for one in for_publishing(facts, today=TODAY) if not one.warning]
    found = meter(facts, stops)
    return found.ready, found.total


def test_an_empty_plan_has_everything_left() -> None:
    ready, total = counted(Facts(texts={}))
    assert (ready, total) == (0, len(needed(Facts(texts={}))))


def test_a_ready_plan_is_full() -> None:
    ready, total = counted(READY)
    assert ready == total


def test_each_answer_takes_the_meter_one_step() -> None:
    assert counted(replace(READY, minutes=None))[0] == counted(READY)[0] - 1


def test_the_law_asks_for_more_and_information_for_less() -> None:
    law = replace(READY, legal_basis=LegalBasis.PLANNING_ACT)
    assert len(needed(law)) == len(needed(READY)) + 2
    assert len(needed(replace(READY, influence=Influence.INFORMATION))) == len(needed(READY)) - 6
    assert "report_interval_months" in needed(replace(READY, continuity=Continuity.CONTINUOUS))


def test_a_rule_beyond_the_list_makes_the_list_longer() -> None:
    high = replace(READY, overlap_level="high", overlap_reason="")
    assert counted(high) == (counted(READY)[0], counted(READY)[1] + 1)
