"""What an operator types at the `portal` command, and what it answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal import __version__
from portal.cli import main
from portal.db import db
from portal.staff.models import Staff

ROOT = Path(__file__).resolve().parents[2]


def typed(*words: str) -> Result:
    """Run the command as somebody at a terminal would."""
    return CliRunner().invoke(main, list(words))


def typed_apart(database: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it as a process of its own, whose connections end with it."""
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *words],
        env={**os.environ, "PORTAL_DATABASE_URL": database},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def the_one_line(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    (line,) = result.output.splitlines()
    return line


def test_the_command_explains_itself() -> None:
    said = typed("--help").output
    for command in ("run", "web", "worker", "migrate", "reindex", "overlap", "staff", "doctor"):
        assert f"\n  {command} " in said
    assert __version__ in typed("--version").output


@pytest.mark.parametrize("command", [["migrate"], ["reindex", "--check"], ["web"], ["worker"], ["doctor"]])
def test_without_a_database_it_says_what_to_set(command: list[str]) -> None:
    assert "PORTAL_DATABASE_URL is not set" in the_one_line(typed(*command))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_DATABASE_URL", "mysql://here", "PORTAL_DATABASE_URL must be an address"),
        ("PORTAL_BASE_URL", "https://dialog.example.org", "PORTAL_SECRET_KEY must be set"),
        ("PORTAL_SECRET_KEY", "short", "at least 32 random characters"),
        ("PORTAL_LANGUAGES", "en ar", "must contain sv"),
        ("PORTAL_TRUSTED_PROXIES", "many", "must be a number"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    monkeypatch.setenv(name, value)
    assert said in the_one_line(typed("migrate"))


def test_migrating_once_more_changes_nothing(app: Flask, database: str) -> None:
    done = typed_apart(database, "migrate")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n"), done.stderr


def test_a_new_colleague_gets_a_link_to_choose_a_password(app: Flask, database: str) -> None:
    words = ("Nour@example.org", "--name", "Nour", "--role", "editor", "--organisation", "farsta")
    done = typed_apart(database, "staff", "add", *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("http://127.0.0.1:8000/desk/sign-in/choose/")
    person = db.session.query(Staff).filter_by(email="nour@example.org").one()
    assert [role.role.value for role in person.roles] == ["editor"]


def test_an_unknown_organisation_is_told_and_nobody_is_added(app: Flask, database: str) -> None:
    words = ("x@example.org", "--name", "X", "--role", "editor", "--organisation", "atlantis")
    done = typed_apart(database, "staff", "add", *words)
    assert (done.returncode, done.stderr) == (1, "Error: There is no organisation called atlantis.\n")
    assert db.session.query(Staff).count() == 0
