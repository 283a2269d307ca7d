"""Watch the parts of a running portal, and stop all of them when one ends or when asked to."""

import io
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Asked(BaseException):
    """Somebody asked us to stop: Ctrl-C, the system, or a closed terminal."""


@dataclass(frozen=True, slots=True)
class Part:
    """A child process, its name for people, and how it is stopped."""

    name: str
    process: subprocess.Popen[bytes]
    stop: Callable[[], None]


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, a signal to stop raises Asked, once; after that, signals are ignored while we stop in order."""

    def ask(*_: object) -> None:
        _ignore()
        raise Asked

    for each in _SIGNALS:
        # `nohup` has a closed terminal ignored on purpose; an ignored Ctrl-C is only a shell's habit.
        if each != signal.SIGHUP or signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, ask)
    try:
        yield
    finally:
        _ignore()


def terminal() -> int | None:
    """Find the file number of the terminal we were started in; None without one, and under `nohup`."""
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        return None
    return next((number for number in (0, 1, 2) if os.isatty(number)), None)


def watch(parts: Sequence[Part], *, terminal: int | None, until: Callable[[], bool] = lambda: False) -> Part | None:
    """Wait until one of the parts has ended, and return it; None when `until()` comes true before.

    Raises Asked when the terminal is closed: the system tells only the first program in it, which may
    be `make`, and that one does not pass it on.
    """
    hangup = select.poll()
    if terminal is not None:
        hangup.register(terminal, 0)
    while not hangup.poll(0):
        for part in parts:
            if part.process.poll() is not None:
                return part
        if until():
            return None
        time.sleep(0.1)
    raise Asked


def how_it_ended(part: Part) -> str:
    """Say in a sentence how a part ended."""
    status = part.process.wait()
    if status < 0:
        return f"{part.name} was ended by the signal {signal.Signals(-status).name}."
    return f"{part.name} ended by itself, with status {status}."


def stop(parts: Sequence[Part]) -> None:
    """Stop the parts, last started first."""
    for part in reversed(parts):
        part.stop()


def say(line: str) -> None:
    """Tell the person at the terminal; when the terminal is gone, go on without."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError:
        sys.stdout = io.StringIO()


def _ignore() -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
