"""The database that comes with the portal keeps everything, whatever is killed."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from portal.laptop import postgres
from portal.laptop.errors import CannotStart, InUse
from portal.laptop.processes import gone

USER = """
import sys, time
from pathlib import Path
import psycopg
from portal.laptop import postgres
server = postgres.start(Path(sys.argv[1]), say=lambda line: None)
with psycopg.connect(server.url.replace("+psycopg", "")) as connection:
    connection.execute("create table promise (text text)")
    connection.execute("insert into promise values ('a light in the tunnel')")
print(server.process.pid, flush=True)
time.sleep(600)
"""


def quiet(line: str) -> None:
    """Say nothing."""


def start(folder: Path) -> postgres.Running:
    return postgres.start(folder, durable=False, say=quiet)


def ask(server: postgres.Running, question: str, *, commit: bool = False) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url.replace("+psycopg", ""), autocommit=commit) as connection:
        answer = connection.execute(question)
        return answer.fetchall() if answer.description else []


def test_a_new_folder_gets_a_database_that_knows_swedish_letters(tmp_path: Path) -> None:
    with start(tmp_path / "database") as server:
        assert ask(server, "select lower('ÅÄÖ')") == [("åäö",)]
        assert ask(server, "select to_tsvector('simple', 'Östermalm')::text") == [("'östermalm':1",)]


def test_it_runs_in_a_folder_too_deep_for_a_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("a folder with a long name " * 4) / ("och en till å ä ö " * 4)
    with start(deep) as server:
        assert ask(server, "select 1") == [(1,)]
        assert len(str(server.sockets / ".s.PGSQL.5432")) < 100


def test_nobody_else_on_the_machine_may_knock(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
        assert ask(server, "show listen_addresses") == [("",)]


def test_a_second_start_is_told_who_uses_the_folder(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        with pytest.raises(InUse, match=f"in use by process {os.getpid()}"):
            start(tmp_path)
        assert ask(server, "select 1") == [(1,)]


def test_a_folder_can_be_used_again_after_a_stop(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        ask(server, "create table promise ()", commit=True)
    server.stop()
    assert server.process.poll() == 0
    with start(tmp_path) as server:
        assert ask(server, "select count(*) from promise") == [(0,)]


def test_tests_may_have_a_copy_of_a_prepared_database(tmp_path: Path) -> None:
    with start(tmp_path) as server:
        ask(server, "create table promise ()", commit=True)
        copy = server.create_database("copy", template=postgres.DATABASE)
        assert server.create_database("copy") == copy
        with psycopg.connect(copy.replace("+psycopg", "")) as connection:
            assert connection.execute("select count(*) from promise").fetchone() == (0,)
        server.drop_database("copy")
        server.drop_database("copy")


def test_nothing_is_lost_when_its_user_is_killed(tmp_path: Path) -> None:
    user, _ = started_by_another(tmp_path)
    user.kill()
    user.wait()
    assert the_promise_is_kept(tmp_path)


def test_nothing_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    user, server = started_by_another(tmp_path)
    server.kill()
    user.kill()
    user.wait()
    assert the_promise_is_kept(tmp_path)


def test_a_server_left_over_is_stopped_before_the_next_one_starts(tmp_path: Path) -> None:
    with start(tmp_path) as forgotten:
        ask(forgotten, "create table promise ()", commit=True)
        forgotten.lock.release()  # as if its user had died, and it had not noticed
        with start(tmp_path) as server:
            assert forgotten.process.wait(10) == 0
            assert ask(server, "select count(*) from promise") == [(0,)]


def test_a_stale_process_number_that_somebody_else_has_now_does_no_harm(tmp_path: Path) -> None:
    start(tmp_path).stop()
    (tmp_path / "data" / "postmaster.pid").write_text(f"{os.getppid()}\n{tmp_path / 'data'}\n")
    with start(tmp_path) as server:
        assert ask(server, "select 1") == [(1,)]


def test_a_first_start_that_was_cut_short_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "data.unfinished").mkdir()
    (tmp_path / "data.unfinished" / "PG_VERSION").write_text("half")
    with start(tmp_path) as server:
        assert ask(server, "select 1") == [(1,)]


def test_data_of_another_version_are_not_touched(tmp_path: Path) -> None:
    start(tmp_path).stop()
    (tmp_path / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotStart, match=r"made by PostgreSQL 15.*pg_dump"):
        start(tmp_path)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    start(tmp_path).stop()
    (tmp_path / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(CannotStart, match="no_such_setting"):
        start(tmp_path)
    (tmp_path / "data" / "postgresql.conf").write_text("")
    start(tmp_path).stop()


def started_by_another(folder: Path) -> tuple[subprocess.Popen[bytes], psutil.Process]:
    """A process that wrote a promise to a lasting database, and the database's server."""
    user = subprocess.Popen([sys.executable, "-c", USER, str(folder)], stdout=subprocess.PIPE)
    assert user.stdout
    with user.stdout:
        return user, psutil.Process(int(user.stdout.readline()))


def wait_until_gone(process: psutil.Process) -> None:
    deadline = time.monotonic() + 10
    while not gone(process):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def the_promise_is_kept(folder: Path) -> bool:
    with postgres.start(folder, say=quiet) as server:
        assert ask(server, "show fsync") == [("on",)]
        return ask(server, "select text from promise") == [("a light in the tunnel",)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_the_server_ends_in_order_when_its_user_is_killed(tmp_path: Path) -> None:
    user, server = started_by_another(tmp_path)
    user.send_signal(signal.SIGKILL)
    user.wait()
    wait_until_gone(server)
    assert "database system is shut down" in (tmp_path / "log").read_text()
