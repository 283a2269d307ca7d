"""Public pages are kept ready, told apart, and gone the moment they are withdrawn; private ones are never kept."""

import gzip
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from portal.actions import dialogues
from portal.app import create_app
from portal.domain.rights import Actor
from portal.settings import Settings
from portal.web import cache
from portal.web.cache import PageCache
from portal.web.dates import today
from portal.web.freshness import VersionReader
from tests.conftest import SECRET
from tests.make import Make
from tests.visitor import Visitor, counted

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/none"


class Origin:
    """An application that counts how often it is asked, and the cache in front of it."""

    def __init__(self, *, control: str = "public, no-cache", status: str = "200 OK", size: int = 2000) -> None:
        self.asked: list[str] = []
        self.now: str | None = "1"
        self.control, self.status, self.size = control, status, size
        self.more: list[tuple[str, str]] = []
        self.client = Client(PageCache(self._answer, tag=lambda: self.now))

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ["REQUEST_METHOD"])
        body = f"page {len(self.asked)} ".encode() + b"x" * self.size
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", self.control),
            *self.more,
        ]
        start_response(self.status, headers)
        return [body]

    def get(self, address: str = "/sv/", **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(address, headers=named)


def test_the_second_reader_is_answered_from_memory_with_the_same_page() -> None:
    origin = Origin()
    one, other = origin.get(), origin.get()
    assert one.data == other.data
    assert one.headers["ETag"] == other.headers["ETag"]
    assert origin.asked == ["GET"]


def test_a_browser_that_has_the_page_is_told_so_in_few_bytes() -> None:
    origin = Origin()
    tag = origin.get().headers["ETag"]
    again = origin.get(If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert "Content-Length" not in again.headers
    assert "Cache-Control" in again.headers
    assert origin.get(If_None_Match='"older"').status_code == 200


def test_after_a_public_change_the_page_is_made_anew() -> None:
    origin = Origin()
    tag = origin.get().headers["ETag"]
    origin.now = "2"
    fresh = origin.get(If_None_Match=tag)
    assert fresh.status_code == 200
    assert b"page 2" in fresh.data
    assert fresh.headers["ETag"] != tag


def test_packed_and_plain_pages_are_kept_apart() -> None:
    origin = Origin()
    packed, plain = origin.get(Accept_Encoding="br, gzip"), origin.get()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == b"page 1 " + b"x" * 2000
    assert len(packed.data) == int(packed.headers["Content-Length"]) < 200
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert origin.get(If_None_Match=packed.headers["ETag"]).status_code == 200


def test_a_short_page_is_not_packed() -> None:
    assert "Content-Encoding" not in Origin(size=10).get(Accept_Encoding="gzip").headers


@pytest.mark.parametrize("address", ["/sv/", "/en/", "/sv/?page=2", "/sv/?page=3"])
def test_every_address_has_its_own_page(address: str) -> None:
    origin = Origin()
    origin.get("/sv/about")
    assert b"page 2" in origin.get(address).data


def test_a_part_of_a_page_is_not_taken_for_the_page() -> None:
    origin = Origin()
    origin.get()
    assert b"page 2" in origin.get(X_Partial="results").data
    assert b"page 1" in origin.get().data


@pytest.mark.parametrize(
    "private",
    [
        {"control": "no-store"},
        {"control": "private"},
        {"status": "404 NOT FOUND"},
        {"status": "500 OH NO"},
        {"status": "302 FOUND"},
    ],
)
def test_what_is_private_or_wrong_is_never_kept(private: dict[str, str]) -> None:
    origin = Origin(**private)  # type: ignore[arg-type]
    first, second = origin.get(), origin.get()
    assert (first.data[:6], second.data[:6]) == (b"page 1", b"page 2")
    assert "ETag" not in first.headers


def test_a_page_that_sets_a_cookie_is_never_kept() -> None:
    origin = Origin()
    origin.more = [("Set-Cookie", "portal_desk=secret")]
    origin.get()
    assert b"page 2" in origin.get().data


@pytest.mark.parametrize("address", ["/desk", "/desk/dialogues", "/health/ready", "/metrics"])
def test_the_desk_and_the_operators_pages_go_past_the_cache(address: str) -> None:
    origin = Origin()
    origin.get(address)
    assert b"page 2" in origin.get(address).data


def test_a_form_that_is_sent_goes_past_the_cache() -> None:
    origin = Origin()
    origin.get()
    assert b"page 2" in origin.client.post("/sv/").data
    assert origin.asked == ["GET", "POST"]


def test_head_gives_the_headers_of_the_page_and_no_body() -> None:
    origin = Origin()
    page, head = origin.get(), origin.client.head("/sv/")
    assert head.data == b""
    assert dict(head.headers) == dict(page.headers)
    assert origin.asked == ["GET"]
    other = Origin()
    assert other.client.head("/sv/").data == b""
    assert other.get().data.startswith(b"page 1")


def test_when_the_version_is_unknown_every_page_is_made_and_none_is_kept() -> None:
    origin = Origin()
    origin.get()
    origin.now = None
    assert b"page 2" in origin.get().data
    assert b"page 3" in origin.get().data
    assert "ETag" not in origin.get().headers


def test_memory_has_a_limit_and_the_page_longest_unread_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LARGEST", 5000 + 2 * cache.OVERHEAD)
    origin = Origin()
    for address in ("/sv/a", "/sv/b", "/sv/a", "/sv/c"):
        origin.get(address)
    assert len(origin.asked) == 3
    origin.get("/sv/a")
    assert len(origin.asked) == 3
    origin.get("/sv/b")
    assert len(origin.asked) == 4


def test_a_database_that_is_down_gives_no_tag() -> None:
    reader = VersionReader(NOWHERE, build="b", today=today)
    assert reader.tag() is None


def test_pages_that_need_no_database_answer_while_it_is_down(tmp_path_factory: pytest.TempPathFactory) -> None:
    app = create_app(Settings(database_url=NOWHERE, secret_key=SECRET, data_dir=tmp_path_factory.mktemp("data")))
    answer = app.test_client().get("/health/live")
    assert answer.status_code == 200
    page = app.test_client().get("/sv/dialogues")
    assert page.status_code == 503
    assert "public" not in page.headers["Cache-Control"]


def test_a_kept_page_asks_the_database_nothing_but_its_version(make: Make, admin: Actor, app: Flask) -> None:
    plan = make.published(actor=admin)
    reader = Visitor(app)
    reader.get(f"/sv/dialogues/{plan.slug}")
    with counted() as asked:
        answer = app.test_client().get(f"/sv/dialogues/{plan.slug}")
    assert answer.status_code == 200
    assert asked == []


def test_a_withdrawn_page_is_gone_at_once_also_for_those_who_have_it(make: Make, admin: Actor, app: Flask) -> None:
    plan = make.published(actor=admin)
    address = f"/sv/dialogues/{plan.slug}"
    tag = app.test_client().get(address).headers["ETag"]
    assert app.test_client().get(address, headers={"If-None-Match": tag}).status_code == 304
    dialogues.unpublish(plan.id, reason="En person nämndes vid namn i texten.", actor=admin)
    gone = app.test_client().get(address, headers={"If-None-Match": tag})
    assert gone.status_code == 404
    assert "ETag" not in gone.headers
    assert plan.slug not in app.test_client().get("/sv/dialogues").text


def test_a_page_asked_for_under_a_false_name_does_not_carry_it_to_others(
    make: Make, admin: Actor, app: Flask
) -> None:
    plan = make.published(actor=admin)
    for address in (
        "/sv/",
        "/sv/dialogues",
        f"/sv/dialogues/{plan.slug}",
        "/feeds/dialogues.atom",
        "/feeds/dialogues.ics",
    ):
        app.test_client().get(address, headers={"Host": "false.example", "X-Forwarded-Host": "false.example"})
        assert "false.example" not in app.test_client().get(address).text, address


def test_a_signed_in_clerk_leaves_no_trace_on_public_pages(make: Make, app: Flask) -> None:
    clerk = make.staff(name="Zelda Kvist")
    browser = make.signed_in(app, clerk)
    browser.get("/sv/")
    assert "Zelda" not in app.test_client().get("/sv/").text
    desk = browser.get("/desk/").answer
    assert "no-store" in desk.headers["Cache-Control"]
    assert "ETag" not in desk.headers
