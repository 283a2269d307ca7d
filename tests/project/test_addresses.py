"""An address that was once given out goes on working, and nothing of the desk opens without signing in."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

PINNED = Path(__file__).with_name("addresses.txt")
OPEN = ("/<language>/", "/api/", "/feeds/", "/health/", "/static/")
OPEN_ALONE = ("/", "/metrics", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt")
MINORITIES = ("/fit/", "/rom/", "/se/", "/yi/")
WAYS_IN = ("/desk/sign-in",)


def addresses(app: Flask) -> dict[str, set[str]]:
    """Every address with the ways it may be used."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<any\([^)]*\):language>", "<language>", rule.rule)
        found.setdefault(address, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    return found


def pinned() -> dict[str, set[str]]:
    lines = PINNED.read_text("utf-8").splitlines()
    return {address: set(ways.split(",")) for ways, address in (line.split() for line in lines if line)}


def test_no_address_vanishes_and_no_new_one_is_forgotten(unconnected: Flask) -> None:
    now, then = addresses(unconnected), pinned()
    gone = {address for address, ways in then.items() if not ways <= now.get(address, set())}
    assert not gone, f"People have links to these; keep them or redirect: {sorted(gone)}"
    new = {address for address, ways in now.items() if not ways <= then.get(address, set())}
    assert not new, f"Add these to {PINNED.name}: {sorted(new)}"


def test_every_address_is_public_or_of_the_desk(unconnected: Flask) -> None:
    for address in addresses(unconnected):
        public = address.startswith(OPEN) or address in OPEN_ALONE + MINORITIES
        desk = address.startswith("/desk/")
        assert public != desk, address


def filled(address: str) -> str:
    """The address with something in the place of every part that varies."""

    def part(match: re.Match[str]) -> str:
        kind = match[1] or ""
        if kind.startswith("any("):
            return kind[4:-2].split(",")[0]
        return "1" if kind.startswith("int") else "nobody"

    return re.sub(r"<((?:any\([^)]*\)|\w+):)?\w+>", part, address)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


def desk_addresses(app: Flask, way: str) -> list[str]:
    found = [filled(address) for address, ways in addresses(app).items() if way in ways and "/desk" in address[:5]]
    assert len(found) > 5
    return found


def test_every_page_of_the_desk_sends_a_stranger_to_the_sign_in(app: Flask, stranger: FlaskClient) -> None:
    for address in desk_addresses(app, "GET"):
        answer = stranger.get(address)
        if address.startswith(WAYS_IN):
            assert answer.status_code in (200, 302, 404), address
        else:
            assert answer.status_code in (302, 404), address
            assert answer.status_code == 404 or "/desk/sign-in" in answer.location, address
        assert "no-store" in answer.headers["Cache-Control"], address


def test_a_stranger_can_send_nothing_to_the_desk(app: Flask, stranger: FlaskClient) -> None:
    for address in desk_addresses(app, "POST"):
        answer = stranger.post(address, data={}, headers={"Sec-Fetch-Site": "same-origin"})
        if not address.startswith(WAYS_IN):
            assert answer.status_code in (302, 400, 403, 404), address
        assert answer.status_code < 500, address


def test_every_public_page_opens_without_signing_in(app: Flask, stranger: FlaskClient) -> None:
    for address, ways in addresses(app).items():
        if "GET" not in ways or address.startswith(("/desk", "/static")):
            continue
        answer = stranger.get(filled(address.replace("<language>", "sv")))
        expected = (404,) if "<" in address.replace("<language>", "") else (302,) if address == "/" else (200,)
        assert answer.status_code in expected, address
        assert "Set-Cookie" not in answer.headers, address


@pytest.mark.parametrize("address", ["/xx/", "/sv/nothing-here", "/desk/nothing-here", "/de/dialogues"])
def test_what_does_not_exist_is_said_so(stranger: FlaskClient, address: str) -> None:
    assert stranger.get(address).status_code in ((302, 404) if address.startswith("/desk") else (404,))
