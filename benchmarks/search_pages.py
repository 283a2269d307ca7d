"""How fast the list of dialogues answers searches through HTTP: every facet, filters and highlighting, no page kept.

    python benchmarks/search_pages.py [--dialogues 100000] [--engine meilisearch] [--folder FOLDER] [--alone]

Starts a PostgreSQL (and a Meilisearch) of its own, fills it with made-up dialogues, builds the index, and asks two
gunicorn workers 200 different searches one after the other. Prints the median and the 95th percentile of a page, and
the processor time of web and servers per page. FOLDER keeps the data for the next run.
With --alone there are dialogues only: nothing else is searched beside them.
"""

import argparse
import http.client
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from large import application, fill
from speed import served, spent

from portal.laptop import meili, postgres

WORDS = (
    "park", "lekplatser", "bibloteket", "cykelvägar i Farsta", "t-bana", "belysning", "vad händer med torget?",
    "simh",
    "skola", "trygghet Rinkeby", "äldre", "unga fritidsgård", "buller", "hundrastgard", "playground", "library",
    "مكتبة", "kirjasto", "bostäder", "enkät om parken",
)  # fmt: skip
FILTERS = (
    {}, {"status": "open"}, {"district": "farsta"}, {"district": ["farsta", "bromma"]}, {"sort": "-date"},
    {"status": ["planned", "reported"], "district": "jarva"}, {"lang": "en"}, {"form": "workshop"}, {"group": "unga"},
    {"influence": "dialogue"},
)  # fmt: skip


def main() -> None:
    """Fill, index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dialogues", type=int, default=100_000)
    parser.add_argument("--engine", choices=("postgresql", "meilisearch"), default="postgresql")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--indexed", action="store_true", help="the folder holds an index already")
    parser.add_argument("--alone", action="store_true", help="dialogues without findings, answers and promises")
    wanted = parser.parse_args()
    with ExitStack() as servers:
        folder = wanted.folder or Path(servers.enter_context(tempfile.TemporaryDirectory()))
        database = servers.enter_context(postgres.start(folder / "pg", say=lambda _line: None))
        os.environ.update(PORTAL_DATABASE_URL=database.url, PORTAL_SECRET_KEY="x" * 40, PORTAL_DATA_DIR=str(folder))
        pids = [database.process.pid]
        if wanted.engine == "meilisearch":
            server = meili.start(folder / "meili")
            if server is None:
                sys.exit("There is no Meilisearch here.")
            servers.enter_context(server)
            os.environ.update(PORTAL_MEILI_URL=server.url, PORTAL_MEILI_KEY=server.key)
            pids.append(server.process.pid)
        fill(wanted.dialogues, *(["--without-results"] if wanted.alone else []))
        if not wanted.indexed:
            began = time.perf_counter()
            index()
            print(f"{wanted.dialogues} dialogues indexed in {time.perf_counter() - began:.0f} s", flush=True)
        web, port = servers.enter_context(served("cold:app"))
        measure(port, [web, *pids])


def index() -> None:
    """Build the public index of every engine."""
    from portal.indexing import tell

    app = application()
    with app.app_context():
        tell.rebuild_all(app.extensions["search"].telling())


def measure(port: int, pids: list[int]) -> None:
    """Ask every search once more than a first few, and print."""
    paths = [
        f"/sv/dialogues?{urlencode({'q': words, **more}, doseq=True)}" for more, words in product(FILTERS, WORDS)
    ]
    for path in paths[:8]:
        _ask(port, path)
    before = sum(map(spent, pids))
    times = sorted(_ask(port, path) for path in paths[8:])
    took = (sum(map(spent, pids)) - before) * 1000 / len(times)
    middle, late = times[len(times) // 2], times[len(times) * 95 // 100]
    print(f"{len(times)} pages: median {middle:.1f} ms, 95th percentile {late:.1f} ms")
    print(f"processor {took:.1f} ms a page; load {os.getloadavg()[0]:.1f}")


def _ask(port: int, path: str) -> float:
    """Milliseconds until a page is read."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}")
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
