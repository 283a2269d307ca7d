"""Every file is one idea that can be read in one sitting, and says in one sentence what it is."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300
MODULES = sorted(file for folder in ("portal", "search") for file in (ROOT / folder).rglob("*.py"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_there_are_modules_to_read() -> None:
    assert len(MODULES) > 100


@pytest.mark.parametrize("file", MODULES, ids=name)
def test_a_module_is_short_and_begins_with_one_sentence(file: Path) -> None:
    source = file.read_text("utf-8")
    assert len(source.splitlines()) <= LONGEST
    said = ast.get_docstring(ast.parse(source))
    assert said, "no docstring"
    first, *rest = said.splitlines()
    assert first.endswith((".", "?")), first
    assert not rest or rest[0] == "", "the first sentence does not fit on one line"


def test_no_module_hides_behind_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "manager", "service", "services", "misc", "util", "base"}
    assert not [name(file) for file in MODULES if file.stem in empty]


def test_nothing_was_left_to_do_later() -> None:
    marks = tuple("".join(letters) for letters in (("TO", "DO"), ("FIX", "ME"), ("X", "XX")))
    files = [*MODULES, *(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js")]
    assert not [name(file) for file in files if any(mark in file.read_text("utf-8") for mark in marks)]
