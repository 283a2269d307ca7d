"""Tell by mail those whom a move or a cancellation concerns, in the transaction that causes it."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from portal.dialogues.models import Dialogue
from portal.domain.words import OccasionState, Status
from portal.mail.outbox import post
from portal.occasions.models import Occasion

LANGUAGE = "sv"
"""Organisers are written to at addresses of functions, which have no language of their own."""


def mark(address: str) -> str:
    """A short name of an address for keys, from which it cannot be read."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:16]


def concerned(dialogues: Iterable[Dialogue]) -> list[str]:
    """The contact of each dialogue and the addresses of its organisers, each once."""
    found: dict[str, str] = {}
    for dialogue in dialogues:
        bodies = (dialogue.lead, *dialogue.co_organisers)
        for address in (dialogue.contact_email, *(one.email for one in bodies)):
            if address:
                found.setdefault(address.strip().lower(), address.strip())
    return list(found.values())


def tell_of_occasion(occasion: Occasion, *, was: dict[str, str]) -> int:
    """Tell the organisers of every dialogue that shares an occasion that it has moved or is off.

    `was` holds the former `starts` (ISO) and `place`. Returns how many letters were recorded.
    """
    note = (occasion.note or {}).get("sv", "")
    facts: dict[str, object] = {
        "titles": [one.texts["sv"].title for one in occasion.dialogues if one.status is not Status.DRAFT],
        "pages": [one.slug for one in occasion.dialogues if one.published_at is not None],
        "cancelled": occasion.state is OccasionState.CANCELLED,
        "was": was,
        "starts": occasion.starts.isoformat(),
        "ends": occasion.ends.isoformat(),
        "place": " ".join(part for part in (occasion.place, occasion.address) if part),
        "note": note,
    }
    return sum(
        post(
            key=f"occasion/{occasion.uuid}/{occasion.sequence}/{mark(address)}",
            to=address,
            language=LANGUAGE,
            kind="occasion_changed",
            facts=facts,
        )
        for address in concerned(occasion.dialogues)
    )


def tell_of_moves(occasions: Iterable[Occasion], before: Mapping[str, datetime], *, note: str) -> None:
    """Keep the note with every occasion that began at another moment `before` (by uuid), and tell its organisers."""
    for one in occasions:
        was = before.get(str(one.uuid))
        if was is not None and was != one.starts:
            one.note = {"sv": note.strip()}
            tell_of_occasion(one, was={"starts": was.isoformat(), "place": one.place})


def tell_of_cancelling(dialogue: Dialogue, *, sharing: Iterable[Dialogue] = ()) -> int:
    """Tell the organisers of a cancelled dialogue, and of those `sharing` an occasion with it, that it is off."""
    facts: dict[str, object] = {
        "title": dialogue.texts["sv"].title,
        "reason": dialogue.cancelled_reason,
        "page": dialogue.slug if dialogue.published_at is not None else "",
    }
    return sum(
        post(
            key=f"cancelled/{dialogue.uuid}/{mark(address)}",
            to=address,
            language=LANGUAGE,
            kind="dialogue_cancelled",
            facts=facts,
        )
        for address in concerned((dialogue, *sharing))
    )
