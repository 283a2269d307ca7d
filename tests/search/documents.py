"""Documents for tests, short to write."""

from collections.abc import Mapping
from datetime import date

from search import Document


def document(
    id: str,
    title: str,
    summary: str = "",
    *,
    version: int = 1,
    body: str = "",
    label: str = "",
    place: str = "",
    areas: tuple[str, ...] = (),
    starts: date | None = None,
    ends: date | None = None,
    titles: Mapping[str, str] | None = None,
    **facets: tuple[str, ...],
) -> Document:
    """A Swedish document; the first of `areas` is its district."""
    place_facets = {"district": areas[:1], "area": areas} if areas else {}
    return Document(
        id=id,
        version=version,
        kind="dialogue",
        titles={"sv": title, **(titles or {})},
        summaries={"sv": summary} if summary else {},
        bodies={"sv": body} if body else {},
        labels={"sv": label} if label else {},
        place=place,
        facets={"kind": ("dialogue",), **place_facets, **facets},
        starts=starts.toordinal() if starts else None,
        ends=ends.toordinal() if ends else None,
    )
