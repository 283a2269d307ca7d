"""A document as both engines index it: stems in four weights, and the words it adds to the vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from search.analyser import Analyser
from search.document import Document
from search.query import FACETS
from search.tokens import storable

# Different stems of one field; PostgreSQL takes a vector of a megabyte.
_MOST_NEAR = 2_000
_MOST_FAR = 10_000
_MOST_CODES = 500


@dataclass(frozen=True, slots=True)
class Fields:
    """The stems of a document; `parts` are those found inside compounds, told apart from whole words."""

    titles: tuple[str, ...]
    title_parts: tuple[str, ...]
    labels: tuple[str, ...]
    summaries: tuple[str, ...]
    summary_parts: tuple[str, ...]
    bodies: tuple[str, ...]
    facets: tuple[str, ...]
    codes: tuple[str, ...]
    surfaces: Mapping[str, str]

    @property
    def near(self) -> set[str]:
        """Stems of everything but the long text."""
        return {*self.titles, *self.title_parts, *self.labels, *self.summaries, *self.summary_parts}


def fields(document: Document, analyser: Analyser) -> Fields:
    """What is indexed of a document."""
    surfaces: dict[str, str] = {}

    def read(texts: Mapping[str, str]) -> tuple[list[str], list[str]]:
        wholes: list[str] = []
        parts: list[str] = []
        for language, text in texts.items():
            if text:
                terms = analyser.terms(text, language)
                wholes += terms.wholes
                parts += terms.parts
                for stem, surface in terms.surfaces.items():
                    surfaces.setdefault(stem, surface)
        return wholes, parts

    titles, title_parts = read(document.titles)
    places, _ = read({"sv": document.place})
    labels, label_parts = read(document.labels)
    named = _named(document.labels, analyser)
    summaries, summary_parts = read(document.summaries)
    bodies, _ = read(document.bodies)  # a long text names too much in passing: whole words only
    return Fields(
        titles=_once(titles + places, _MOST_NEAR),
        title_parts=_once(title_parts + named, _MOST_NEAR),
        labels=_once(labels + label_parts, _MOST_NEAR),
        summaries=_once(summaries, _MOST_NEAR),
        summary_parts=_once(summary_parts, _MOST_NEAR),
        bodies=_once(bodies, _MOST_FAR),
        facets=tuple(storable(f"{name}:{value}") for name in FACETS for value in document.facets.get(name, ())),
        codes=_once([storable(code) for code in document.codes if code], _MOST_CODES),
        surfaces=surfaces,
    )


def _named(labels: Mapping[str, str], analyser: Analyser) -> list[str]:
    """The labels that are one word: who asks for "seniorer" means them, not a theme that also has the word in it."""
    named: list[str] = []
    for language, lines in labels.items():
        for line in lines.splitlines():
            words = [stem for stem in dict.fromkeys(analyser.terms(line, language).wholes) if not stem.isdigit()]
            named += words if len(words) == 1 else []
    return named


def _once(stems: list[str], most: int) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(stems), most))


def problem(document: Document) -> str | None:
    """Why no engine can take a document, or None."""
    if not document.id or len(document.id) > 200 or storable(document.id) != document.id:
        return "The id is empty, longer than 200 characters or holds characters that are no text."
    if not 0 <= document.version < 2**53:
        return "The version is no whole number that can be stored."
    if any(day is not None and not 0 < day < 4_000_000 for day in (document.starts, document.ends)):
        return "A day is outside the calendar."
    return None
