"""Serve pages with gunicorn, the production server."""

import os
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from portal.app import create_app
from portal.publications.catalogue import catalogue
from portal.publications.tally import tally
from portal.publications.versions import current
from portal.settings import Settings


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with the portal in it, configured here rather than in a file."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each process after the fork, so that no connection is shared."""
        app = create_app(self._settings)
        with app.app_context():
            read_ahead(app)
        return app


def read_ahead(app: Flask) -> None:
    """Read now what the first visitor would otherwise wait for."""
    catalogue()
    tally("dialogue", current().content)
    app.extensions["search"].read_ahead()


def serve(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Answer requests until asked to stop; a process is renewed after many requests."""
    Server(
        settings,
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "timeout": 30,
            "graceful_timeout": 10,
            "max_requests": 50_000,
            "max_requests_jitter": 5_000,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108
            "accesslog": None,
            "loglevel": "warning",
            "forwarded_allow_ips": "*" if settings.trusted_proxies else "127.0.0.1",
        },
    ).run()
