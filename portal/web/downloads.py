"""Kept files as answers: always as something to save, never as something that runs in the page."""

from pathlib import Path

from flask import Flask, Response, current_app, send_file
from werkzeug.exceptions import NotFound

from portal.domain.slugs import slug
from portal.files.kinds import kind_named
from portal.files.store import path_of


def folder() -> Path:
    """The data folder of this installation."""
    return Path(current_app.config["PORTAL"].data_dir)


def attachment(sha256: str, *, title: str, media_type: str, private: bool = False) -> Response:
    """A kept file under a name made of its title; 404 when it is not there. A private one is kept by no cache."""
    path = path_of(folder(), sha256)
    if not path.is_file():
        raise NotFound
    name = f"{slug(title) or 'document'}.{kind_named(media_type).ending}"
    etag = False if private else sha256
    answer = send_file(
        path,
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        etag=etag,
        conditional=not private,
        max_age=0,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # Ten megabytes have no place among the pages kept in memory.
    answer.headers["Cache-Control"] = "no-store" if private else "no-cache"
    return answer


def install(app: Flask) -> None:
    """Let templates say what kind of file it is."""
    app.jinja_env.filters["file_ending"] = lambda media_type: kind_named(media_type).ending
