"""Queries written before anything was tried with them, and what each should find among the dialogues of a file."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

_QUERIES = Path(__file__).resolve().parent / "queries"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the ids of all that it should find."""

    kind: str
    text: str
    language: str
    relevant: frozenset[str]


def given(folder: Path) -> list[Asked]:
    """The queries that lie beside the dialogues, with their answers."""
    rows = json.loads((folder / "queries.json").read_text(encoding="utf-8"))["queries"]
    return [Asked(r["kind"], r["query"], r["language"], frozenset(map(str, r["relevant"]))) for r in rows]


def labelled(name: str, rows: list[dict[str, Any]]) -> list[Asked]:
    """The queries of a table in `benchmarks/queries`, labelled by what titles and summaries say.

    A query in a language that the dialogues are translated to asks for those that are, unless its subject is starred;
    what has the query in its translated title answers it, whatever Swedish word stands there.
    """
    said = {str(row["id"]): f"{row['title']} {row['summary']}".lower() for row in rows}
    about = {name: {i for i, text in said.items() if rule.search(text)} for name, rule in _subjects()}
    translated = {"en", "fi", "ar", "so"}
    found: list[Asked] = []
    for line in _lines(name):
        cells = [cell.strip() for cell in line.split("|")]
        kind, language, text, subject, place, who = (*cells, "", "", "")[:6]
        spoken = language if language in translated and not subject.endswith("*") else ""
        relevant = {
            id_
            for one in subject.removesuffix("*").split(",")
            for id_ in (about[one.strip()] if one.strip() else said)
        }
        if spoken:
            asked = text.lower().replace(place.lower(), "").strip()
            relevant |= {str(row["id"]) for row in rows if asked in row.get(f"title_{spoken}", "").lower()}
        relevant -= {str(row["id"]) for row in rows if not _fits(row, spoken, place, who)}
        found.append(Asked(kind, text, language, frozenset(relevant)))
    return found


def _fits(row: dict[str, Any], spoken: str, place: str, who: str) -> bool:
    return (
        (not spoken or f"title_{spoken}" in row)
        and (not place or place in (row["area"], row["district"]))
        and (not who or who in (row["method"], *row["target_groups"]))
    )


def _subjects() -> Iterator[tuple[str, re.Pattern[str]]]:
    for line in _lines("subjects"):
        name, _, rule = line.partition(": ")
        yield name, re.compile(rule)


def _lines(name: str) -> Iterator[str]:
    for line in (_QUERIES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


if __name__ == "__main__":
    from benchmarks.dialogues import read

    for table in ("improved_on", "kept_back"):
        for one in labelled(table, read(Path(sys.argv[1]))):
            print(table, one.kind, one.language, one.text, len(one.relevant), sep=" | ")
