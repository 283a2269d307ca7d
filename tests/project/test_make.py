"""`make` explains itself, and says plainly what is missing."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def make(*words: str, folder: Path = ROOT, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"]}
    for inherited in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "CI"):
        environment.pop(inherited, None)
    return subprocess.run(
        ["/usr/bin/env", "make", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_make_alone_lists_every_target_with_a_word_on_it() -> None:
    listed = set(re.findall(r"^  make ([a-z-]+) +\S", make().stdout, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert listed == set(phony[1].split()) - {"browser"}
    assert {"run", "test", "check", "translations", "clean"} <= listed


def test_another_port_can_be_chosen() -> None:
    assert "run --port 8123" in make("--dry-run", "run", "PORT=8123").stdout


def test_an_old_python_is_named_together_with_what_is_needed(tmp_path: Path) -> None:
    checkout, programs = tmp_path / "checkout", tmp_path / "programs"
    checkout.mkdir()
    programs.mkdir()
    (checkout / "Makefile").write_text((ROOT / "Makefile").read_text())
    old = programs / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n')
    old.chmod(0o755)
    for name in ("make", "sh", "sed", "awk", "cksum", "cut", "id"):
        found = subprocess.run(["/bin/sh", "-c", f"command -v {name}"], capture_output=True, text=True, check=True)
        (programs / name).symlink_to(found.stdout.strip())
    refused = make(".venv/bin/python", folder=checkout, path=str(programs))
    assert refused.returncode != 0
    assert "Python 3.11 or later is needed" in refused.stderr
    assert "Python 3.9.2" in refused.stderr
    assert not (checkout / ".venv").exists()


def test_npm_packages_are_pinned_without_naming_a_registry() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') >= 4
    assert not re.search(r'"[~^><*]', re.sub(r'"(node|os|cpu)": .*', "", (ROOT / "package.json").read_text()))
