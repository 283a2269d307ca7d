"""Give published items a new version because something they are named or placed by has changed."""

from sqlalchemy import ColumnElement, func, text, update

from portal.db import db
from portal.jobs import defer_once
from portal.publications import versions
from portal.publications.models import PublishedItem as Item
from portal.publications.refresh import TOLD

_COLUMNS = {"theme": Item.themes, "group": Item.groups, "organisation": Item.organisers}

_ALSO_IN = text(
    """
UPDATE published_item SET version = :version,
    areas = ARRAY(SELECT DISTINCT one COLLATE "C" FROM unnest(areas || CAST(:new AS text)) one ORDER BY 1),
    districts = ARRAY(SELECT DISTINCT one COLLATE "C" FROM unnest(districts || CAST(:new AS text)) one ORDER BY 1)
WHERE card IS NOT NULL AND areas && CAST(:old AS varchar[])
"""
)


def named(kind: str, slug: str) -> None:
    """A theme, group, method or organisation is called otherwise: pages at once, the search index by a job.

    Call it last in a transaction: it holds the version until the end.
    """
    version = versions.take_next(reference=True)
    db.session.execute(update(Item).where(Item.card.is_not(None), _carrying(kind, slug)).values(version=version))
    defer_once(TOLD)


def also_in(old: tuple[str, ...], new: str) -> None:
    """What lies in one of these districts lies in a new one too, in lists, files and the index."""
    version = versions.take_next(reference=True)
    db.session.execute(_ALSO_IN, {"version": version, "old": list(old), "new": new})
    defer_once(TOLD)


def _carrying(kind: str, slug: str) -> ColumnElement[bool]:
    if kind in _COLUMNS:
        return _COLUMNS[kind].contains([slug])
    return func.jsonb_exists(Item.card["methods"], slug)
