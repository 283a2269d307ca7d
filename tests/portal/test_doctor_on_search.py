"""The doctor names what ails the search, and says what to do; pages are searched by the other engine meanwhile."""

import resource
import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.db import db
from portal.indexing import tell
from portal.indexing.causes import causes
from portal.indexing.engines import Engines
from portal.laptop import meili
from portal.laptop.answering import free_port
from portal.settings import Settings
from search import Fallback, Query
from tests.make import Make

pytestmark = pytest.mark.skipif(meili.program() is None, reason=meili.MISSING)

Opened = tuple[Settings, Fallback]


@pytest.fixture
def opened(app: Flask) -> Callable[[str, str], Opened]:
    """The engines of this application with some Meilisearch."""

    def open_with(url: str, key: str) -> Opened:
        settings = replace(app.config["PORTAL"], meili_url=url, meili_key=key)
        return settings, Engines(settings).telling()

    return open_with


def faults(opened: Opened) -> str:
    return " ".join(told for fine, told in causes(*opened) if not fine)


def answered_by(opened: Opened, words: str) -> tuple[str, int]:
    found = opened[1].search(Query(words, filters={"kind": ("dialogue",)}))
    return found.engine, found.total


def test_a_server_that_is_gone_or_refuses_the_key_is_told_apart(
    make: Make, opened: Callable[[str, str], Opened], tmp_path: Path
) -> None:
    make.published(title="Lekparken vid torget")
    gone = opened(f"http://127.0.0.1:{free_port()}", "k" * 32)
    tell.tell_all(gone[1])
    assert "does not answer" in faults(gone)
    assert "Start it" in faults(gone)
    assert answered_by(gone, "lekpark") == ("postgresql", 1)
    running = meili.start(tmp_path, say=lambda _line: None)
    assert running
    with running:
        wrong = opened(running.url, "w" * 32)
        tell.tell_all(wrong[1])
        assert "refuses the key in PORTAL_MEILI_KEY" in faults(wrong)
        assert answered_by(wrong, "lekpark") == ("postgresql", 1)
        right = opened(running.url, running.key)
        assert "no index yet" in faults(right)
        tell.tell_all(right[1])
        assert faults(right) == ""
        assert answered_by(right, "lekpark") == ("meilisearch", 1)


def test_a_folder_of_an_older_server_is_set_aside_and_the_index_filled_anew(
    make: Make, opened: Callable[[str, str], Opened], tmp_path: Path
) -> None:
    make.published(title="Lekparken vid torget")
    first = meili.start(tmp_path, say=lambda _line: None)
    assert first
    with first:
        tell.tell_all(opened(first.url, first.key)[1])
    (tmp_path / "data" / "VERSION").write_text("1.11.3")
    said: list[str] = []
    again = meili.start(tmp_path, say=said.append)
    assert again
    with again:
        assert "another version" in said[0]
        assert list(tmp_path.glob("data-of-another-version-*"))
        engines = opened(again.url, again.key)
        tell.tell_all(engines[1])
        assert answered_by(engines, "lekpark") == ("meilisearch", 1)
        assert tell.differences(engines[1]) == []


def test_an_index_killed_while_it_is_filled_is_whole_again(
    make: Make, opened: Callable[[str, str], Opened], tmp_path: Path
) -> None:
    make.published(title="Lekparken vid torget")
    for round_ in range(3):
        running = meili.start(tmp_path, say=lambda _line: None)
        assert running
        with running:
            settings, engines = opened(running.url, running.key)
            killer = subprocess.Popen(["sh", "-c", f"sleep {0.05 + 0.15 * round_}; kill -9 {running.process.pid}"])
            tell.tell_all(engines)  # ends with or without the server
            killer.wait()
            assert answered_by((settings, engines), "lekpark") == ("postgresql", 1)
    running = meili.start(tmp_path, say=lambda _line: None)
    assert running
    with running:
        engines = opened(running.url, running.key)
        tell.tell_all(engines[1])
        assert tell.differences(engines[1]) == []
        assert answered_by(engines, "lekpark") == ("meilisearch", 1)


def no_room(process: int) -> None:
    """The kernel refuses every byte that a process wants to write, as on a full disk; needs no rights."""
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def room(process: int) -> None:
    resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def test_a_full_disk_is_named_and_the_index_heals_when_there_is_room(
    make: Make, opened: Callable[[str, str], Opened], tmp_path: Path
) -> None:
    running = meili.start(tmp_path, say=lambda _line: None)
    assert running
    with running:
        engines = opened(running.url, running.key)
        make.published(title="Lekparken vid torget")
        tell.tell_all(engines[1])
        no_room(running.process.pid)
        make.published(title="Simhallen i Farsta", lead="farsta", areas=("farsta",), starts=300, ends=310)
        tell.tell_all(engines[1])
        told = faults(engines)
        assert "disk of Meilisearch is full" in told, told
        assert opened(running.url, running.key)[1].search(Query("simhall", at_least=1)).engine
        room(running.process.pid)
        tell.tell_all(engines[1])
        assert tell.differences(engines[1]) == []


def test_dialogues_that_wait_for_the_desk_are_told(app: Flask, make: Make) -> None:
    make.dialogue()
    db.session.execute(text("UPDATE desk_search_due SET since = now() - interval '1 hour'"))
    db.session.commit()
    engines = app.extensions["search"].telling()
    told = [told for fine, told in causes(app.config["PORTAL"], engines) if not fine]
    assert any("1 dialogues wait" in one for one in told)


def test_a_server_that_never_speaks_costs_a_second(make: Make, opened: Callable[[str, str], Opened]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        silent = opened(f"http://127.0.0.1:{listening.getsockname()[1]}", "k" * 32)
        assert "does not answer" in faults(silent)
