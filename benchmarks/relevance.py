"""How well both engines find: recall@10, rank of the first hit, share of all relevant, precision, empty answers.

Without a folder it asks the labelled queries of tests/search of the made-up register there; with one, the queries of
queries.json of the dialogues in dialogues.jsonl.gz. Servers that are not given are started for the run.
"""

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from portal.laptop import meili, postgres
from search import Document, Engine, Place, Query, open_engine
from search.tokens import fold
from tests.search.conftest import PLACES
from tests.search.corpus import corpus
from tests.search.queries import queries


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the ids of all that it should find."""

    kind: str
    text: str
    language: str
    relevant: frozenset[str]


def documents(path: Path) -> Iterator[Document]:
    """The dialogues of a laboratory file, as the portal would give them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            other = [code for code in row["languages"] if code != "sv"]
            yield Document(
                id=str(row["id"]),
                version=1,
                kind="dialogue",
                titles={"sv": row["title"], **{c: row[f"title_{c}"] for c in other if f"title_{c}" in row}},
                summaries={"sv": row["summary"], **{c: row[f"summary_{c}"] for c in other if f"summary_{c}" in row}},
                bodies={"sv": f"{row['outcome']}\n{row['body']}"},
                labels={"sv": " ".join([row["theme"], row["method"], *row["target_groups"]])},
                place=f"{row['area']} {row['district']}",
                facets={
                    "kind": ("dialogue",),
                    "district": (slug(row["district"]),),
                    "area": (slug(row["area"]), slug(row["district"])),
                    "theme": (slug(row["theme"]),),
                    "group": tuple(slug(g) for g in row["target_groups"]),
                    "status": (row["status"],),
                    "language": tuple(row["languages"]),
                },
                starts=datetime.fromtimestamp(row["start"], UTC).toordinal(),
                ends=datetime.fromtimestamp(row["end"], UTC).toordinal(),
            )


def slug(name: str) -> str:
    """A name as it stands in addresses."""
    return fold(name.lower()).replace(" ", "-")


def places(path: Path) -> list[Place]:
    """The areas that the dialogues are about."""
    found: dict[str, Place] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows:
        district = slug(row["district"])
        found[district] = Place(district, row["district"], "district")
    for row in rows:
        found.setdefault(
            slug(row["area"]), Place(slug(row["area"]), row["area"], "neighbourhood", slug(row["district"]))
        )
    return list(found.values())


def asked_of(folder: Path) -> list[Asked]:
    """The queries of a folder."""
    rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))["queries"]
    return [Asked(r["kind"], r["query"], r["language"], frozenset(map(str, r["relevant"]))) for r in rows]


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
    parser.add_argument("--database", help="address of an empty PostgreSQL database")
    parser.add_argument("--meili", help="address of a Meilisearch server")
    parser.add_argument("--key", help="its master key")
    parser.add_argument("--show", action="store_true", help="list the queries that find badly")
    options = parser.parse_args()
    with ExitStack() as servers:
        if not options.database and not options.meili:
            _start(options, servers)
        if options.folder:
            data = options.folder / "dialogues.jsonl.gz"
            areas, source, asked = places(data), list(documents(data)), asked_of(options.folder)
        else:
            areas, (source, asked) = list(PLACES), own()
        engines = open_engine(options.database, meili_url=options.meili, meili_key=options.key, places=areas)
        for engine in engines.engines:
            began = time.perf_counter()
            engine.prepare()
            rejected = engine.rebuild(source)
            took = time.perf_counter() - began
            print(f"{engine.name}: {len(source)} documents in {took:.1f} s, {len(rejected)} rejected")
            measure(engine, asked, show=options.show)


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
