"""What is asked, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from search.tokens import storable

Sort = Literal["relevance", "date", "-date"]
FACETS = ("kind", "district", "area", "theme", "group", "status", "organiser", "influence", "form", "language")
LONGEST_QUERY = 200  # characters
MOST_TERMS = 10
MOST_VALUES = 200  # filter values in all
MOST_IN_GROUP = 50  # hits of one kind beside the page


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an engine.

    Filter values are joined by or within a facet and by and between facets; facets that are not in FACETS are
    ignored. `code` keeps the documents that have just this one among their codes. `starts_from` and `starts_to` are
    a window of days (proleptic ordinals, both included) that a document's period must touch; undated documents are
    then left out. `facets` names what is to be counted: the counts of a facet ignore its own filter. `at_least` is
    the version of the feed the index must have been told; an older index raises `Behind`. `groups` asks for the best
    hits of other kinds beside the page: how many of each `kind`. The filter by kind does not hold for them; all other
    filters do. Who wants groups alone sets `limit` to 0 and names no facets: nothing is then counted outside them.
    `strict` takes only what holds every word, so that nothing may be found.
    """

    text: str = ""
    language: str = "sv"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    code: str = ""
    starts_from: int | None = None
    starts_to: int | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    at_least: int = 0
    groups: Mapping[str, int] = field(default_factory=dict)
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found; scores compare within one answer only."""

    id: str
    version: int
    score: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best hits of one kind beside the page, and how many there are that hold every word."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Results:
    """The answer.

    `engine` says who answered. `suggestion` is a query with its misspelt words corrected, or None. `place` is the
    slug of the area that was recognised in the query and used as a filter. `loosened` is true when some hits lack a
    word of the query or lie outside its place, because too little was found otherwise. `groups` holds the best hits
    of each kind that was asked for and has any; all of them hold every word.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    engine: str
    suggestion: str | None = None
    place: str | None = None
    loosened: bool = False
    groups: Mapping[str, Best] = field(default_factory=dict)


def allowed_filters(filters: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The filters of known facets with values that are text at all, at most MOST_VALUES in all."""
    left = MOST_VALUES
    result: dict[str, list[str]] = {}
    for name, values in filters.items():
        wanted = [value for value in values if value][:left]
        if name in FACETS and wanted:
            left -= len(wanted)
            result[name] = [storable(value[:200]) for value in wanted]
    return result
