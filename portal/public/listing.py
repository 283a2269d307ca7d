"""Show a list as the reader has chosen it: searched or not, whole or only its results."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, make_response, render_template

from portal.indexing.find import Found
from portal.public import choosing, find
from portal.publications.queries import Listing
from portal.publications.selection import Selection


def shown(
    kind: str,
    selection: Selection,
    *,
    folder: str,
    plain: Mapping[str, Any],
    found: Found | None,
    listing: Listing[Any],
    filters: Iterable[str],
    status: str = "status",
    status_title: str | None = None,
) -> Response:
    """The page of a list of items of a kind; `plain` is what its template needs besides."""
    choices = choosing.choices(selection, status=status)
    response = make_response(
        render_template(
            f"public/{folder}/{'partial' if choosing.partial() else 'index'}.html",
            selection=selection,
            found=found,
            listing=listing,
            facets=choosing.facets(selection, listing.counts, only=filters, status=status, status_title=status_title),
            chips=[(one.label, one.address) for one in choices],
            instead=[] if listing.total else find.instead(kind, choices),
            noindex=choosing.unlisted(selection),
            canonical_fields=choosing.canonical(selection),
            **plain,
        )
    )
    response.vary.add("X-Partial")
    if selection.q:
        # What the engines answer follows the content by a moment, so such a page is never kept.
        response.headers["Cache-Control"] = "no-cache"
    return response
