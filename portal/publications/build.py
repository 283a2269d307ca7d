"""Make the rows of what the public may see of one dialogue: itself, its occasions, findings and promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from portal.dialogues.models import Dialogue
from portal.domain import cases, lifecycle
from portal.domain.calendar import day_of
from portal.domain.promises import SETTLED
from portal.domain.words import Status
from portal.publications import pages, promises
from portal.publications.belongings import Belongings
from portal.publications.reference import Catalogue
from portal.publications.showing import page_of

FAR = 10_000_000
"""Larger than any day number: keeps the groups of an ordinary order apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of what is published; `columns` are those one filters and sorts by."""

    kind: str
    key: str
    columns: dict[str, Any]
    card: dict[str, Any]
    page: dict[str, Any] | None = None


def is_public(dialogue: Dialogue) -> bool:
    """Whether residents may see the dialogue; one cancelled before it was published never shows."""
    return dialogue.status in lifecycle.PUBLIC and dialogue.published_at is not None


def items(dialogue: Dialogue, catalogue: Catalogue, has: Belongings | None = None) -> list[Item]:
    """Everything the public may see of a dialogue (and of what hangs on it); empty for a draft or one withdrawn."""
    return items_of_page(page_of(dialogue, catalogue, has), catalogue) if is_public(dialogue) else []


def items_of_page(page: pages.Page, catalogue: Catalogue) -> list[Item]:
    """A public page, and what of it stands in other lists."""
    card = page.card
    columns = _columns(card, catalogue, co_organisers=page.co_organisers) | {"programme": page.programme}
    return [
        Item(
            kind="dialogue",
            key=card.slug,
            columns=columns
            | {
                "place": _dialogue_place(card),
                "reported_on": card.feedback_given,
                "answer_due": card.feedback_due if _awaits_answer(card) else None,
                "cases": cases_of(page),
            },
            card=_as_stored(card),
            page=_as_stored(page),
        ),
        *_occasion_items(card, columns),
        *_finding_items(page, columns, catalogue),
        *_commitment_items(page, columns),
        *_document_items(page, columns),
    ]


def _as_stored(shown: object) -> dict[str, Any]:
    # As the database gives it back, with lists for tuples: a row that has not changed must compare as the same.
    stored: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shown))
    return stored


def _columns(card: pages.Card, catalogue: Catalogue, *, co_organisers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "status": card.status,
        "starts": card.starts,
        "ends": card.ends,
        "reported_on": None,
        "answer_due": None,
        "cases": [],
        "organisers": sorted({card.lead, *co_organisers}),
        "districts": sorted(_districts(card.areas, catalogue)),
        "areas": sorted(catalogue.within(card.areas)),
        "themes": sorted(_with_tops(card.themes)),
        "groups": sorted(card.groups),
        "languages": sorted(card.languages),
        "influence": card.influence,
        "form": card.form,
    }


def cases_of(page: pages.Page) -> list[str]:
    """The assignments a dialogue answers to, and the numbers of the cases it feeds or in which it was promised."""
    decided = [one.case_number or "" for one in page.decisions]
    promised = [one.case_number or "" for one in page.commitments]
    return sorted({cases.spelling(one) for one in (*page.policy_codes, *decided, *promised)} - {""})


def _with_tops(themes: Iterable[str]) -> set[str]:
    return {part for theme in themes for part in (theme, theme.partition("/")[0])}


def _districts(areas: Iterable[str], catalogue: Catalogue) -> set[str]:
    kept = ("district", "city")
    return {slug for slug in catalogue.within(areas) if catalogue.areas[slug].kind in kept}


def _awaits_answer(card: pages.Card) -> bool:
    """Whether residents were promised a result that has not come."""
    return card.feedback_given is None and card.status in (Status.PLANNED, Status.OPEN, Status.COMPILING)


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _dialogue_place(card: pages.Card) -> int:
    """Open ones first by last day, then planned ones by first day, then the rest from the newest."""
    if card.status == Status.OPEN:
        return _number(card.ends) or FAR - 1
    if card.status == Status.PLANNED:
        return FAR + _number(card.starts)
    return 3 * FAR - _number(card.starts)


def _occasion_items(card: pages.Card, columns: dict[str, Any]) -> list[Item]:
    return [
        Item(
            kind="occasion",
            key=f"{one.uuid}/{card.slug}",
            columns=columns
            | {
                "starts": day_of(one.starts),
                "ends": day_of(one.ends),
                "place": int(one.starts.timestamp() // 60),
                "languages": sorted(one.languages),
            },
            card=_as_stored(
                pages.OccasionCard(
                    occasion=one,
                    dialogue=card.slug,
                    title=card.title,
                    summary=card.summary,
                    lead=card.lead,
                    areas=card.areas,
                    statutory=card.statutory,
                    example=card.example,
                )
            ),
        )
        for one in card.occasions
    ]


def _finding_items(page: pages.Page, columns: dict[str, Any], catalogue: Catalogue) -> list[Item]:
    card = page.card
    return [
        Item(
            kind="finding",
            key=str(one.id),
            columns=columns
            | {
                "themes": sorted(_with_tops(one.themes)),
                "groups": sorted(one.groups),
                "areas": sorted(catalogue.within(one.areas)),
                "districts": sorted(_districts(one.areas, catalogue)),
                "form": one.kind,
                "status": one.strength,
                "place": -_number(one.said_on),
                "reported_on": card.feedback_given,
            },
            card=_as_stored(
                pages.FindingCard(
                    finding=one, dialogue=card.slug, title=card.title, lead=card.lead, example=card.example
                )
            ),
        )
        for one in page.findings
    ]


def _commitment_items(page: pages.Page, columns: dict[str, Any]) -> list[Item]:
    card = page.card
    return [
        Item(
            kind="commitment",
            key=str(one.id),
            columns=columns
            | {
                "status": one.status,
                "organisers": [one.organisation],
                "starts": one.due,
                "ends": one.settled,
                # Open promises by their day, so that late ones come first; then the settled, newest first.
                "place": FAR - _number(one.settled) + FAR if one.status in SETTLED else _number(one.due) or FAR - 1,
            },
            card=_as_stored(
                promises.CommitmentCard(
                    commitment=one, dialogue=card.slug, title=card.title, lead=card.lead, example=card.example
                )
            ),
        )
        for one in page.commitments
    ]


def _document_items(page: pages.Page, columns: dict[str, Any]) -> list[Item]:
    card = page.card
    return [
        Item(
            kind="document",
            key=str(one.id),
            columns=columns | {"place": _dialogue_place(card), "languages": [one.language]},
            card=_as_stored(
                pages.DocumentCard(
                    document=one, dialogue=card.slug, title=card.title, lead=card.lead, example=card.example
                )
            ),
        )
        for one in page.documents
    ]
