"""What can be found: documents with texts in several languages, and the places they are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found.

    `version` rises with every change. Texts are per language code ("sv", "en", ...). `labels` are the translated
    names of theme, method, group and organiser, a line each, in one string per language; `place` the Swedish names of
    its areas, district included. `facets` hold codes to filter and count by; an area facet should hold every
    neighbourhood concerned. `codes` name the document in registers of others; it is found by one of them whole
    (`Query.code`), never by a part. `starts` and `ends` are days as proleptic ordinals (`date.toordinal()`).
    """

    id: str
    version: int
    kind: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An area that may be named in a query: `kind` is city, district, neighbourhood or place; `parent` a slug."""

    slug: str
    name: str
    kind: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A document that the index would not take, and why, in words for an operator."""

    id: str
    reason: str
