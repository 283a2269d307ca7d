"""What readers feel while a crawler walks the filters: distinct addresses at a fixed pace beside normal reading.

    python benchmarks/crawlers.py [--dialogues 10000] [--addresses 2000] [--pace 20]

Starts a PostgreSQL and the portal (two web processes) of its own on loopback. Readers open the first page, the list
and dialogues, some anew and some with words, first alone and then beside the crawler. Prints the medians and their
ratio, which shall stay within 1.5, and exits with 1 when it does not.
"""

import argparse
import http.client
import itertools
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from portal.laptop import postgres

HOST = "127.0.0.1"
PORTAL = (sys.executable, "-m", "portal.cli")
WANTED = 1.5
PAUSE_SECONDS = 0.05


def addresses(number: int, facets: dict[str, list[str]]) -> list[str]:
    """Distinct addresses of the list with two or three filters and an order, as a crawler finds them."""
    chance = random.Random(7)
    found: set[str] = set()
    while len(found) < number:
        names = chance.sample(sorted(facets), chance.choice((2, 3)))
        chosen = "&".join(f"{name}={chance.choice(facets[name])}" for name in names)
        found.add(f"/sv/dialogues?{chosen}&sort={chance.choice(('date', '-date', 'updated'))}")
    return sorted(found, key=lambda _one: chance.random())


def read(port: int, address: str) -> tuple[float, int, str]:
    """How long one page takes, in seconds, with its status and text."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
    finally:
        connection.close()
    return time.perf_counter() - began, answer.status, text


def reading(port: int, pages: list[str], until: threading.Event, seconds: float) -> float:
    """The median of one reader after another, in milliseconds."""
    took: list[float] = []
    stop = time.monotonic() + seconds
    for page in itertools.cycle(pages):
        if until.is_set() or time.monotonic() > stop:
            return statistics.median(took) * 1000
        took.append(read(port, page)[0])
        time.sleep(PAUSE_SECONDS)
    raise AssertionError("never ends")


def crawl(port: int, wanted: list[str], pace: float, done: threading.Event) -> list[int]:
    """Ask for every address at the given pace, whatever the answers take; gives the statuses."""
    with ThreadPoolExecutor(32) as pool:
        began, asked = time.monotonic(), []
        for place, address in enumerate(wanted):
            time.sleep(max(0.0, began + place / pace - time.monotonic()))
            asked.append(pool.submit(read, port, address))
        statuses = [one.result()[1] for one in asked]
    done.set()
    return statuses


def facets_of(text: str) -> dict[str, list[str]]:
    """The values that a list offers, by filter."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'class="facet-box" name="(\w+)" value="([^"]+)"', text):
        found.setdefault(name, []).append(value)
    return found


def serving(url: str, folder: Path, dialogues: int) -> Iterator[int]:
    """A portal with made-up dialogues; gives its port and stops it."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    ours = {"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(folder), "PORTAL_SECRET_KEY": "x" * 40}
    environment = os.environ | ours | {"PORTAL_BASE_URL": f"http://{HOST}:{port}"}
    for command in (("migrate",), ("samples", "--dialogues", str(dialogues)), ("reindex",)):
        subprocess.run([*PORTAL, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    web = subprocess.Popen(
        [*PORTAL, "web", "--port", str(port), "--workers", "2"], env=environment, start_new_session=True
    )
    try:
        for _ in range(300):
            with socket.socket() as trying:
                if trying.connect_ex((HOST, port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        web.wait()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dialogues", type=int, default=10_000)
    parser.add_argument("--addresses", type=int, default=2_000)
    parser.add_argument("--pace", type=float, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, postgres.start(Path(place) / "postgres", durable=False) as server:
        for port in serving(server.create_database("crawled"), Path(place), options.dialogues):
            whole = read(port, "/sv/dialogues")[2]
            slugs = re.findall(r'href="(/sv/dialogues/[^"?#/]+)"', whole)
            pages = ["/sv/", "/sv/dialogues", *dict.fromkeys(slugs), "/sv/dialogues?q=park", "/en/", "/ar/dialogues"]
            for page in pages * 3:
                read(port, page)
            alone = reading(port, pages, threading.Event(), 20)
            done = threading.Event()
            with ThreadPoolExecutor(1) as pool:
                wanted = addresses(options.addresses, facets_of(whole))
                crawled = pool.submit(crawl, port, wanted, options.pace, done)
                beside = reading(port, pages, done, 3600)
                statuses = crawled.result()
            counted = {status: statuses.count(status) for status in sorted(set(statuses))}
            print(f"alone {alone:.1f} ms, beside the crawler {beside:.1f} ms, ratio {beside / alone:.2f}")
            print(f"answers to the crawler: {counted}")
            sys.exit(beside > WANTED * alone)


if __name__ == "__main__":
    main()
