"""The portal's own pages as things that can be found: those about the portal, and one for each district."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from portal.publications.reference import Catalogue
from search import Document

_DATA = Path(__file__).parent / "data" / "pages.json"

VERSION = 1
"""Pages change with the portal itself or its reference data; either makes a new edition of the whole index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page of the portal: where it is (an endpoint, and the district it is about), and what it is called."""

    key: str
    endpoint: str
    titles: dict[str, str]
    summaries: dict[str, str]
    district: str | None = None


@cache
def _written() -> tuple[SitePage, ...]:
    return tuple(SitePage(key=key, **facts) for key, facts in json.loads(_DATA.read_text("utf-8")).items())


@cache
def digest() -> str:
    """Names the pages as they are written now."""
    return sha256(_DATA.read_bytes()).hexdigest()[:6]


def pages(catalogue: Catalogue) -> dict[str, SitePage]:
    """Every page that can be found, by its key."""
    districts = [
        SitePage(
            key=f"district-{area.slug}",
            endpoint="public.districts.show",
            titles={"sv": area.name},
            summaries={
                "sv": "Stadsdelsområde: dialoger, resultat och löften.",
                "en": "District: dialogues, results and promises.",
                "fi": "Kaupunginosa-alue: dialogit, tulokset ja lupaukset.",
                "ar": "منطقة: الحوارات والنتائج والوعود.",
                "so": "Degmo: wadahadallo, natiijooyin iyo ballanqaadyo.",
                "fa": "منطقه: گفت‌وگوها، نتایج و قول‌ها.",
                "es": "Distrito: diálogos, resultados y compromisos.",
                "pl": "Dzielnica: dialogi, wyniki i obietnice.",
            },
            district=area.slug,
        )
        for area in catalogue.districts()
    ]
    return {page.key: page for page in (*_written(), *districts)}


def documents(catalogue: Catalogue) -> list[Document]:
    """The pages as the engines take them."""
    return [
        Document(
            id=f"page_{page.key}",
            version=VERSION,
            kind="page",
            titles=page.titles,
            summaries=page.summaries,
            place=catalogue.areas[page.district].name if page.district else "",
            facets={
                "kind": ("page",),
                "district": (page.district,) if page.district else (),
                "area": (page.district,) if page.district else (),
            },
        )
        for page in pages(catalogue).values()
    ]
