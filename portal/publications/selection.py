"""What a reader has chosen in a list: words, filters, order and page."""

from dataclasses import dataclass
from datetime import date

FILTERS = {
    "district": "districts",
    "theme": "themes",
    "group": "groups",
    "status": "status",
    "organiser": "organisers",
    "influence": "influence",
    "form": "form",
    "lang": "languages",
}
"""Filters by the name they have in an address, with the column that holds their values."""

SORTS = ("relevance", "date", "-date", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Values of one filter are alternatives, different filters all hold; `starts_from` comes before `starts_to`.

    `case` is an assignment or a case number, which only dialogues know.
    """

    q: str = ""
    district: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    organiser: tuple[str, ...] = ()
    influence: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    case: str = ""
    starts_from: date | None = None
    starts_to: date | None = None
    sort: str = "relevance"
    page: int = 1

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        chosen: tuple[str, ...] = getattr(self, name)
        return chosen

    @property
    def filtered(self) -> int:
        """How many filter values are chosen."""
        single = bool(self.case) + (self.starts_from is not None) + (self.starts_to is not None)
        return single + sum(len(self.values(name)) for name in FILTERS)
