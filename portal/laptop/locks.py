"""One user at a time of a folder, even when the last one was killed."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from portal.laptop.errors import InUse


@dataclass(slots=True)
class Lock:
    """The right to a folder, until `release` or the end of this process."""

    file: int | None

    def release(self) -> None:
        """Let others have it; may be called twice."""
        if self.file is not None:
            os.close(self.file)
        self.file = None


def hold(path: Path) -> Lock:
    """Take the lock that this file stands for; raises InUse, saying which process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel lets go when we die, however we die
    except BlockingIOError:
        holder = os.read(file, 20).decode(errors="replace").strip()
        os.close(file)
        who = f"process {holder}" if holder else "another process"
        raise InUse(f"The folder {path.parent} is in use by {who}.") from None
    os.ftruncate(file, 0)
    os.write(file, f"{os.getpid()}\n".encode())
    return Lock(file)
