"""How fast each engine answers over many dialogues: facets, filters and highlighting on.

    python benchmarks/search_speed.py FOLDER --number 100000 --engine postgresql [--keep PLACE] [--short]

FOLDER holds dialogues.jsonl.gz and queries.json; the dialogues are grown to the number. Prints how long building
took, and of one round of all queries the median and the 95th percentile in milliseconds: in the engine, with 15 hits
highlighted, again with what was kept of the first round, and while eight ask at once. Times stretch on a machine that
others use: the processor time of client and server together does not. PLACE keeps server and index for the next run.
"""

import argparse
import json
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dialogues import documents, places, read
from portal.laptop import meili, postgres
from search import Engine, Query, highlight, open_engine

FACETS = ("kind", "district", "theme", "group", "status", "form", "language")


def asked(folder: Path) -> list[Query]:
    """Every labelled query; of three, one with a filter of one facet and one with filters of two."""
    rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))["queries"]
    narrow: tuple[dict[str, tuple[str, ...]], ...] = (
        {"kind": ("dialogue",)},
        {"kind": ("dialogue",), "theme": ("parker-och-lek", "trygghet")},
        {"kind": ("dialogue",), "status": ("planned", "ongoing"), "group": ("unga", "aldre", "barn")},
    )
    return [
        Query(row["query"], row["language"], filters=narrow[number % 3], facets=FACETS, limit=15)
        for number, row in enumerate(rows)
    ]


def measure(engine: Engine, queries: list[Query], rows: list[dict[str, Any]], server: int) -> None:
    """Print the figures of one engine whose server has a process number."""
    for query in queries[::7]:  # words read and connections opened, as in a process that has been asked before
        engine.search(query)
    plain: list[float] = []
    marked: list[float] = []
    slow: list[tuple[float, str]] = []
    before = _processor(server)
    for query in queries:
        began = time.perf_counter()
        results = engine.search(query)
        plain.append(time.perf_counter() - began)
        for hit in results.hits:
            row = rows[(int(hit.id) - 1) % len(rows)]
            highlight(row["title"], query.text, query.language)
            highlight(row["summary"], query.text, query.language)
        marked.append(time.perf_counter() - began)
        slow.append((plain[-1], query.text))
    took = (_processor(server) - before) * 1000 / len(queries)
    _say(f"in the engine (processor {took:.1f} ms a query, highlighting included)", plain)
    _say("with highlighting", marked)
    print("slowest:", ", ".join(f"{text} {took * 1000:.0f}" for took, text in sorted(slow, reverse=True)[:5]))

    def one(query: Query) -> float:
        began = time.perf_counter()
        engine.search(query)
        return time.perf_counter() - began

    before = _processor(server)
    again = [one(query) for query in queries]
    took = (_processor(server) - before) * 1000 / len(queries)
    _say(f"again (processor {took:.1f} ms a query)", again)
    with ThreadPoolExecutor(8) as pool:
        began = time.perf_counter()
        together = list(pool.map(one, queries * 2))
        took = time.perf_counter() - began
    _say(f"eight at once, {len(together) / took:.0f} a second", together)


def _processor(server: int) -> float:
    """Seconds of processor time that this process and a server with its children have used."""
    spent = time.process_time()
    there = psutil.Process(server)
    for process in (there, *there.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            spent += sum(process.cpu_times()[:2])
    return spent


def _say(title: str, times: list[float]) -> None:
    ordered = sorted(times)
    middle, late, worst = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.999))
    print(f"{title}: p50 {middle:.1f} ms, p95 {late:.1f} ms, worst {worst:.0f} ms", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--engine", choices=("postgresql", "meilisearch"), required=True)
    parser.add_argument("--keep", type=Path, help="keep server and index here")
    parser.add_argument("--short", action="store_true", help="without the long texts")
    options = parser.parse_args()
    rows = read(options.folder / "dialogues.jsonl.gz")
    with ExitStack() as servers:
        place = options.keep or Path(servers.enter_context(tempfile.TemporaryDirectory()))
        if options.engine == "postgresql":
            running = servers.enter_context(postgres.start(place / "postgres", durable=False))
            both = open_engine(running.create_database("speed"), places=places(rows))
            process = running.process.pid
        else:
            server = meili.start(place / "meili")
            if server is None:
                raise SystemExit("There is no Meilisearch here.")
            servers.enter_context(server)
            process = server.process.pid
            both = open_engine(meili_url=server.url, meili_key=server.key, places=places(rows))
        engine = both.engines[0]
        engine.prepare()
        if engine.needs_rebuild() or engine.applied != options.number:
            began = time.perf_counter()
            engine.rebuild(documents(rows, options.number, short=options.short), applied=options.number)
            print(f"{engine.name}: {options.number} documents in {time.perf_counter() - began:.0f} s", flush=True)
        measure(engine, asked(options.folder), rows, process)
        began = time.perf_counter()
        engine.put(documents(rows, 1))
        print(f"one changed dialogue findable after {(time.perf_counter() - began) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
