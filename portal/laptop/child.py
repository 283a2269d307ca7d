"""Become another program that cannot outlive its parent; run by its path, not imported.

Usage: child.py PARENT SIGNAL UID:GID|- COMMAND…
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, on_parent_death: int, owner: str, command: list[str]) -> None:
    """Give up root when asked to, ask Linux for `on_parent_death`, and become `command`."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    if owner != "-":
        uid, gid = map(int, owner.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if libc is not None:
        libc.prctl(PR_SET_PDEATHSIG, on_parent_death)  # after setuid, which would clear it
    if os.getppid() != parent:
        sys.exit(0)  # the parent died before the kernel was told
    # A shell's background job starts with these ignored, and so would everything started from it.
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, signal.SIG_DFL)
    try:
        os.execvp(command[0], command)
    except OSError as fault:
        sys.exit(f"{command[0]} cannot be started: {fault.strerror}.")


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
