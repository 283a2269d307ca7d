"""Make search documents of published items, with the names behind the codes in every language."""

from collections.abc import Iterable
from dataclasses import fields

from portal.domain.wording import trusted
from portal.publications.feed import Entry
from portal.publications.pages import DocumentCard, FindingCard, Page
from portal.publications.promises import CommitmentCard
from portal.publications.reference import Catalogue
from search import Document

Texts = dict[str, str]

LONGEST = 200_000
"""Characters of a document's text that are searched; what comes later says little that is new."""

_LONG = ("easy_read", "purpose", "frame_in", "frame_out", "can_influence", "cannot_influence")


def document(entry: Entry, catalogue: Catalogue) -> Document:
    """The search document of a published item."""
    shown = entry.shown
    if isinstance(shown, Page):
        titles, summaries, bodies = shown.card.title, shown.card.summary, joined(_body(shown))
        starts, ends = shown.card.starts, shown.card.ends
    elif isinstance(shown, FindingCard):
        titles, summaries, bodies = shown.finding.text, shown.title, {}
        starts = ends = shown.finding.said_on
    elif isinstance(shown, CommitmentCard):
        titles, summaries = shown.commitment.text, shown.title
        bodies = joined(update.comments or {"sv": update.comment} for update in shown.commitment.updates)
        starts = ends = shown.commitment.due
    elif isinstance(shown, DocumentCard):
        spoken = shown.document.language
        titles = shown.document.titles or {spoken: shown.document.title}
        summaries, bodies = shown.title, {spoken: entry.text[:LONGEST]}
        starts = ends = None
    else:
        raise TypeError(f"{entry.id} is not something that is searched for")
    return Document(
        id=entry.id,
        version=entry.version,
        kind=entry.kind,
        titles=trusted(titles),
        summaries=trusted(summaries),
        bodies=bodies,
        labels=_labels(entry, catalogue),
        place=", ".join(catalogue.areas[slug].name for slug in entry.areas if slug in catalogue.areas),
        facets={
            "kind": (entry.kind,),
            "district": entry.districts,
            "area": entry.areas,
            "theme": entry.themes,
            "group": entry.groups,
            "status": (entry.status,) if entry.status else (),
            "organiser": entry.organisers,
            "influence": (entry.influence,) if entry.influence else (),
            "form": (entry.form,) if entry.form else (),
            "language": entry.languages,
        },
        codes=entry.cases,
        starts=starts.toordinal() if starts else None,
        ends=ends.toordinal() if ends else None,
    )


def _body(page: Page) -> Iterable[Texts]:
    for field in fields(Page):
        if field.name in _LONG:
            yield getattr(page, field.name)
    yield from page.questions
    for finding in page.findings:
        yield finding.text
    for post in page.feedback:
        yield post.text
    for promise in page.commitments:
        yield promise.text
    for decision in page.decisions:
        yield {"sv": decision.body}
        yield decision.outcome or {}
    for document in page.documents:
        yield document.titles or {document.language: document.title}


def joined(texts: Iterable[Texts]) -> Texts:
    """Texts of a kind as one text for each language; what only a machine has put is not searched."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for language, words in trusted(text).items():
            found.setdefault(language, []).append(words)
    return {language: "\n".join(words) for language, words in found.items()}


def _labels(entry: Entry, catalogue: Catalogue) -> Texts:
    return names_of(
        catalogue,
        themes=entry.themes,
        groups=entry.groups,
        methods=entry.shown.card.methods if isinstance(entry.shown, Page) else (),
        organisers=entry.organisers,
    )


def names_of(
    catalogue: Catalogue,
    *,
    themes: Iterable[str],
    groups: Iterable[str],
    methods: Iterable[str],
    organisers: Iterable[str],
) -> Texts:
    """The names behind the codes, in every language."""
    named = [
        *(catalogue.themes[slug].names for slug in themes if slug in catalogue.themes),
        *(catalogue.groups[slug].names for slug in groups if slug in catalogue.groups and slug != "all"),
        *(catalogue.methods[slug].names for slug in methods if slug in catalogue.methods),
        *(catalogue.organisations[slug].names for slug in organisers if slug in catalogue.organisations),
    ]
    return joined(named)
