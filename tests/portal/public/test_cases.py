"""Residents, journalists and clerks follow an assignment or a case through the dialogues that belong to it."""

import time
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from portal.actions import dialogues, promises
from portal.actions.draft import DecisionDraft, PolicyDraft
from portal.dialogues.models import Dialogue
from portal.domain.words import Role
from portal.indexing import find as finding
from portal.indexing import tell
from portal.publications import queries
from portal.publications.selection import Selection
from portal.web.dates import today
from tests.make import Make, days
from tests.visitor import Visitor

REASON = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."


def decided(number: str) -> tuple[DecisionDraft, ...]:
    return (DecisionDraft(body="Trafiknämnden", month=days(300).replace(day=1), case_number=number),)


def assigned(*codes: str) -> tuple[PolicyDraft, ...]:
    return tuple(PolicyDraft(code=code) for code in codes)


@pytest.fixture
def square(make: Make) -> Dialogue:
    """A dialogue of two assignments, whose decision has a case number."""
    return make.published(
        title="Torget i Rågsved", policy_links=assigned("A2.3.1", "6.2.1"), decisions=decided("KS 2026/123")
    )


@pytest.fixture
def park(make: Make) -> Dialogue:
    """A dialogue of an assignment whose code begins in the same way."""
    return make.published(
        title="Parken i Rågsved",
        policy_links=assigned("A2.3.10"),
        decisions=decided("KS 2026/1234"),
        overlap_reason=REASON,
    )


def titles(case: str, **more: str) -> str:
    return "/sv/dialogues?" + urlencode({"case": case, **more})


@pytest.mark.parametrize("case", ["A2.3.1", "6.2.1", "KS 2026/123", " ks  2026/123 "])
def test_the_list_keeps_the_dialogues_of_a_code_or_case_number(
    visitor: Visitor, square: Dialogue, park: Dialogue, case: str
) -> None:
    page = visitor.get(titles(case))
    assert "1 dialog " in page
    assert "Torget i Rågsved" in page
    assert "Parken i Rågsved" not in page
    assert "Uppdrag eller diarienummer:" in page
    assert 'content="noindex' in page.text
    assert "/sv/dialogues" in page.links()  # the choice is taken away by a link


def test_a_code_or_case_number_on_a_page_leads_to_all_that_have_it(
    make: Make, visitor: Visitor, square: Dialogue, park: Dialogue
) -> None:
    page = visitor.get(f"/en/dialogues/{square.slug}")
    for case in ("A2.3.1", "6.2.1", "KS 2026/123"):
        address = f"/en/dialogues?case={quote(case, safe='/').replace('%20', '+')}"
        assert address in page.links()
        assert "1 dialogue " in visitor.get(address)


def test_the_case_of_a_promise_leads_to_its_dialogue(make: Make, visitor: Visitor) -> None:
    actor = make.staff()
    one = make.reported(actor=actor)
    promises.promise(
        one.id,
        text="Trappan sopas varje vecka.",
        organisation="enskede-arsta-vantor",
        due=days(90),
        case_number="T2026-00042",
        comment="Beställt av trafikkontoret i höst.",
        today=today(),
        actor=actor,
    )
    address = "/sv/dialogues?case=T2026-00042"
    assert address in visitor.get("/sv/commitments").links()
    assert "1 dialog " in visitor.get(address)


def test_other_choices_and_words_keep_the_case(
    app: Flask, visitor: Visitor, square: Dialogue, park: Dialogue
) -> None:
    tell.tell_all(app.extensions["search"].telling())
    both = visitor.get("/sv/dialogues?q=Rågsved")
    assert "2 dialoger" in both
    one = visitor.get(titles("A2.3.1", q="Rågsved", status="planned"))
    assert "1 dialog " in one
    assert one.form_values()["case"] == ["A2.3.1"]
    nothing = visitor.get(titles("A2.3.1", q="Rågsved", status="open"))
    assert "Inga dialoger hittades" in nothing
    assert "Det finns något om du tar bort en sak: Ta bort filtret Öppen nu 1" in nothing.said


def test_both_engines_find_a_case_within_words_and_count_as_the_list_does(
    app: Flask, square: Dialogue, park: Dialogue
) -> None:
    engines = app.extensions["search"].telling()
    tell.tell_all(engines)
    assert tell.differences(engines) == []
    wanted = Selection(case="a2.3.1")
    for engine in engines.engines:
        found = finding.find(Selection(q="torget", case="A2.3.1"), "sv", engine=engine, today=today()).listing
        assert [card.slug for card in found.items] == [square.slug]
        assert found.total == 1
        plain = queries.listing(wanted).counts
        assert {name: {v: n for v, n in of.items() if n} for name, of in found.counts.items()} == plain
        assert finding.count(Selection(q="torget", case="9.9"), "sv", engine=engine, today=today()) == 0


@pytest.mark.parametrize("typed", ["A2.3.1", " a2.3.1", "ks 2026/123", "Dnr KS 2026/123", "uppdrag: A2.3.1"])
def test_whoever_types_a_code_into_the_search_box_comes_to_its_dialogues(
    app: Flask, visitor: Visitor, square: Dialogue, park: Dialogue, typed: str
) -> None:
    answer = app.test_client().get("/sv/dialogues", query_string={"q": typed, "status": "planned"})
    assert answer.status_code == 302
    page = visitor.get(answer.location)
    assert "1 dialog " in page
    [case], [words] = page.form_values()["case"], page.form_values()["q"]
    assert case in typed
    assert words == ""
    assert "status=planned" in answer.location
    assert app.test_client().get("/sv/dialogues?q=A2.3").status_code == 200, "a part of a code is words"


def test_files_feeds_and_programs_read_the_dialogues_of_a_case(app: Flask, square: Dialogue, park: Dialogue) -> None:
    reader = app.test_client()
    for path in ("/sv/dialogues.csv", "/feeds/dialogues.atom", "/feeds/dialogues.ics"):
        answer = reader.get(f"{path}?case=a2.3.1")
        assert answer.status_code == 200, path
        assert "Parken i Rågsved" not in answer.text
    assert "Torget i Rågsved" in reader.get("/feeds/dialogues.atom?case=a2.3.1").text
    found = reader.get("/api/v1/dialogues?case=KS+2026/123").json or {}
    assert (found["total"], [one["slug"] for one in found["items"]]) == (1, [square.slug])
    assert (reader.get("/api/v1/dialogues?case=KS").json or {})["items"] == []
    assert reader.get("/api/v1/findings?case=A2.3.1").status_code == 400
    assert reader.get("/api/v1/dialogues?case=a&case=b").status_code == 400
    fields = (reader.get("/api/v1/openapi.json").json or {})["paths"]["/dialogues"]["get"]["parameters"]
    assert "case" in {one["name"] for one in fields}


def test_what_is_not_public_is_found_by_no_code_or_case_number(app: Flask, make: Make, visitor: Visitor) -> None:
    hidden = {"policy_links": assigned("B7.7.7"), "decisions": decided("KS 2026/777"), "overlap_reason": REASON}
    make.dialogue(title="Utkastet", **hidden)
    make.coordinated(title="Samordnas", **hidden)
    gone = make.published(title="Avpublicerad", **hidden)
    dialogues.unpublish(gone.id, reason="Planen hade fel plats.", actor=make.staff(Role.ADMIN, organisation=None))
    tell.tell_all(app.extensions["search"].telling())
    for case in ("B7.7.7", "KS 2026/777"):
        for page in ("sv/dialogues?case=", "sv/dialogues?q=", "sv/dialogues?q=plats&case="):
            said = visitor.get(f"/{page}{quote(case)}")
            assert not any(title in said for title in ("Utkastet", "Samordnas", "Avpublicerad"))
        assert (app.test_client().get(f"/api/v1/dialogues?case={quote(case)}").json or {})["total"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "case=" + "A2.3.1" * 2_000,
        "case=%00%01%e2%80%8f%e2%80%ae%ff%ed%a0%80",
        "&".join(f"case=A{n}" for n in range(200)),
        "case=%27%29%20OR%20true--&q=torget",
        "case={}&sort=updated&page=99999",
        "case=" + "%cc%81" * 500 + "&q=torget",
    ],
)
def test_whatever_is_given_as_a_case_gets_a_sane_answer(app: Flask, square: Dialogue, query: str) -> None:
    reader, began = app.test_client(), time.monotonic()
    for path in ("/sv/dialogues", "/sv/dialogues.csv", "/feeds/dialogues.atom"):
        assert reader.get(f"{path}?{query}").status_code in (200, 503)
    assert reader.get(f"/api/v1/dialogues?{query}").status_code in (200, 400)
    assert time.monotonic() - began < 2
