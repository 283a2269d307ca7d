"""The reference catalogue in memory: read from the database once per reference version."""

import unicodedata
from threading import Lock

from portal.organisations import queries as organisations
from portal.places import queries as places
from portal.places.models import Population
from portal.programmes import queries as programmes
from portal.publications import versions
from portal.publications.reference import AreaRef, Catalogue, OrganisationRef, ProgrammeRef, Residents, Term
from portal.taxonomy import queries as taxonomy
from portal.taxonomy.models import Method, TargetGroup, Theme

_kept: tuple[int, Catalogue] | None = None
_lock = Lock()

# The database of a small installation sorts å before ä; Swedes do not.
_ALPHABET = {letter: chr(0x2000 + place) for place, letter in enumerate("åäö")}


def swedish_order(name: str) -> str:
    """A sort key that puts Å, Ä, Ö after Z and ignores other accents."""
    letters = (_ALPHABET.get(letter) or unicodedata.normalize("NFD", letter)[0] for letter in name.lower())
    return "".join(letters)


def by_short_name(names: Catalogue) -> list[OrganisationRef]:
    """Every organisation, in the order of the short names that one chooses among."""
    return sorted(names.organisations.values(), key=lambda one: swedish_order(one.short))


def catalogue(reference: int | None = None) -> Catalogue:
    """The catalogue of the given reference version, or of the current one."""
    global _kept  # noqa: PLW0603 - one catalogue per process is the point
    wanted = reference if reference is not None else versions.current().reference
    kept = _kept
    if kept is not None and kept[0] == wanted:
        return kept[1]
    with _lock:
        fresh = read()
        _kept = (wanted, fresh)
    return fresh


def forget() -> None:
    """Read again next time; for whoever has just changed reference data."""
    global _kept  # noqa: PLW0603
    _kept = None


def read() -> Catalogue:
    """Read all reference data; eight small queries."""
    areas = places.all_areas()
    slug_of = {area.id: area.slug for area in areas}
    successors: dict[int, list[str]] = {}
    for area_id, successor_id in places.successions():
        successors.setdefault(area_id, []).append(slug_of[successor_id])
    residents = places.populations()
    told_apart = places.populations_told_apart()
    return Catalogue(
        areas={
            area.slug: AreaRef(
                id=area.id,
                slug=area.slug,
                name=area.name,
                kind=area.kind.value,
                parent=slug_of.get(area.parent_id) if area.parent_id else None,
                lat=area.lat,
                lon=area.lon,
                tile=(area.tile_column, area.tile_row)
                if area.tile_column is not None and area.tile_row is not None
                else None,
                successors=tuple(successors.get(area.id, ())),
                valid_from=area.valid_from,
                valid_to=area.valid_to,
                population=residents.get(area.id),
                small=area.small,
                residents=_residents(told_apart.get(area.id, [])),
            )
            for area in sorted(areas, key=lambda area: swedish_order(area.name))
        },
        organisations={
            one.slug: OrganisationRef(
                id=one.id,
                slug=one.slug,
                names=one.names,
                short=one.short,
                kind=one.kind.value,
                area=slug_of.get(one.area_id) if one.area_id else None,
                email=one.email,
                url=one.url,
                valid_to=one.valid_to,
            )
            for one in sorted(organisations.all_organisations(), key=lambda one: swedish_order(one.names["sv"]))
        },
        themes=_terms(taxonomy.themes()),
        groups=_terms(taxonomy.groups()),
        methods=_terms(taxonomy.methods()),
        programmes={
            one.slug: ProgrammeRef(
                slug=one.slug, names=one.names, summaries=one.summaries, lead=one.lead.slug, retired=one.retired
            )
            for one in programmes.all_programmes(retired=True)
        },
    )


def _residents(cells: list[Population]) -> Residents | None:
    """The residents of an area in the latest year that is known by gender or age."""
    if not cells:
        return None
    year = max(cell.year for cell in cells)
    tables: dict[str, dict[str, int]] = {"gender": {}, "age": {}}
    for cell in cells:
        if cell.year == year:
            tables["gender" if cell.gender else "age"][cell.gender or cell.age_band or ""] = cell.count
    return Residents(year=year, source=cells[-1].source, cells=tables)


def _terms(rows: list[Theme] | list[TargetGroup] | list[Method]) -> dict[str, Term]:
    slug_of = {row.id: row.slug for row in rows}
    return {
        row.slug: Term(
            id=row.id,
            slug=row.slug,
            names=row.names,
            parent=slug_of.get(getattr(row, "parent_id", None) or 0),
            minutes=getattr(row, "minutes", None),
            retired=row.retired,
        )
        for row in rows
    }
