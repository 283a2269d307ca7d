"""Build the Flask application: the one place where all parts meet."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from flask import Flask, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import __version__, desk, paths, public
from portal.db import db
from portal.indexing import engines
from portal.settings import Settings, read
from portal.web import (
    assets,
    dates,
    downloads,
    duties,
    errors,
    forms,
    headers,
    health,
    language,
    limits,
    names,
    paging,
    progress,
    rendering,
    words,
)
from portal.web.cache import PageCache
from portal.web.freshness import VersionReader
from portal.web.uploads import Received

LARGEST_REQUEST = 32 * 1024 * 1024
"""Bytes of one request: three attachments of ten megabytes and the text around them."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings, or for those of the environment."""
    settings = settings or read(os.environ)
    app = Flask("portal", template_folder=str(paths.TEMPLATES), static_folder=str(paths.STATIC))
    rendering.install(app)
    configure(app, settings)
    db.init_app(app)
    CSRFProtect(app)
    language.install(app, languages=settings.languages, base_url=settings.base_url)
    for part in (assets, dates, downloads, duties, forms, names, paging, progress, words, limits, errors):
        part.install(app)
    headers.install(app, tile_url=settings.tile_url, secure=settings.secure)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(health.blueprint)
    app.add_url_rule("/", "front", language.front)
    engines.install(settings, app.extensions)
    keep_pages(app, settings)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Settings of Flask and its extensions."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": True,
            "hide_parameters": True,
            "pool_size": 5,
            "connect_args": {"connect_timeout": 5},
        },
        SESSION_COOKIE_NAME="portal_desk",
        SESSION_COOKIE_PATH="/desk",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=10),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        TILE_URL=settings.tile_url,
        PORTAL=settings,
        MAIL_FROM=settings.mail_from,
    )
    app.request_class = Received
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign, assignment]
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app,
        x_for=settings.trusted_proxies,
        x_proto=settings.trusted_proxies,
        x_host=settings.trusted_proxies,
    )


def keep_pages(app: Flask, settings: Settings) -> None:
    """Put the cache of public pages around the application."""
    reader = VersionReader(settings.database_url, build=_build(settings), today=dates.today)
    app.extensions["freshness"] = reader
    app.wsgi_app = PageCache(app.wsgi_app, tag=reader.tag)  # type: ignore[method-assign]


def _static_age(_name: str | None) -> int | None:
    """A file addressed with the mark of its content may be kept for a year."""
    return 31_536_000 if "v" in request.args else None


def _build(settings: Settings) -> str:
    """Something that changes with program, templates and settings, so that an upgrade makes pages anew."""
    mark = hashlib.sha256(f"{__version__} {settings.languages} {settings.base_url}".encode())
    for folder in (paths.TEMPLATES, paths.STATIC, paths.TRANSLATIONS, Path(__file__).parent):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".html", ".css", ".js", ".mo", ".py", ".svg"):
                mark.update(f"{file}{file.stat().st_mtime_ns}".encode())
    return mark.hexdigest()[:10]
