"""The built wheel carries all that the portal needs, and works from any folder."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("node_modules", "instance", "dist", "__pycache__", "*.unfinished", ".*_cache", ".hypothesis", ".git")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built in a copy of it so that nothing here changes."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*GENERATED, ".venv", "tests", "benchmarks"))
    for catalogue in source.glob("translations/*/LC_MESSAGES/*.mo"):
        catalogue.unlink()  # the build must make them
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    outcome = subprocess.run(build, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def tracked(folder: str, *suffixes: str) -> set[str]:
    """The files of this kind in a folder of the checkout, as the wheel names them."""
    found = (path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return {f"portal/_bundled/{path.relative_to(ROOT).as_posix()}" for path in found}


@pytest.mark.parametrize(
    ("folder", "suffixes"),
    [("templates", (".html", ".txt", ".xml")), ("static", (".css", ".js", ".svg")), ("migrations", (".py",))],
)
def test_it_carries_what_lies_outside_the_package(contents: set[str], folder: str, suffixes: tuple[str, ...]) -> None:
    expected = tracked(folder, *suffixes)
    assert expected
    assert expected <= contents


def test_it_carries_the_style_sheets_and_the_map_with_their_licences(contents: set[str]) -> None:
    vendor = "portal/_bundled/static/vendor"
    for name in ("ds-theme.css", "ds.css", "ds.LICENSE.txt", "leaflet.js", "leaflet.css", "leaflet.LICENSE.txt"):
        assert f"{vendor}/{name}" in contents
    assert f"{vendor}/images/layers.png" in contents


def test_every_language_is_compiled_and_no_source_is_shipped(contents: set[str]) -> None:
    languages = {path.parts[-3] for path in ROOT.glob("translations/*/LC_MESSAGES/*.po")}
    assert {"sv", "en", "ar"} <= languages
    for language in languages:
        assert f"portal/_bundled/translations/{language}/LC_MESSAGES/messages.mo" in contents
    assert not [name for name in contents if name.endswith((".po", ".pot"))]


def test_it_carries_the_licence_and_nothing_that_is_not_ours(contents: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in contents)
    tops = {name.split("/")[0] for name in contents if ".dist-info/" not in name}
    assert tops == {"portal", "search"}
    assert not [name for name in contents if name.endswith(("~", ".pyc", ".unfinished"))]


def test_the_installed_command_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Installed beside the packages of this environment: only our own files come from the wheel."""
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    packages = next((tmp_path / "venv" / "lib").glob("python*/site-packages"))
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*install, "--quiet", "--disable-pip-version-check"], check=True)
    ours = next(path for path in map(Path, sys.path) if (path / "flask" / "__init__.py").is_file())
    # This makes their packages known behind our own, but does not read their .pth files: the checkout stays out.
    (packages / "theirs.pth").write_text(f"{ours}\n")

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = tmp_path / "venv" / "bin" / "portal"
    helped = subprocess.run([command, "--help"], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert helped.returncode == 0, helped.stderr
    for each in ("run", "web", "worker", "migrate", "reindex", "doctor", "staff", "overlap"):
        assert each in helped.stdout
    where = "from portal import paths; print(paths.TEMPLATES.is_dir() and paths.MIGRATIONS)"
    found = subprocess.run([python, "-c", where], cwd=elsewhere, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()) == packages / "portal" / "_bundled" / "migrations"
