"""Addresses made to break something get an ordinary answer."""

import time

import pytest
from flask import Flask

from tests.make import Make
from tests.visitor import Visitor


@pytest.mark.parametrize(
    "query", ["language=en", "_method=x", "_anchor=x", "_scheme=x", "_external=1", "endpoint=x", "self=x"]
)
@pytest.mark.parametrize("path", ["/sv/", "/sv/dialogues", "/sv/calendar", "/sv/suggest"])
def test_query_fields_are_only_text(visitor: Visitor, path: str, query: str) -> None:
    page = visitor.get(f"{path}?{query}&p=1", headers={"Host": "evil.example"})
    assert not any("evil.example" in link for link in page.links())


@pytest.mark.parametrize("path", ["/sv/dialogues/%00", "/feeds/dialogues/%00.ics", "/sv/submissions/%00"])
def test_nul_in_an_address_is_not_found(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 404


def test_nul_in_a_field_is_left_out(visitor: Visitor) -> None:
    visitor.get("/sv/suggest?about=%00")


def test_text_made_slow_to_compose_is_answered_quickly(visitor: Visitor) -> None:
    began = time.monotonic()
    visitor.post("/sv/suggest", {"body": "a" + "\u0323\u0301" * 60_000}, status=422)
    assert time.monotonic() - began < 5


SHOWN = (
    *("/", "/sv/", "/sv/dialogues", "/ar/calendar", "/feeds/dialogues.atom", "/api/v1/dialogues", "/sitemap.xml"),
    *("/desk/", "/sv/districts", "/sv/nowhere"),
)


@pytest.mark.parametrize("address", SHOWN)
def test_a_forged_name_of_the_site_is_never_repeated(app: Flask, make: Make, address: str) -> None:
    make.reported()
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = app.test_client().get(address, headers=forged)
    assert answer.status_code < 500
    assert "evil.example" not in answer.get_data(as_text=True) + str(answer.headers)
