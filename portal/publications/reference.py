"""Names and places behind the codes: areas, organisations, themes, groups, methods, kept in memory per version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.db import now
from portal.domain.calendar import day_of

Texts = dict[str, str]

INVENTED = "Påhittade värden"
"""How the source of figures begins that were made up to show how the portal works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residents:
    """Who lives in an area: `gender` (women, men) and `age` (bands) as counts, of a year, from a source."""

    year: int
    source: str
    cells: Mapping[str, Mapping[str, int]]

    @property
    def invented(self) -> bool:
        """Whether the figures are made up, which every page that shows them says."""
        return self.source.startswith(INVENTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRef:
    """An area as pages need it; `parent` is the slug of the area it lies in."""

    id: int
    slug: str
    name: str
    kind: str
    parent: str | None = None
    lat: float | None = None
    lon: float | None = None
    tile: tuple[int, int] | None = None
    successors: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    population: int | None = None
    small: bool = False
    residents: Residents | None = None

    @property
    def current(self) -> bool:
        """Whether the area exists today."""
        today = day_of(now())
        return (self.valid_from or today) <= today <= (self.valid_to or today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A theme, target group or method with its names."""

    id: int
    slug: str
    names: Texts
    parent: str | None = None
    minutes: int | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRef:
    """An organiser as pages need it."""

    id: int
    slug: str
    names: Texts
    short: str
    kind: str
    area: str | None = None
    email: str | None = None
    url: str | None = None
    valid_to: date | None = None

    @property
    def current(self) -> bool:
        """Whether it still holds dialogues today."""
        return self.valid_to is None or self.valid_to >= day_of(now())


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRef:
    """An undertaking that gathers dialogues, as pages need it; `lead` is the slug of an organiser."""

    slug: str
    names: Texts
    summaries: Texts
    lead: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All reference data, by slug, in the order it should be shown."""

    areas: dict[str, AreaRef] = field(default_factory=dict)
    organisations: dict[str, OrganisationRef] = field(default_factory=dict)
    themes: dict[str, Term] = field(default_factory=dict)
    groups: dict[str, Term] = field(default_factory=dict)
    methods: dict[str, Term] = field(default_factory=dict)
    programmes: dict[str, ProgrammeRef] = field(default_factory=dict)

    def districts(self) -> list[AreaRef]:
        """The districts of today, by Swedish name."""
        return [area for area in self.areas.values() if area.kind == "district" and area.current]

    def within(self, areas: Iterable[str]) -> set[str]:
        """The slugs of some areas, of those they lie in, and of what any of these became."""
        found: set[str] = set()
        for slug in areas:
            area = self.areas.get(slug)
            while area is not None:
                found |= {area.slug, *self.successors(area)}
                area = self.areas.get(area.parent or "")
        # Every area lies in the city, so the city itself would tell nothing apart.
        return found if "stockholm" in areas else found - {"stockholm"}

    def district_of(self, slug: str) -> str | None:
        """The slug of today's district that an area lies in, also for a district that was merged away."""
        seen = self.areas.get(slug)
        while seen is not None and seen.kind not in ("district", "city"):
            seen = self.areas.get(seen.parent or "")
        if seen is None or seen.kind == "city":
            return None
        while seen.successors and not seen.current:
            seen = self.areas[seen.successors[0]]
        return seen.slug

    def inside_district(self, district: str) -> list[AreaRef]:
        """What lies in a district of today, also where it lay in one that was merged into it."""
        return [
            area
            for area in self.areas.values()
            if area.kind not in ("city", "district") and area.current and self.district_of(area.slug) == district
        ]

    def successors(self, area: AreaRef) -> set[str]:
        """Every area that took over from this one, from the first to the last."""
        found: set[str] = set()
        waiting = [*area.successors]
        while waiting:
            slug = waiting.pop()
            if slug not in found:
                found.add(slug)
                waiting += self.areas[slug].successors
        return found
