"""Which part may know which: the contracts of pyproject.toml, and what they cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def in_a_fresh_python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_contract_of_the_imports_is_kept() -> None:
    said = in_a_fresh_python(
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    assert " 0 broken" in said


@pytest.mark.parametrize(
    ("module", "strangers"),
    [
        ("portal", {"flask", "sqlalchemy", "jinja2"}),
        ("portal.domain.overlap", {"flask", "sqlalchemy", "portal.db"}),
        ("portal.domain.readiness", {"flask", "sqlalchemy", "portal.db"}),
        ("search", {"flask", "jinja2", "portal"}),
    ],
)
def test_whoever_takes_one_part_does_not_get_the_rest(module: str, strangers: set[str]) -> None:
    loaded = set(in_a_fresh_python(f"import {module}, sys; print(*sys.modules)").split())
    assert module in loaded
    assert not loaded & strangers


def test_the_search_we_import_is_ours() -> None:
    place = in_a_fresh_python("import search; print(search.__file__)").strip()
    assert Path(place) == ROOT / "search" / "__init__.py"


@pytest.mark.parametrize("file", sorted((ROOT / "portal" / "domain").glob("*.py")), ids=lambda file: file.name)
def test_the_rules_never_look_at_a_clock(file: Path) -> None:
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("date", "datetime", "time")
    }
    assert not called & CLOCKS
