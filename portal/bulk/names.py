"""Find the code behind a name, in any language the city uses for it, and the nearest name when there is none."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources

from portal.publications.reference import Catalogue

VOCABULARIES = ("status", "influence", "form", "legal_basis", "stage", "continuity")


@dataclass(frozen=True, slots=True)
class Names:
    """Codes by name: for each vocabulary, and for areas, districts, organisations, themes, groups and methods."""

    codes: dict[str, dict[str, str]]
    said: dict[str, dict[str, str]]

    def code(self, among: str, name: str) -> str | None:
        """The code of a name, however its letters are written."""
        known = self.codes[among]
        return known.get(plain(name)) or known.get(folded(name))

    def nearest(self, among: str, name: str) -> str | None:
        """The known name most like this one, as it is written, or None."""
        near = get_close_matches(folded(name), self.codes[among], n=1, cutoff=0.75)
        return self.said[among].get(self.codes[among][near[0]]) if near else None

    def allowed(self, among: str) -> tuple[str, ...]:
        """The names to choose among, as they are written in Swedish."""
        return tuple(dict.fromkeys(self.said[among].values()))


def plain(name: str) -> str:
    """A name without what does not tell names apart: case, spaces, dashes of several kinds."""
    return " ".join(name.casefold().replace("–", "-").replace("‐", "-").replace("_", " ").split())


def folded(name: str) -> str:
    """The same without accents, for files that have lost their å, ä and ö."""
    return "".join(c for c in unicodedata.normalize("NFD", plain(name)) if not unicodedata.combining(c))


def names(catalogue: Catalogue) -> Names:
    """Every name of today's reference data and of the closed vocabularies."""
    codes: dict[str, dict[str, str]] = {}
    said: dict[str, dict[str, str]] = {}
    for among in VOCABULARIES:
        said[among] = {code: words[0] for code, words in vocabulary()[among].items()}
        codes[among] = _by_name((code, (code, *words)) for code, words in vocabulary()[among].items())
    for among, terms in (("themes", catalogue.themes), ("groups", catalogue.groups), ("methods", catalogue.methods)):
        said[among] = {slug: one.names["sv"] for slug, one in terms.items()}
        codes[among] = _by_name(
            (slug, (slug, *one.names.values(), *vocabulary()[among].get(slug, ()))) for slug, one in terms.items()
        )
    said["organisations"] = {slug: one.names["sv"] for slug, one in catalogue.organisations.items()}
    codes["organisations"] = _by_name(
        (slug, (slug, one.short, *one.names.values())) for slug, one in catalogue.organisations.items()
    )
    # Where a district and a neighbourhood have one name, the neighbourhood is meant; today's before yesterday's.
    areas = sorted(
        catalogue.areas.values(), key=lambda area: (area.valid_to or date.max, area.kind != "district"), reverse=True
    )
    said["areas"] = {area.slug: area.name for area in areas}
    codes["areas"] = _by_name(
        (area.slug, (area.slug, area.name, f"{area.name} stadsdelsområde", f"{area.name} (stadsdelsområde)"))
        if area.kind == "district"
        else (area.slug, (area.slug, area.name, *(("hela staden", "staden") if area.kind == "city" else ())))
        for area in areas
    )
    districts = [area for area in areas if area.kind == "district"]
    said["districts"] = {area.slug: area.name for area in districts}
    codes["districts"] = _by_name((area.slug, (area.slug, area.name)) for area in districts)
    return Names(codes, said)


def _by_name(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Codes by name, the first to have a name keeps it; exact names go before those without accents."""
    pairs = list(pairs)
    found: dict[str, str] = {}
    for code, _known in pairs:
        found.setdefault(plain(code), code)
    for form in (plain, folded):
        for code, known in pairs:
            for name in known:
                found.setdefault(form(name), code)
    return found


@cache
def vocabulary() -> dict[str, dict[str, list[str]]]:
    """Further words for codes, Swedish first, as offices write them in their lists."""
    found: dict[str, dict[str, list[str]]] = json.loads(
        (resources.files(__package__) / "data" / "vocabulary.json").read_text("utf-8")
    )
    return found
