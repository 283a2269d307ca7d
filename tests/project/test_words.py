"""Nothing of the machine on which the portal was written has come into the product."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {
    ".git",
    ".venv",
    "node_modules",
    "instance",
    "vendor",
    "dist",
    ".hypothesis",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".import_linter_cache",
    "__pycache__",
}
BINARY = {".png", ".ico", ".woff2", ".mo", ".jpg", ".gz", ".db", ".pyc"}
FOLDERS = re.compile(r"(?<![\w.])(?:\.\./|/)?" r"shared/\w|(?<!\w)/" r"work/|/home/\w+/|/root/|C:\\\\Users")
HOSTS = re.compile(r"https?://([\w.-]+)")
STORES = ("registry", "artifact", "nexus", "mirror", "pypi", "npm", "proxy", "cache")
PUBLIC_STORES = {"registry.npmjs.org", "pypi.org", "www.npmjs.com", "docs.npmjs.com"}


def files() -> Iterator[tuple[str, str]]:
    """Every text file of the product with its text."""
    for file in sorted(ROOT.rglob("*")):
        parts = file.relative_to(ROOT).parts
        if LEFT_OUT & set(parts) or file.suffix in BINARY or not file.is_file() or file == Path(__file__):
            continue
        yield "/".join(parts), file.read_text("utf-8")


def test_no_file_names_a_folder_of_one_machine() -> None:
    seen = list(files())
    assert len(seen) > 200
    found = {f"{name}: {match[0]}" for name, text in seen for match in FOLDERS.finditer(text)}
    assert not found


def test_packages_come_from_the_public_stores_only() -> None:
    found = {
        f"{name}: {host}"
        for name, text in files()
        for host in HOSTS.findall(text)
        if any(store in host for store in STORES) and host not in PUBLIC_STORES
    }
    assert not found


def test_no_address_leads_into_a_private_network() -> None:
    private = re.compile(
        r"https?://(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w-]+\.(?:internal|local|corp|lan)\b)"
    )
    assert not {f"{name}: {match[0]}" for name, text in files() for match in private.finditer(text)}


def test_every_e_mail_address_is_made_up_or_of_the_city() -> None:
    address = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b")
    known = re.compile(r"(?:^|\.)(?:example\.(?:org|se|com)|li\.org|stockholm\.se|start\.stockholm|xn--.*)$")
    found = {
        f"{name}: {match[0]}"
        for name, text in files()
        if not name.startswith(("package-lock", "tests/portal/domain/test_privacy", "LICENSE"))
        for match in address.finditer(text)
        if not known.search(match[1])
    }
    assert not found
