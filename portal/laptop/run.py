"""The whole portal with one command: everything it needs is started, watched, and stopped again."""

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psutil

from portal.laptop import meili, postgres, processes, secret
from portal.laptop.answering import HOST, answers, check_port
from portal.laptop.errors import CannotStart, InUse
from portal.laptop.locks import hold
from portal.laptop.supervise import Asked, Part, how_it_ended, say, stop, stoppable, terminal, watch

_PORTAL = (sys.executable, "-P", "-m", "portal.cli")  # -P: not a `portal` of the folder we stand in
_MARK = "PORTAL_PART_OF"  # in the environment of what we start, so that the next start knows it again
_PATIENCE = 60.0  # seconds for the web server to answer


def run(
    *,
    port: int,
    migrate: Callable[[], None],
    load_demo: Callable[[], str] | None = None,
    web: Sequence[str] | None = None,
    worker: Sequence[str] | None = None,
) -> int:
    """Run until Ctrl-C, a signal, a closed terminal or the end of a part; returns the exit status.

    `migrate` and `load_demo` are called once the settings of the started parts are in `os.environ`;
    what `load_demo` returns is shown with the address. `web` and `worker` are commands for tests.
    """
    folder = Path(os.environ.get("PORTAL_DATA_DIR") or "instance").resolve()
    parts: list[Part] = []
    status = 0
    try:
        ours = terminal()
        with stoppable():
            _prepare(folder, port)
            _start_stores(folder, parts)
            migrate()
            words = load_demo() if load_demo else ""
            _start_servers(parts, port=port, web=web, worker=worker)
            died = _wait_until_ready(folder, parts, port=port, words=words, terminal=ours)
            while died is None:
                died = watch(parts, terminal=ours)
            say(f"{how_it_ended(died)} Stopping the rest.")
            status = 1
    except Asked:
        say("Stopping.")
    except CannotStart as why:
        say(str(why))
        status = 1
    finally:
        stop(parts)
    if parts:
        say("Stopped; the data are kept in " + str(folder) + ".")
    return status


def _prepare(folder: Path, port: int) -> None:
    """Take the data folder, end what an earlier run left, see that the port is free, set the settings."""
    try:
        hold(folder / "lock")  # until this process ends
    except InUse as why:
        raise InUse(f"{why} The portal runs there already; PORTAL_DATA_DIR starts another.") from None
    except OSError as fault:
        raise CannotStart(
            f"The data cannot be kept in {folder} ({fault.strerror}). Choose a folder with PORTAL_DATA_DIR."
        ) from None
    processes.end(processes.running(partial(_is_part_of, folder)), signal.SIGTERM)
    check_port(port)
    os.environ.update({"PORTAL_DATA_DIR": str(folder), _MARK: str(folder)})
    if not os.environ.get("PORTAL_BASE_URL"):
        os.environ["PORTAL_BASE_URL"] = f"http://{HOST}:{port}"
    if not os.environ.get("PORTAL_SECRET_KEY"):
        os.environ["PORTAL_SECRET_KEY"] = secret.kept(folder / "secret-key")


def _is_part_of(folder: Path, process: psutil.Process) -> bool:
    return process.environ().get(_MARK) == str(folder)


def _start_stores(folder: Path, parts: list[Part]) -> None:
    if not os.environ.get("PORTAL_DATABASE_URL"):
        database = postgres.start(folder / "postgres", say=say)
        parts.append(Part("The database (PostgreSQL)", database.process, database.stop))
        os.environ["PORTAL_DATABASE_URL"] = database.url
    if not os.environ.get("PORTAL_MEILI_URL"):
        try:
            engine = meili.start(folder / "meilisearch", say=say)
        except CannotStart as why:
            say(f"{why}\nUntil then, the portal searches in PostgreSQL.")
            return
        if engine:
            parts.append(Part("The search engine (Meilisearch)", engine.process, engine.stop))
            os.environ.update(PORTAL_MEILI_URL=engine.url, PORTAL_MEILI_KEY=engine.key)


def _start_servers(parts: list[Part], *, port: int, web: Sequence[str] | None, worker: Sequence[str] | None) -> None:
    commands = {
        "The worker": worker or (*_PORTAL, "worker"),
        "The web server": web or (*_PORTAL, "web", "--port", str(port), "--workers", "2"),
    }
    for name, command in commands.items():
        process = processes.launch(command)
        parts.append(Part(name, process, partial(processes.stop, process, (signal.SIGTERM, 10.0))))


def _wait_until_ready(folder: Path, parts: list[Part], *, port: int, words: str, terminal: int | None) -> Part | None:
    """Say where the portal is, and again when it answers; returns a part that ended before that."""
    address = f"http://{HOST}:{port}"
    say(f"The portal is starting on {address}/ with its data in {folder}.")
    deadline = time.monotonic() + _PATIENCE

    def ready_or_late() -> bool:
        return answers(f"{address}/health/live") or time.monotonic() > deadline

    if died := watch(parts, terminal=terminal, until=ready_or_late):
        return died
    if time.monotonic() > deadline:
        raise CannotStart(f"The web server has not answered for {_PATIENCE:.0f} seconds.")
    if words:
        say(words)
    say(f"Ready: {address}/ (Ctrl-C stops everything).")
    return None
