"""How well both engines find: recall@10, first hit, share of all relevant, empty answers, by kind of query."""

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from search import Document, Engine, Place, Query
from search.opening import open_engine
from search.tokens import fold


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


def measure(engine: Engine, queries: list[dict[str, object]], *, show: bool) -> None:
    """Print the figures of one engine."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    times: list[float] = []
    for item in queries:
        relevant = {str(i) for i in item["relevant"]}  # type: ignore[attr-defined]
        if not relevant:
            continue
        began = time.perf_counter()
        results = engine.search(Query(str(item["query"]), str(item["language"]), limit=10))
        times.append(time.perf_counter() - began)
        everything = engine.search(Query(str(item["query"]), str(item["language"]), limit=1000))
        top = [hit.id for hit in results.hits]
        good = [i in relevant for i in top]
        recall = sum(good) / min(10, len(relevant))
        first = next((1 / n for n, hit in enumerate(good, 1) if hit), 0.0)
        found = {hit.id for hit in everything.hits}
        share = len(found & relevant) / len(relevant)
        precise = len(found & relevant) / len(found) if found else 0.0
        for key in (str(item["kind"]), "ALL"):
            for n, value in enumerate((1, recall, first, share, precise, not top)):
                sums[key][n] += value
        if show and (recall < 0.9 or first < 1):
            print(
                f"  {recall:.2f} {first:.2f} rall {share:.2f} prec {precise:.2f} {item['kind']:10} {item['query']!r}"
                f" relevant {len(relevant)} found {everything.total} place {results.place} did you mean {results.suggestion}"
            )
    print(f"{'kind':12} {'n':>4} {'R@10':>6} {'MRR':>6} {'Rall':>6} {'prec':>6} {'zero':>6}")
    for key, (n, *values) in sums.items():
        print(f"{key:12} {n:4.0f} " + " ".join(f"{value / n:6.3f}" for value in values))
    times.sort()
    print(f"time p50 {times[len(times) // 2] * 1000:.1f} ms, p95 {times[int(len(times) * 0.95)] * 1000:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with dialogues.jsonl.gz and queries.json")
    parser.add_argument("--database", help="address of an empty PostgreSQL database")
    parser.add_argument("--meili", help="address of a Meilisearch server")
    parser.add_argument("--key", help="its master key")
    parser.add_argument("--show", action="store_true", help="list the queries that find badly")
    options = parser.parse_args()
    data = options.folder / "dialogues.jsonl.gz"
    queries = json.loads((options.folder / "queries.json").read_text(encoding="utf-8"))["queries"]
    areas = places(data)
    both = open_engine(options.database, meili_url=options.meili, meili_key=options.key, places=areas)
    for engine in both.engines:
        engine.prepare()
        began = time.perf_counter()
        rejected = engine.rebuild(documents(data))
        print(f"{engine.name}: built in {time.perf_counter() - began:.1f} s, {len(rejected)} rejected")
        measure(engine, queries, show=options.show)


if __name__ == "__main__":
    main()
