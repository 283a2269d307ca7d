"""How well both engines find: recall@10, rank of the first hit, share of all relevant, precision, empty answers.

Without a folder it asks the labelled queries of tests/search of the made-up register there. With one that holds
dialogues.jsonl.gz and queries.json it asks those queries of those dialogues, and two sets of our own: one that the
analyser was improved on, and one kept back, which is only measured. Servers that are not given are started for the
run.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.dialogues import documents, grown, places, read
from benchmarks.labelled import Asked, given, labelled
from portal.laptop import meili, postgres
from search import Document, Engine, Query, open_engine
from tests.search.conftest import PLACES
from tests.search.corpus import corpus
from tests.search.queries import queries


def asked_of(folder: Path, rows: list[dict[str, Any]], number: int | None) -> dict[str, list[Asked]]:
    """The sets of queries that can be asked of the dialogues of a folder, grown to a number."""
    sets = {"given": given(folder)} | {name: labelled(name, rows) for name in ("improved_on", "kept_back")}
    return {
        name: [replace(one, relevant=grown(one.relevant, rows, number)) for one in queries]
        for name, queries in sets.items()
    }


def own() -> tuple[list[Document], list[Asked]]:
    """The register and the queries that the tests use."""
    dialogues = corpus()
    asked = [
        Asked(q.kind, q.text, q.language, frozenset(d.document.id for d in dialogues if q.answered_by(d)))
        for q in queries()
    ]
    return [dialogue.document for dialogue in dialogues], asked


def measure(engine: Engine, asked: Iterable[Asked], *, show: bool) -> None:
    """Print the figures of one engine."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    times: list[float] = []
    for one in asked:
        if not one.relevant:
            continue
        began = time.perf_counter()
        results = engine.search(Query(one.text, one.language, limit=10))
        times.append(time.perf_counter() - began)
        found = {hit.id for hit in engine.search(Query(one.text, one.language, limit=1000)).hits}
        good = [hit.id in one.relevant for hit in results.hits]
        recall = sum(good) / min(10, len(one.relevant))
        first = next((1 / rank for rank, hit in enumerate(good, 1) if hit), 0.0)
        share = len(found & one.relevant) / len(one.relevant)
        precise = len(found & one.relevant) / len(found) if found else 0.0
        for key in (one.kind, "ALL"):
            for number, value in enumerate((1, recall, first, share, precise, not good)):
                sums[key][number] += value
        if show and (recall < 0.9 or first < 1):
            print(
                f"  {recall:.2f} {first:.2f} {one.kind:10} {one.text!r}: {len(one.relevant)} relevant,"
                f" {results.total} found, place {results.place}, did you mean {results.suggestion}"
            )
    print(f"{'kind':12} {'n':>4} {'R@10':>6} {'MRR':>6} {'Rall':>6} {'prec':>6} {'zero':>6}")
    for key, (number, *values) in sums.items():
        print(f"{key:12} {number:4.0f} " + " ".join(f"{value / number:6.3f}" for value in values))
    times.sort()
    print(f"p50 {times[len(times) // 2] * 1000:.1f} ms, p95 {times[int(len(times) * 0.95)] * 1000:.1f} ms\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a folder with dialogues.jsonl.gz and queries.json")
    parser.add_argument("--number", type=int, help="grow the dialogues of the folder to so many")
    parser.add_argument("--database", help="address of an empty PostgreSQL database")
    parser.add_argument("--meili", help="address of a Meilisearch server")
    parser.add_argument("--key", help="its master key")
    parser.add_argument("--engine", choices=("postgresql", "meilisearch"), help="measure this one only")
    parser.add_argument("--show", help="list the queries of a set that find badly")
    options = parser.parse_args()
    with ExitStack() as servers:
        if not options.database and not options.meili:
            _start(options, servers)
        if options.folder:
            rows = read(options.folder / "dialogues.jsonl.gz")
            areas, source = places(rows), list(documents(rows, options.number))
            sets = asked_of(options.folder, rows, options.number)
        else:
            areas, (source, asked) = list(PLACES), own()
            sets = {"tests": asked}
        engines = open_engine(options.database, meili_url=options.meili, meili_key=options.key, places=areas)
        for engine in engines.engines:
            if options.engine not in (None, engine.name):
                continue
            began = time.perf_counter()
            engine.prepare()
            rejected = engine.rebuild(source)
            took = time.perf_counter() - began
            print(f"{engine.name}: {len(source)} documents in {took:.1f} s, {len(rejected)} rejected")
            for name, queries in sets.items():
                print(f"{engine.name}, {name}")
                measure(engine, queries, show=options.show == name)


def _start(options: argparse.Namespace, servers: ExitStack) -> None:
    folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
    running = servers.enter_context(postgres.start(folder / "pg", durable=False, say=print))
    options.database = running.create_database("relevance")
    engine = meili.start(folder / "meili", say=print)
    if engine is not None:
        servers.enter_context(engine)
        options.meili, options.key = engine.url, engine.key


if __name__ == "__main__":
    main()
