"""PostgreSQL refuses to run as root: find or make the account it runs as, and let it reach its files."""

import os
import pwd
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from portal.laptop.errors import CannotStart

SYSTEM_USER = "dialogportal"


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Find the account that the server of this data folder must run as; None when it is our own.

    Raises CannotStart when the data belong to somebody we cannot become.
    """
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise CannotStart(
                f"The database in {data} belongs to the user {_name(owner)}. Start the portal as that user, "
                "or choose another folder with PORTAL_DATA_DIR."
            )
        return None
    if owner:  # root takes over what an ordinary user began, as that user
        return _account(owner)
    return _system_account()


def let_through(account: Account, *files: Path) -> list[Path]:
    """Let the account pass through the folders above these files; returns those that had to be opened.

    Only passing through is given (x), not listing. Typical folders are /root and those of mktemp.
    """
    opened = []
    for file in files:
        for folder in reversed(file.resolve().parents):
            state = folder.stat()
            if state.st_uid != account.uid and not state.st_mode & stat.S_IXOTH:
                folder.chmod(stat.S_IMODE(state.st_mode) | stat.S_IXOTH)
                opened.append(folder)
    return opened


def make_readable(program_folder: Path) -> None:
    """Open an installed program to everybody, when its installer's umask hid it."""
    for path in (program_folder, *program_folder.rglob("*")):
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(stat.S_IMODE(wanted))


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner."""
    if account:
        os.chown(path, account.uid, account.gid)


def _system_account() -> Account:
    fault = "useradd is missing"
    for _ in range(10):  # another start on this machine may be making the same account at this moment
        try:
            return _account(pwd.getpwnam(SYSTEM_USER).pw_uid)
        except KeyError:
            command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
            try:
                outcome = subprocess.run(command, capture_output=True, text=True, check=False)
                fault = outcome.stderr.strip() or fault
            except FileNotFoundError:
                break
            time.sleep(0.1)
    raise CannotStart(
        f"PostgreSQL does not run as root, and the account {SYSTEM_USER} for it could not be made ({fault}). "
        "Start the portal as an ordinary user, or set PORTAL_DATABASE_URL to a database of your own."
    )


def _account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise CannotStart(
            f"The database belongs to the user number {uid}, who has no account on this machine. "
            f"Give the folder to an account (chown -R {SYSTEM_USER}) and start again."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"number {uid}"
