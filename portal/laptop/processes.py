"""Start a program as a child that cannot outlive us, stop it, and find what an earlier run left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from portal.laptop.accounts import Account

_LOG_LIMIT = 5_000_000  # bytes
_LAUNCHER = Path(__file__).with_name("child.py")


def launch(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    output: IO[bytes] | None = None,
    account: Account | None = None,
    on_parent_death: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that Ctrl-C reaches us alone and we stop it in order.

    Linux sends it `on_parent_death` when the thread that called this ends, however that happens.
    """
    owner = f"{account.uid}:{account.gid}" if account else "-"
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER)]
    return subprocess.Popen(
        [*launcher, str(os.getpid()), str(int(on_parent_death)), owner, *command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        cwd=folder,
        env=dict(environment) if environment is not None else None,
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], *signals: tuple[signal.Signals, float]) -> None:
    """Send each signal and wait up to its seconds, until the process is gone; at last SIGKILL."""
    for asked, seconds in signals:
        if process.poll() is not None:
            return
        process.send_signal(asked)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)  # it leads a session of its own: what it started goes with it
        process.wait()


def running(belongs: Callable[[psutil.Process], bool]) -> Iterator[psutil.Process]:
    """Find the processes of which `belongs` says yes, not counting ourselves and our parents.

    Those that we may not look into are not ours.
    """
    us = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        with suppress(psutil.Error, IndexError):
            if process.pid not in us and belongs(process):
                yield process


def end(leftovers: Iterable[psutil.Process], first: signal.Signals, *, patience: float = 10.0) -> None:
    """Ask processes that are not our children to end; kill those that have not in `patience` seconds."""
    asked = list(leftovers)
    for each in (first, signal.SIGKILL):
        for process in asked:
            with suppress(psutil.Error):
                process.send_signal(each)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and not all(map(gone, asked)):
            time.sleep(0.02)
        asked = [process for process in asked if not gone(process)]


def gone(process: psutil.Process) -> bool:
    """Whether a process has ended, if only its number is left until its parent asks how it went."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], *, seconds: float) -> bool:
    """Wait until `ready()`; False when the process ends or the time is up before that."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        if ready():
            return True
        time.sleep(0.02)
    return False


def open_log(path: Path) -> IO[bytes]:
    """Open a log for what a part says, readable by its owner only; a long one is put aside first."""
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_name(f"{path.name}.old"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def last_lines(log: Path, count: int = 8) -> str:
    """Read the end of a log file, for the person who must find out what went wrong."""
    with suppress(OSError):
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    return ""
