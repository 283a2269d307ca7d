"""Programs read what is published, all of it and nothing else, as it is described to them."""

from datetime import date
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from portal.actions.draft import PolicyDraft
from portal.actions.entries import MeasureDraft, withdraw, write_measure
from portal.db import db
from portal.indexing import tell
from portal.publications import versions
from portal.submissions.models import Submission
from search import EngineError, Query, Results
from tests.make import Make
from tests.visitor import Visitor

REASON = "Many things are asked at once here, because the square is rebuilt this year and not the next."
LISTS = ("dialogues", "findings", "commitments", "districts")


class Silent:
    """An engine that does not answer."""

    def search(self, _query: Query) -> Results:
        raise EngineError("silent")


@pytest.fixture
def program(app: Flask) -> FlaskClient:
    return app.test_client(use_cookies=False)


@pytest.fixture
def described(program: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = program.get("/api/v1/openapi.json").json or {}
    return found


def read(program: FlaskClient, path: str) -> dict[str, Any]:
    answer = program.get(path if path.startswith("/") else f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/json"
    found: dict[str, Any] = answer.json or {}
    return found


def fits(value: object, described: dict[str, Any], path: str, status: str = "200") -> None:
    """The answer is as the description says."""
    content = described["paths"][path]["get"]["responses"][status]["content"]
    (schema,) = (one["schema"] for one in content.values())
    registry = Registry().with_resource("urn:api", Resource(described, DRAFT202012))
    jsonschema.Draft202012Validator({"$ref": "urn:api" + schema["$ref"]}, registry=registry).validate(value)


def test_the_description_is_valid_and_every_answer_fits_it(
    program: FlaskClient, described: dict[str, Any], make: Make
) -> None:
    slug = make.reported().slug
    validate(described)
    for name in LISTS:
        fits(read(program, name), described, f"/{name}")
    fits(read(program, f"dialogues/{slug}"), described, "/dialogues/{slug}")
    fits(program.get("/api/v1/dialogues?limit=0").json, described, "/dialogues", "400")
    assert read(program, "dialogues")["items"][0]["slug"] == slug


@pytest.mark.parametrize("sort", ["relevance", "updated"])
def test_part_after_part_every_dialogue_comes_once(program: FlaskClient, make: Make, sort: str) -> None:
    wanted = {make.published(overlap_reason=REASON).slug for _ in range(5)}
    path, found = f"dialogues?limit=2&status=planned&sort={sort}", []
    while path:
        answer = read(program, path.removeprefix("http://127.0.0.1:8000"))
        assert answer["total"] == 5
        found += [one["slug"] for one in answer["items"]]
        path = answer["next"]
    assert len(found) == 5
    assert set(found) == wanted


def test_the_fields_of_the_list_choose_here_too(program: FlaskClient, make: Make) -> None:
    one = make.reported()
    finding, promise = read(program, "findings"), read(program, "commitments")
    assert finding["total"] == len(finding["items"]) > 0
    assert promise["total"] == len(promise["items"])
    assert finding["items"][0]["dialogue"] == one.slug
    assert read(program, "findings?district=kungsholmen")["total"] == 0
    assert read(program, "dialogues?from=2000-01-01&to=2000-12-31")["items"] == []
    assert read(program, "commitments?status=late")["total"] == 0


@pytest.mark.parametrize(
    "query",
    ["colour=red", "district=atlantis", "status=draft", "limit=101", "limit=many", "after=1", "after=1_2_3",
     "to=soon", "sort=size", "after=99999999999_1", "page=2"],
)  # fmt: skip
def test_a_wrong_question_is_answered_with_what_is_wrong(program: FlaskClient, query: str) -> None:
    answer = program.get(f"/api/v1/dialogues?{query}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert query.partition("=")[0] in (answer.json or {})["detail"]


def test_other_errors_are_problems_too(program: FlaskClient) -> None:
    for answer in (program.get("/api/v1/dialogues/no-such"), program.get("/api/v1/colours"), program.get("/api/v2")):
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    answer = program.post("/api/v1/dialogues")
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")


def test_pages_elsewhere_may_read_it_and_what_has_not_changed_is_not_sent_again(
    program: FlaskClient, make: Make
) -> None:
    make.published()
    answer = program.get("/api/v1/dialogues")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert 'rel="license"' in answer.headers["Link"]
    assert (answer.json or {})["licence"].startswith("https://creativecommons.org/publicdomain/zero/")
    again = program.get("/api/v1/dialogues", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")
    assert program.options("/api/v1/dialogues").headers["Access-Control-Allow-Headers"] == "If-None-Match"
    make.published(overlap_reason=REASON)
    changed = program.get("/api/v1/dialogues", headers={"If-None-Match": answer.headers["ETag"]})
    assert changed.status_code == 200


def test_one_who_asks_without_end_is_told_to_wait(program: FlaskClient) -> None:
    answers = [program.get(f"/api/v1/dialogues?limit={n % 100 + 1}&sort={s}").status_code for s in
               ("relevance", "updated") for n in range(100)]  # fmt: skip
    assert answers[0] == 200
    assert answers[-1] == 429


def test_nothing_that_is_not_public_is_in_any_answer(
    app: Flask, program: FlaskClient, visitor: Visitor, make: Make
) -> None:
    mark = "Lindormsgatan"
    make.dialogue(title=f"En hemlig plan om {mark}")
    public = make.reported()
    visitor.fill_in("/sv/suggest", title=f"Om {mark}", body=f"Fråga oss på {mark}.", area="ragsved")
    assert db.session.query(Submission).count() == 1
    assert versions.current().content
    for path in (*LISTS, f"dialogues/{public.slug}", "dialogues?sort=updated", "openapi.json"):
        answer = program.get(f"/api/v1/{path}")
        assert answer.status_code == 200
        assert mark not in answer.text
    for path in ("dialogues.csv", "findings.csv", "commitments.csv"):
        answer = program.get(f"/sv/{path}")
        assert answer.status_code == 200
        assert mark not in answer.text


def test_programs_read_which_assignments_and_goals_a_dialogue_answers_to(program: FlaskClient, make: Make) -> None:
    links, aims = (PolicyDraft(code="4.3.2"),), {"perspectives": ("children", "health"), "global_goals": (11,)}
    told = read(program, f"dialogues/{make.published(policy_links=links, **aims).slug}")
    assert told["policy_codes"] == ["4.3.2"]
    assert (told["perspectives"], told["global_goals"]) == (["children", "health"], [11])
    assert told["checklist"]["room"] == "Genomtänkt."
    assert [(one["text"], one["indicator"]) for one in told["goals"]] == [("Hälften är nya i en dialog.", "")]


def test_what_was_measured_in_a_year_is_one_file_with_its_goals(program: FlaskClient, make: Make) -> None:
    clerk = make.staff()
    dialogue = make.reported(actor=clerk, global_goals=(5, 11))
    for day, value in ((date(2025, 12, 31), 40.5), (date(2026, 3, 1), 62)):
        measure = MeasureDraft(
            indicator="Känner sig trygga", unit="procent", value=value, on_day=day, source="Enkät", sdg=16
        )
        write_measure(dialogue.id, measure, actor=clerk)
    assert len(program.get("/sv/measures.csv").text.splitlines()) == 3
    (_headings, told) = program.get("/sv/measures.csv?year=2026").text.splitlines()
    for part in (
        "2026-03-01",
        "Känner sig trygga",
        ";62;procent;",
        "16. Fredliga",
        "5. Jämställdhet; 11. Hållbara städer",
    ):
        assert part in told
    assert ";40,5;procent;" in program.get("/sv/measures.csv?year=2025").text
    assert program.get("/sv/measures.csv?year=26").status_code == 404
    withdraw(dialogue.id, kind="measure", entry_id=1, actor=clerk)
    assert len(program.get("/sv/measures.csv?year=2025").text.splitlines()) == 1, "withdrawn"


def test_lists_are_saved_for_spreadsheets_that_calculate_nothing(program: FlaskClient, make: Make) -> None:
    one = make.reported(title="=1+1 är en parkfråga", finding="@Trappan vid torget känns mörk.")
    answer = program.get("/sv/dialogues.csv?status=reported")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dialogues.csv"'
    heading, row = answer.data.decode("utf-8-sig").splitlines()
    assert heading.split(";")[0] == "Titel"
    assert row.startswith("'=1+1 är en parkfråga;")
    assert row.endswith(f"/sv/dialogues/{one.slug}")
    assert "'@Trappan" in program.get("/sv/findings.csv").text
    assert ";Problem;Sagt av flera;" in program.get("/sv/findings.csv").text
    assert len(program.get("/ar/commitments.csv").text.splitlines()) == 2
    assert len(program.get("/sv/dialogues.csv?status=open").text.splitlines()) == 1


def test_words_find_what_they_find_on_the_page_part_after_part(
    app: Flask, program: FlaskClient, described: dict[str, Any], make: Make
) -> None:
    asked = {"overlap_reason": REASON}
    parks = {make.published(title=f"Parken och bänkarna {number}", **asked).slug for number in range(3)}
    make.published(title="Biblioteket öppnar igen", **asked)
    make.draft(title="Parken som ingen får se")
    tell.tell_all(app.extensions["search"].telling())
    first = read(program, "dialogues?q=bänkar&limit=2")
    fits(first, described, "/dialogues")
    assert (first["total"], len(first["items"])) == (3, 2)
    second = read(program, first["next"].partition("/api/v1/")[2])
    assert {one["slug"] for one in first["items"] + second["items"]} == parks
    assert second["next"] is None
    assert read(program, "dialogues?q=library&language=en")["total"] == 1
    wrong = program.get("/api/v1/dialogues?q=park&language=klingon")
    fits(wrong.json, described, "/dialogues", "400")


def test_a_program_is_told_when_search_is_silent(
    app: Flask, program: FlaskClient, described: dict[str, Any], make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.published(title="Parken och bänkarna")

    def silent(_engines: object) -> Silent:
        return Silent()

    monkeypatch.setattr(type(app.extensions["search"]), "asking", silent)
    answer = program.get("/api/v1/dialogues?q=park")
    assert answer.status_code == 503
    fits(answer.json, described, "/dialogues", "503")
    assert read(program, "dialogues")["total"] == 1
