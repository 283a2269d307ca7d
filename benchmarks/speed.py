"""How fast public pages are, as a share of a bare Flask "hello" under the same server in the same run.

    python benchmarks/speed.py [--dialogues 10000] [--seconds 4] [--rounds 3]

Needs `wrk` (a Debian package). Both applications run under gunicorn with two sync workers, in turn; eight
connections ask on loopback. Prints requests per second, the share of hello's, the processor time per request
of the workers and of PostgreSQL, and the memory of a worker.
"""

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from portal.laptop import postgres

HERE = Path(__file__).parent
CONNECTIONS = 8


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dialogues", type=int, default=10_000)
    asked.add_argument("--seconds", type=int, default=4)
    asked.add_argument("--rounds", type=int, default=3)
    wanted = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk).")
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.start(Path(folder) / "pg", say=lambda _line: None) as server,
    ):
        os.environ.update(PORTAL_DATABASE_URL=server.url, PORTAL_SECRET_KEY="x" * 40, PORTAL_DATA_DIR=folder)
        for command in (["migrate"], ["samples", "--dialogues", str(wanted.dialogues)]):
            subprocess.run([sys.executable, "-m", "portal.cli", *command], check=True, stdout=subprocess.DEVNULL)
        measure(server.process.pid, wanted)


def measure(database: int, wanted: argparse.Namespace) -> None:
    """Ask hello and each of our pages in turn, round after round."""
    pages = {
        "warm: first page": ("warm", "/sv/"),
        "warm: list": ("warm", "/sv/dialogues"),
        "warm: dialogue": ("warm", f"/sv/dialogues/prov-{wanted.dialogues // 2}"),
        "uncached: list of 15": ("cold", "/sv/dialogues"),
        "uncached: list, two filters": ("cold", "/sv/dialogues?district=farsta&status=archived"),
        "uncached: dialogue": ("cold", f"/sv/dialogues/prov-{wanted.dialogues // 2}"),
        "uncached: first page": ("cold", "/sv/"),
    }
    shares: dict[str, list[float]] = {name: [] for name in pages}
    cost: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    hellos: list[float] = []
    with served("hello:app") as hello, served("warm:app") as warm, served("cold:app") as cold:
        ours = {"warm": warm, "cold": cold}
        for _ in range(wanted.rounds):
            for name, (kind, path) in pages.items():
                floor, _spent = ask(hello, "/", database, wanted.seconds)
                rate, spent = ask(ours[kind], path, database, wanted.seconds)
                hellos.append(floor)
                shares[name].append(rate / floor)
                cost[name].append(spent)
        memory = max(child.memory_info().rss for child in psutil.Process(warm[0]).children()) / 1e6
    print(f"hello: {statistics.median(hellos):.0f} requests/s; {wanted.dialogues} dialogues")
    for name in pages:
        web, sql = (statistics.median(part) for part in zip(*cost[name], strict=True))
        share = statistics.median(shares[name])
        print(f"{name:30} share of hello {share:.3f}   web {web:.2f} ms + database {sql:.2f} ms")
    print(f"memory of one web process: {memory:.0f} MB")


@contextmanager
def served(target: str) -> Iterator[tuple[int, int]]:
    """An application under gunicorn: (its process, its port)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "-m",
        "gunicorn",
        "--chdir",
        str(HERE),
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
        target,
    ]
    process = subprocess.Popen([sys.executable, *command])
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=5)
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(20)


def ask(
    server: tuple[int, int], path: str, database: int, seconds: int, *, cookie: str = ""
) -> tuple[float, tuple[float, float]]:
    """Requests per second, and the processor time (ms) per request of the web workers and of the database."""
    pid, port = server
    address = [f"http://127.0.0.1:{port}{path}", *(["-H", f"Cookie: {cookie}"] if cookie else [])]
    subprocess.run(["wrk", "-t1", "-c2", "-d1s", *address], check=True, capture_output=True)
    before = spent(pid), spent(database)
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *address], check=True, capture_output=True, text=True
    ).stdout
    after = spent(pid), spent(database)
    if "Non-2xx" in told:
        sys.exit(f"{path} did not answer 200:\n{told}")
    count = int(re.search(r"(\d+) requests in", told)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
    return rate, tuple((late - early) * 1000 / count for early, late in zip(before, after, strict=True))


def spent(pid: int) -> float:
    """Processor seconds of a process and its children, those that have ended too."""
    process = psutil.Process(pid)
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        # A parallel worker of the database may have ended since it was listed.
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    return total


if __name__ == "__main__":
    main()
