"""Each rule a dialogue must meet before it may take a step: once broken, once kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.readiness import (
    CHECKLIST,
    FRAME,
    SWEDISH_TEXTS,
    Facts,
    RedDay,
    for_coordination,
    for_follow_up,
    for_publishing,
    for_reporting,
)
from portal.domain.words import Continuity, Form, Influence, LegalBasis

TODAY = date(2026, 9, 1)

READY = Facts(
    texts={
        "title": "Tryggare gångvägar i Rågsved",
        "summary": "Vi vill veta var du känner dig trygg och otrygg när du går.",
        "purpose": "Nämnden beslutar var belysning gör mest nytta.",
        **dict.fromkeys(FRAME, "Gångvägar på stadens mark."),
        "easy_read": "Vi ska sätta upp lampor.",
        "accessibility_note": "",
    },
    has_lead=True,
    contact_function="Demokratisamordnare",
    contact_email="demokrati@example.org",
    influence=Influence.DIALOGUE,
    starts=date(2026, 10, 1),
    ends=date(2026, 10, 15),
    first_occasion=date(2026, 10, 1),
    feedback_promised=date(2026, 12, 14),
    minutes=120,
    areas=1,
    themes=1,
    groups=frozenset({"all"}),
    methods=1,
    questions=1,
    decisions=(("Stadsdelsnämnden", date(2026, 12, 1)),),
    targets=1,
    seldom_heard=1,
    checklist=dict.fromkeys(CHECKLIST, "Genomtänkt."),
)


def problems(**changes: Any) -> list[tuple[str, str, bool]]:
    """What stands in the way of publishing, with these facts changed."""
    facts = replace(READY, **changes)
    return [(one.rule, one.field, one.warning) for one in for_publishing(facts, today=TODAY)]


def texts(**changes: str) -> dict[str, str]:
    return READY.texts | changes


def test_a_plan_that_meets_every_rule_is_ready_without_a_warning() -> None:
    assert problems() == []
    assert list(for_coordination(READY)) == []


def test_a_plan_without_an_occasion_may_be_published_and_is_warned_about() -> None:
    assert problems(first_occasion=None) == [("V19.none", "occasions", True)]


def test_while_the_level_of_influence_is_open_all_that_it_asks_for_is_named() -> None:
    named = {field for _rule, field, _warning in problems(influence=None, texts={}, questions=0, decisions=())}
    assert {"influence", "questions", "decisions", *FRAME} <= named


BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "a first day": ({"starts": None}, "V0", "starts"),
    "a last day": ({"ends": None}, "V0", "ends"),
    "days in order": ({"starts": date(2026, 10, 16)}, "V0.order", "ends"),
    "a theme": ({"themes": 0}, "V0.choose", "themes"),
    "a group": ({"groups": frozenset()}, "V0.choose", "groups"),
    "a method": ({"methods": 0}, "V0.choose", "methods"),
    "a summary that says something": ({"texts": texts(summary="x" * 39)}, "V1.short", "summary"),
    "a lead": ({"has_lead": False}, "V2", "lead"),
    "a contact": ({"contact_function": " "}, "V2", "contact_function"),
    "an address": ({"contact_email": ""}, "V2", "contact_email"),
    "a level of influence": ({"influence": None}, "V3", "influence"),
    "a question": ({"questions": 0}, "V3.question", "questions"),
    "a decision": ({"decisions": ()}, "V3.decision", "decisions"),
    "a month of the decision": ({"decisions": (("Nämnden", None),)}, "V3.month", "decisions-0-month"),
    "a decision after the end": ({"decisions": (("Nämnden", date(2026, 9, 1)),)}, "V4", "decisions-0-month"),
    "a day for feedback": ({"feedback_promised": None}, "V5", "feedback_promised"),
    "feedback within half a year": ({"feedback_promised": date(2027, 4, 14)}, "V5.late", "feedback_promised"),
    "feedback after the end": ({"feedback_promised": date(2026, 10, 14)}, "V5.early", "feedback_promised"),
    "a target": ({"targets": 0, "seldom_heard": 0}, "V6", "targets"),
    "somebody seldom heard": ({"seldom_heard": 0}, "V6.all", "targets"),
    "minutes": ({"minutes": None}, "V8", "minutes"),
    "a reason for a high load": ({"overlap_level": "high"}, "V9", "overlap_reason"),
    "a reason for a very high load": (
        {"overlap_level": "very_high", "overlap_reason": "x" * 49},
        "V9",
        "overlap_reason",
    ),
    "an answer to what was asked before": ({"unanswered_earlier": 2}, "V10", "already_asked"),
    "two weeks' notice": ({"first_occasion": date(2026, 9, 14)}, "V11", "starts"),
    "the law behind a plan consultation": ({"form": Form.PLAN_CONSULTATION}, "V12.form", "legal_basis"),
    "the law behind a plan review": (
        {"form": Form.PLAN_REVIEW, "legal_basis": LegalBasis.OTHER_LAW},
        "V12.form",
        "legal_basis",
    ),
    "an official channel": (
        {"legal_basis": LegalBasis.PLANNING_ACT, "has_deadline": True},
        "V12",
        "official_channel_url",
    ),
    "a deadline": (
        {"legal_basis": LegalBasis.PLANNING_ACT, "official_channel_url": "https://x.se"},
        "V12",
        "response_deadline",
    ),
    "an area": ({"areas": 0}, "V13", "areas"),
    "an area that still exists": ({"expired_areas": ("Rinkeby-Kista",)}, "V13.expired", "areas"),
    **{f"a {name} in Swedish": ({"texts": texts(**{name: " "})}, "V1", name) for name in SWEDISH_TEXTS},
    **{f"{name} of the frame": ({"texts": texts(**{name: ""})}, "V3", name) for name in FRAME},
    **{
        f"{heading} on the checklist": (
            {"checklist": dict.fromkeys(CHECKLIST, "Ja.") | {heading: ""}},
            "V7",
            f"checklist_{heading}",
        )
        for heading in CHECKLIST
    },
    **{
        f"no {kind} in a text": ({"texts": texts(purpose=f"Anna nås på {found} alltid.")}, "V15", "purpose")
        for kind, found in {
            "e-mail": "anna@example.org",
            "telephone": "070-123 45 67",
            "personal number": "811228-9874",
        }.items()
    },
}


@pytest.mark.parametrize("missing", BROKEN)
def test_without_it_the_clerk_is_told_at_the_field_and_the_step_is_refused(missing: str) -> None:
    changes, rule, field = BROKEN[missing]
    assert (rule, field, False) in problems(**changes)
    assert {found for found, _, warning in problems(**changes) if not warning} == {rule}


KEPT: dict[str, dict[str, Any]] = {
    "a summary of forty characters": {"texts": texts(summary="x" * 40)},
    "information needs no frame, question or decision": {
        "influence": Influence.INFORMATION,
        "texts": texts(**dict.fromkeys(FRAME, "")),
        "questions": 0,
        "decisions": (),
    },
    "one that goes on needs no end and no day for feedback": {
        "continuity": Continuity.CONTINUOUS,
        "report_interval": 6,
        "ends": None,
        "feedback_promised": None,
    },
    "feedback on the last day": {"feedback_promised": date(2026, 10, 15)},
    "feedback after exactly 180 days": {"feedback_promised": date(2027, 4, 13)},
    "a reason instead of a group seldom heard": {"seldom_heard": 0, "seldom_heard_reason": "x" * 20},
    "a reason without any target": {"targets": 0, "seldom_heard": 0, "seldom_heard_reason": "x" * 20},
    "a narrower group than all": {"seldom_heard": 0, "groups": frozenset({"parents"})},
    "a reason of fifty characters": {"overlap_level": "very_high", "overlap_reason": "x" * 50},
    "a moderate load needs no reason": {"overlap_level": "moderate"},
    "a law needs no reason and no notice": {
        "legal_basis": LegalBasis.OTHER_LAW,
        "overlap_level": "very_high",
        "starts": date(2026, 9, 2),
    },
    "a consultation with its channel and deadline": {
        "legal_basis": LegalBasis.PLANNING_ACT,
        "official_channel_url": "https://start.stockholm",
        "has_deadline": True,
    },
    "a case number in a text": {"texts": texts(purpose="Ärendet har nummer KS 2018/911 och 325-463/2012.")},
}


@pytest.mark.parametrize("case", KEPT)
def test_this_is_enough(case: str) -> None:
    assert problems(**KEPT[case]) == []


def test_exactly_two_weeks_notice_is_enough_but_four_are_better() -> None:
    assert problems(starts=date(2026, 9, 15)) == [("V11.short", "starts", True)]
    assert problems(starts=date(2026, 9, 28)) == [("V11.short", "starts", True)]
    assert problems(starts=date(2026, 9, 29)) == []


def test_a_decision_soon_after_the_end_is_only_warned_about() -> None:
    assert problems(decisions=(("Nämnden", date(2026, 10, 1)),)) == [("V4.close", "decisions-0-month", True)]
    assert problems(decisions=(("Nämnden", date(2026, 11, 1)),)) == []


def test_a_last_day_in_december_is_no_trouble_for_the_month_of_the_decision() -> None:
    late = {"starts": date(2026, 12, 1), "ends": date(2026, 12, 31), "feedback_promised": date(2027, 1, 31)}
    assert problems(**late, decisions=(("Nämnden", date(2026, 12, 31)),)) == [("V4.close", "decisions-0-month", True)]


def test_a_day_at_the_end_of_all_calendars_is_judged_like_any_other() -> None:
    end = date(9999, 12, 31)
    assert problems(ends=end, feedback_promised=end, decisions=(("Nämnden", end),)) == [
        ("V4.close", "decisions-0-month", True)
    ]


def test_what_coordination_needs_is_less_than_what_publishing_needs() -> None:
    only_for_publishing = replace(
        READY, overlap_level="high", unanswered_earlier=1, starts=date(2026, 9, 2), first_occasion=date(2026, 9, 2)
    )
    assert list(for_coordination(only_for_publishing)) == []
    assert {one.rule for one in for_publishing(only_for_publishing, today=TODAY)} == {"V9", "V10", "V11"}


def test_every_fault_is_told_at_once_and_each_field_of_a_text_once() -> None:
    found = list(for_coordination(Facts(texts={})))
    assert {one.rule for one in found} >= {"V0", "V0.choose", "V1", "V2", "V3", "V5", "V6", "V7", "V8", "V13"}
    many = replace(READY, texts=texts(purpose="anna@example.org, bo@example.org och 070-123 45 67"))
    assert [one.rule for one in for_coordination(many)] == ["V15"]


def test_the_clerk_is_shown_the_words_that_gave_somebody_away() -> None:
    problem = next(iter(for_coordination(replace(READY, texts=texts(title="Ring Anna 070-123 45 67")))))
    assert dict(problem.facts) == {"kind": "telephone", "found": "070-123 45 67"}


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, set()),
        ({"results": 0}, {"R1"}),
        ({"findings": 0}, {"R2"}),
        ({"participation": 0}, {"R3"}),
        ({"findings": 0, "no_finding_because": "Ingen kom."}, set()),
        ({"findings": 0, "no_finding_because": " "}, {"R2"}),
    ],
)
def test_residents_are_told_result_findings_and_counts(changes: dict[str, Any], rules: set[str]) -> None:
    told: dict[str, Any] = {"results": 1, "findings": 1, "no_finding_because": "", "participation": 1}
    assert {one.rule for one in for_reporting(**(told | changes))} == rules


@pytest.mark.parametrize(
    ("facts", "evaluated", "open_commitments", "rules"),
    [
        ({"goals": 2, "goals_scored": 2}, True, 0, set()),
        ({"goals": 1, "goals_scored": 1}, False, 0, {"F1"}),
        ({}, True, 0, {"F2"}),
        ({"goals": 2, "goals_scored": 1}, True, 0, {"F3"}),
        ({"goals": 1, "goals_scored": 1}, True, 3, {"F4"}),
    ],
)
def test_a_dialogue_is_followed_up_when_all_is_settled(
    facts: dict[str, Any], evaluated: bool, open_commitments: int, rules: set[str]
) -> None:
    found = for_follow_up(replace(READY, **facts), evaluated=evaluated, open_commitments=open_commitments)
    assert {one.rule for one in found} == rules


def test_an_area_that_is_still_to_come_is_no_place_for_a_dialogue() -> None:
    assert problems(coming_areas=("Nya Järva",)) == [("V13.coming", "areas", False)]


def occasion_on(day: date, red: RedDay | None = None) -> dict[str, object]:
    return {"occasion_days": ((day, red),)}


def test_no_occasion_lies_on_a_public_holiday() -> None:
    christmas = date(2026, 12, 25)
    found = problems(**occasion_on(christmas, RedDay("public", public=True)))
    assert found == [("V19", "occasions-0-day", False)]


def test_a_great_feast_and_july_are_only_warned_about() -> None:
    eid = occasion_on(date(2027, 3, 10), RedDay("eid_al_fitr", public=False))
    assert problems(**eid) == [("V19.feast", "occasions-0-day", True)]
    assert problems(**occasion_on(date(2027, 7, 1))) == [("V19.july", "occasions-0-day", True)]


def test_a_day_that_has_passed_is_left_alone() -> None:
    assert problems(**occasion_on(date(2026, 8, 31), RedDay("public", public=True))) == []


def test_an_unchecked_translation_by_machine_is_warned_about() -> None:
    assert problems(machine_languages=("en",)) == [("V18", "translation-en", True)]
    law = {"legal_basis": LegalBasis.OTHER_LAW, "machine_languages": ("en",)}
    assert problems(**law) == [("V18.legal", "translation-en", True)]


def test_what_would_make_the_dialogue_better_is_said_without_stopping_it() -> None:
    assert problems(has_process_leader=False) == [("L1", "process_leader_id", True)]
    assert problems(needs_neutral=True, has_facilitator=False) == [("L2", "facilitator_id", True)]
    texts = {"texts": READY.texts | {"easy_read": ""}}
    assert problems(**texts) == [("V1.easy", "easy_read", True)]
