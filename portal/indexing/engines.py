"""The search engines of this installation, opened when first asked for."""

from collections.abc import Callable
from typing import Any

from portal.db import db
from portal.publications.catalogue import catalogue
from portal.settings import Settings
from search import Engine, Place, open_engine

Opened = Callable[[], Engine]


def install(settings: Settings, extensions: dict[str, Any]) -> None:
    """Let the application ask for its search engine as `extensions["search"]()`."""
    kept: list[Engine] = []

    def opened() -> Engine:
        if not kept:
            kept.append(
                open_engine(
                    db.engine, meili_url=settings.meili_url, meili_key=settings.meili_key, places=_places()
                )
            )
        return kept[0]

    extensions["search"] = opened


def _places() -> list[Place]:
    return [
        Place(slug=area.slug, name=area.name, kind=area.kind, parent=area.parent)
        for area in catalogue().areas.values()
    ]
