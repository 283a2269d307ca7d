"""`portal overlap` judges a plan given as JSON, and says in one line what is wrong with a bad one."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from portal.cli import main
from portal.overlap.judging import judge

RAGSVED = {"kind": "neighbourhood", "district": "Enskede", "neighbourhood": "Rågsved", "lat": 59.2545, "lon": 18.0324}
GIVEN: dict[str, Any] = {
    "today": "2026-09-01",
    "planned": {
        "id": "A",
        "title": "Rågsved",
        "start": "2026-10-15",
        "end": "2026-10-15",
        "areas": [RAGSVED],
        "groups": ["all"],
        "themes": ["urban_environment/safety"],
        "minutes": 120,
        "organiser": "Enskede",
    },
    "others": [
        {
            "id": "B",
            "title": "Gatumiljö",
            "start": "2026-10-29",
            "end": "2026-10-29",
            "areas": [RAGSVED],
            "groups": ["all"],
            "themes": ["urban_environment/street"],
            "minutes": 90,
            "organiser": "Trafikkontoret",
        }
    ],
}


def run(text: str, file: str = "-") -> Result:
    return CliRunner().invoke(main, ["overlap", file], input=text)


def changed(path: str, value: object) -> dict[str, Any]:
    """The plan with one thing in it set, or taken away when the value is `...`."""
    given = copy.deepcopy(GIVEN)
    at: Any = given
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in way:
        at = at[part]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return given


def test_a_plan_on_standard_input_gets_its_score_and_reasons() -> None:
    result = run(json.dumps(GIVEN))
    assert result.exit_code == 0, result.output
    answer = json.loads(result.output)
    assert (answer["score"], answer["level"]) == (41, "moderate")
    (pair,) = answer["pairs"]
    assert pair["id"] == "B"
    assert pair["points"] == pytest.approx(
        {"closeness": 26.4, "theme": 8.3, "organiser": 6.6, "feedback": 0}, abs=0.2
    )


def test_a_plan_in_a_file_gets_the_same_answer(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(GIVEN), "utf-8")
    assert run("", str(file)).output == run(json.dumps(GIVEN)).output


@pytest.mark.parametrize(
    ("path", "value", "score"),
    [
        ("others", [], 0),
        ("others.0.status", "cancelled", 0),
        ("others.0.status", "open", 41),
        ("others.0.feedback_published", None, 41),
        ("others.0.joint_with", ["A"], 12),
        ("planned.joint_with", ["B"], 12),
        ("others.0.areas", [], 0),
        ("others.0.areas.0", {"kind": "city"}, 8),
        ("planned.statutory", True, 41),
    ],
)
def test_what_may_be_left_out_and_what_it_changes(path: str, value: object, score: int) -> None:
    assert judge(changed(path, value))["score"] == score


def test_an_unanswered_dialogue_weighs_until_its_result_was_published() -> None:
    old = changed("others.0", GIVEN["others"][0] | {"start": "2026-05-20", "end": "2026-05-20"})
    assert judge(old)["pairs"][0]["points"]["feedback"] > 10
    old["others"][0]["feedback_published"] = "2026-08-31"
    assert judge(old)["score"] < 3


BAD: list[tuple[str, object]] = [
    ("today", ...),
    ("planned", ...),
    ("others", ...),
    ("planned.start", ...),
    ("planned.id", ...),
    ("planned.areas", ...),
    ("others.0.minutes", ...),
    ("others.0.organiser", ...),
    ("today", "igår"),
    ("today", None),
    ("planned", []),
    ("planned", None),
    ("planned", "A"),
    ("others", None),
    ("others", {}),
    ("others.0", "B"),
    ("others.0", []),
    ("planned.start", "2026-02-30"),
    ("planned.start", 20261015),
    ("planned.end", "2026-10-14"),
    ("planned.areas", "Rågsved"),
    ("planned.areas", ["Rågsved"]),
    ("planned.areas.0.kind", "village"),
    ("planned.areas.0.kind", ...),
    ("planned.groups", "all"),
    ("planned.groups", None),
    ("planned.groups", [["all"]]),
    ("planned.themes", "other"),
    ("planned.minutes", "many"),
    ("planned.minutes", None),
    ("planned.minutes", -1),
    ("planned.minutes", float("inf")),
    ("planned.minutes", float("nan")),
    ("others.0.feedback_published", "soon"),
    ("others.0.feedback_published", 5),
    ("others.0.joint_with", "A"),
]


@pytest.mark.parametrize(("path", "value"), BAD)
def test_a_malformed_plan_is_refused_in_one_line(path: str, value: object) -> None:
    refused_in_one_line(run(json.dumps(changed(path, value))))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "1", '"plan"', "{}", "en plan", '{"today": NaN}', "[" * 100])
def test_what_is_no_plan_at_all_is_refused_in_one_line(text: str) -> None:
    refused_in_one_line(run(text))


def test_a_file_that_is_not_text_or_not_there_is_refused_in_few_words(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(b"\xff\xfe" * 2000)
    refused_in_one_line(run("", str(file)))
    missing = run("", str(tmp_path / "nothing.json"))
    assert missing.exit_code != 0
    assert "Traceback" not in missing.output


def refused_in_one_line(result: Result) -> None:
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    (line,) = result.output.splitlines()
    assert line.startswith("Error: ")
    assert len(line) < 300


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.sampled_from(
        [
            "today",
            "planned",
            "others",
            "others.0",
            *(f"planned.{name}" for name in GIVEN["planned"]),
            *(f"planned.areas.0.{name}" for name in RAGSVED),
        ]
    ),
    json_like,
)
def test_whatever_stands_in_the_file_it_is_judged_or_refused(path: str, value: object) -> None:
    try:
        answer = judge(changed(path, value))
    except (KeyError, ValueError, TypeError):
        return
    assert 0 <= answer["score"] <= 100
