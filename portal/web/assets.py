"""Addresses of static files that change when the file does, so that browsers may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, url_for


@cache
def asset(name: str) -> str:
    """The address of a static file with a mark of its content, found once; without the mark when it is missing."""
    path = Path(current_app.static_folder or "") / name
    if not path.is_file():
        return url_for("static", filename=name)
    return url_for("static", filename=name, v=hashlib.sha256(path.read_bytes()).hexdigest()[:12])


def install(app: Flask) -> None:
    """Let templates address static files."""
    app.jinja_env.globals["asset"] = asset
