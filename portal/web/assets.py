"""Addresses of static files that change when the file does, so that browsers may keep them for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for


@lru_cache(maxsize=256)
def _print_of(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content; without the mark when the file is missing."""
    path = Path(current_app.static_folder or "") / name
    try:
        mark = _print_of(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return url_for("static", filename=name)
    return url_for("static", filename=name, v=mark)


def install(app: Flask) -> None:
    """Let templates address static files."""
    app.jinja_env.globals["asset"] = asset
