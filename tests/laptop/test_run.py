"""One command starts the whole portal and stops all of it, however it ends."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from portal.laptop import meili
from portal.laptop.answering import answers, free_port
from portal.laptop.processes import gone

WEB = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health/live" else 404)
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
WORKER = "import time; time.sleep(600)"
# A portal whose pages and jobs are the two programs above; the rest is real.
RUN = f"""
import fcntl, json, os, sys, termios
from portal.laptop.run import run
def load_demo():
    names = ("PORTAL_DATABASE_URL", "PORTAL_MEILI_URL", "PORTAL_SECRET_KEY", "PORTAL_BASE_URL")
    return "settings " + json.dumps({{name: os.environ.get(name, "") for name in names}})
port = sys.argv[1]
if "leads" in sys.argv:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # the terminal is this session's, as a shell would have it
sys.exit(run(
    port=int(port), migrate=lambda: print("migrated", flush=True), load_demo=load_demo,
    web=[sys.executable, "-c", {WEB!r}, port], worker=[sys.executable, "-c", {WORKER!r}],
))
"""


class Portal:
    """A portal that somebody has started in a terminal."""

    def __init__(
        self, folder: Path, *, port: int | None = None, terminal: int | None = None, leads: bool = False
    ) -> None:
        self.folder, self.port = folder, port or free_port()
        self.output = folder.parent / f"{folder.name}.output"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUN, str(self.port), *(["leads"] if leads else [])],
                env={**os.environ, "PORTAL_DATA_DIR": str(folder)},
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=terminal,
                start_new_session=True,
            )
        self.parts: list[psutil.Process] = []

    def words(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> "Portal":
        wait_until(lambda: "Ready: " in self.words() or self.process.poll() is not None, seconds=60)
        assert self.process.poll() is None, self.words()
        self.parts = psutil.Process(self.process.pid).children(recursive=True)
        return self

    def part(self, words: str) -> psutil.Process:
        return next(part for part in self.parts if words in " ".join(part.cmdline()))

    def everything_stopped(self) -> bool:
        wait_until(lambda: all(map(gone, self.parts)), seconds=20)
        return not answers(f"http://127.0.0.1:{self.port}/health/live")


def wait_until(true: Callable[[], bool], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Portal]]:
    """Start portals, and leave none behind when a test fails."""
    for name in [each for each in os.environ if each.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
    started: list[Portal] = []

    def start(folder: str = "instance", **how: int) -> Portal:
        started.append(Portal(tmp_path / folder, **how))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.terminate()
            each.process.wait(30)


def test_it_says_where_it_is_and_when_it_is_ready(portal: Callable[..., Portal]) -> None:
    running = portal().wait_until_ready()
    words = running.words()
    address = f"http://127.0.0.1:{running.port}/"
    assert words.index("migrated") < words.index(address) < words.index("settings") < words.index("Ready: ")
    assert answers(f"{address}health/live")
    settings = json.loads(words.split("settings ")[1].splitlines()[0])
    assert settings["PORTAL_DATABASE_URL"].startswith("postgresql+psycopg://")
    assert settings["PORTAL_BASE_URL"] + "/" == address
    assert settings["PORTAL_SECRET_KEY"] == (running.folder / "secret-key").read_text()
    assert stat.S_IMODE((running.folder / "secret-key").stat().st_mode) == 0o600
    assert bool(settings["PORTAL_MEILI_URL"]) is (meili.program() is not None)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_everything_when_asked_to(portal: Callable[..., Portal], asked: signal.Signals) -> None:
    running = portal().wait_until_ready()
    running.process.send_signal(asked)
    running.process.send_signal(asked)  # impatience changes nothing
    assert running.process.wait(20) == 0
    assert running.everything_stopped()
    assert "Stopped; " in running.words()


@pytest.mark.parametrize("told", [True, False], ids=["and the system tells us", "and only make is told"])
def test_it_stops_everything_when_its_terminal_is_closed(portal: Callable[..., Portal], told: bool) -> None:
    keeper, terminal = os.openpty()
    running = portal(terminal=terminal, leads=told).wait_until_ready()
    os.close(terminal)
    os.close(keeper)
    assert running.process.wait(20) == 0
    assert running.everything_stopped()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("http.server", "The web server"),
        (WORKER, "The worker"),
        ("postgres -D", "The database (PostgreSQL)"),
        ("--db-path", "The search engine (Meilisearch)"),
    ],
)
def test_it_stops_everything_and_says_which_part_has_died(
    portal: Callable[..., Portal], words: str, name: str
) -> None:
    if "Meilisearch" in name and meili.program() is None:
        pytest.skip(meili.MISSING)
    running = portal().wait_until_ready()
    running.part(words).kill()
    assert running.process.wait(20) == 1
    assert running.everything_stopped()
    assert f"{name} was ended by the signal SIGKILL. Stopping the rest." in running.words()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_nothing_outlives_it_when_it_is_killed_and_the_next_start_is_quick(portal: Callable[..., Portal]) -> None:
    running = portal().wait_until_ready()
    running.process.kill()
    running.process.wait()
    assert running.everything_stopped()
    began = time.monotonic()
    again = portal(port=running.port).wait_until_ready()
    assert time.monotonic() - began < 10
    assert answers(f"http://127.0.0.1:{again.port}/health/live")


def test_what_an_earlier_run_left_behind_is_ended(portal: Callable[..., Portal], tmp_path: Path) -> None:
    port = free_port()
    forgotten = subprocess.Popen(
        [sys.executable, "-c", WEB, str(port)], env={**os.environ, "PORTAL_PART_OF": str(tmp_path / "instance")}
    )
    portal(port=port).wait_until_ready()
    assert forgotten.wait(5) == -signal.SIGTERM


@pytest.mark.skipif(meili.program() is None, reason=meili.MISSING)
def test_it_goes_on_without_a_search_engine_that_cannot_start(portal: Callable[..., Portal], tmp_path: Path) -> None:
    index = tmp_path / "instance" / "meilisearch" / "data"
    index.parent.mkdir(parents=True)
    index.write_text("a file stands where the folder of the index should be")
    running = portal().wait_until_ready()
    assert "Meilisearch did not start" in running.words()
    assert "the portal searches in PostgreSQL" in running.words()


def test_an_index_of_another_version_is_set_aside_and_built_anew(
    portal: Callable[..., Portal], tmp_path: Path
) -> None:
    index = tmp_path / "instance" / "meilisearch" / "data"
    index.mkdir(parents=True)
    (index / "VERSION").write_text("99.0.0")
    running = portal().wait_until_ready()
    assert "is built anew" in running.words()
    assert "Meilisearch did not start" not in running.words()
    assert (index / "VERSION").read_text() != "99.0.0"


def test_a_taken_port_is_said_plainly(portal: Callable[..., Portal]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = portal(port=port)
        assert refused.process.wait(20) == 1
    assert f"Port {port} is taken by process {os.getpid()}" in refused.words()
    assert "make run PORT=" in refused.words()
    assert "Traceback" not in refused.words()


def test_a_second_run_in_the_same_folder_is_told_so_and_the_first_goes_on(portal: Callable[..., Portal]) -> None:
    first = portal().wait_until_ready()
    second = portal()
    assert second.process.wait(20) == 1
    assert f"in use by process {first.process.pid}" in second.words()
    assert answers(f"http://127.0.0.1:{first.port}/health/live")


def test_two_portals_run_side_by_side_in_folders_of_their_own(portal: Callable[..., Portal]) -> None:
    one, two = portal("one"), portal("two")
    one.wait_until_ready()
    two.wait_until_ready()
    one.process.terminate()
    assert one.process.wait(20) == 0
    assert answers(f"http://127.0.0.1:{two.port}/health/live")


def test_a_folder_that_cannot_be_written_is_said_plainly(portal: Callable[..., Portal], tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file where the folder should be")
    refused = portal()
    assert refused.process.wait(20) == 1
    assert "Choose a folder with PORTAL_DATA_DIR" in refused.words()
    assert "Traceback" not in refused.words()
