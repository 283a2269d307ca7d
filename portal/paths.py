"""Where templates, static files, translations and migrations lie, in a checkout and when installed."""

from pathlib import Path

_package = Path(__file__).resolve().parent
_bundled = _package / "_bundled"

ROOT = _bundled if _bundled.is_dir() else _package.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
TRANSLATIONS = ROOT / "translations"
MIGRATIONS = ROOT / "migrations"
