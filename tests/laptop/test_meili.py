"""The search engine beside the portal is ours alone, and survives what kills it."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import meilisearch
import psutil
import pytest

from portal.laptop import meili
from portal.laptop.answering import answers
from portal.laptop.errors import InUse
from portal.laptop.processes import gone

pytestmark = pytest.mark.skipif(meili.program() is None, reason=meili.MISSING)

USER = """
import sys, time
from pathlib import Path
from portal.laptop import meili
engine = meili.start(Path(sys.argv[1]), say=lambda line: None)
print(engine.process.pid, flush=True)
time.sleep(600)
"""


def quiet(line: str) -> None:
    """Say nothing."""


def start(folder: Path) -> meili.Running:
    engine = meili.start(folder, say=quiet)
    assert engine
    return engine


def client(engine: meili.Running) -> meilisearch.Client:
    return meilisearch.Client(engine.url, engine.key, timeout=5)


def test_it_answers_to_its_own_key_only(tmp_path: Path) -> None:
    with start(tmp_path) as engine:
        assert client(engine).get_version()["pkgVersion"]
        assert not answers(f"{engine.url}/version")
        assert not answers(f"{engine.url}/version", headers={"Authorization": "Bearer guessed-by-somebody"})
        assert engine.key not in " ".join(psutil.Process(engine.process.pid).cmdline())


def test_the_key_is_kept_where_only_its_owner_reads_it(tmp_path: Path) -> None:
    with start(tmp_path) as first:
        pass
    with start(tmp_path) as second:
        assert first.key == second.key
    assert stat.S_IMODE((tmp_path / "master-key").stat().st_mode) == 0o600


def test_a_second_start_is_told_who_uses_the_folder(tmp_path: Path) -> None:
    with start(tmp_path), pytest.raises(InUse, match=f"in use by process {os.getpid()}"):
        start(tmp_path)


def test_two_folders_have_engines_of_their_own(tmp_path: Path) -> None:
    with start(tmp_path / "one") as one, start(tmp_path / "two") as two:
        assert one.url != two.url
        assert not answers(f"{one.url}/version", headers={"Authorization": f"Bearer {two.key}"})


def test_what_it_acknowledged_is_found_after_it_was_killed(tmp_path: Path) -> None:
    with start(tmp_path) as engine:
        task = client(engine).index("dialogues").add_documents([{"id": 1, "title": "Lekpark"}])
        client(engine).wait_for_task(task.task_uid, timeout_in_ms=10_000)
        engine.process.kill()
        engine.stop()
        with start(tmp_path) as again:
            assert client(again).index("dialogues").search("lekpark")["hits"]


def test_an_engine_left_over_is_stopped_before_the_next_one_starts(tmp_path: Path) -> None:
    with start(tmp_path) as forgotten:
        forgotten.lock.release()  # as if its user had died, and it had not noticed
        with start(tmp_path) as engine:
            assert forgotten.process.wait(5) is not None
            assert client(engine).is_healthy()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_it_ends_when_its_user_is_killed(tmp_path: Path) -> None:
    user = subprocess.Popen([sys.executable, "-c", USER, str(tmp_path)], stdout=subprocess.PIPE)
    assert user.stdout
    with user.stdout:
        engine = psutil.Process(int(user.stdout.readline()))
    user.kill()
    user.wait()
    deadline = time.monotonic() + 10
    while not gone(engine):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    start(tmp_path).stop()


def test_a_machine_without_it_is_told_what_searches_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(meili, "_PACKAGED", {})
    said: list[str] = []
    assert meili.start(tmp_path, say=said.append) is None
    assert said == [meili.MISSING]
