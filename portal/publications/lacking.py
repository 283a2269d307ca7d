"""Which dialogues lack which language, where many are likely to need it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from portal.db import db
from portal.dialogues import queries as dialogues
from portal.dialogues.models import Dialogue
from portal.domain.words import Status
from portal.places import queries as places
from portal.publications.coverage import Coverage, counted, paired
from portal.publications.models import PublishedItem
from portal.publications.wording import wordings
from portal.translated import queries as translated

AHEAD = (Status.PLANNED, Status.OPEN)
"""States in which residents can still take part."""

LOOKED_AT = 200
"""How many dialogues are looked at: those that residents can take part in, then the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A dialogue with something to translate into a language that many read in some of its `districts`."""

    dialogue_id: int
    title: str
    status: Status
    organisers: tuple[str, ...]
    language: str
    districts: tuple[str, ...]
    coverage: Coverage

    @property
    def need(self) -> tuple[bool, bool, int, int]:
        """What it is sorted by: can one still take part, is there nothing at all, how many districts and texts."""
        return (self.status not in AHEAD, self.coverage.there > 0, -len(self.districts), -self.coverage.left)


def lacking(organisations: Collection[int] | None) -> list[Lack]:
    """What some organisations (None: all) show residents and lacks a language, what is needed most first."""
    read = places.languages()
    chosen = (
        select(
            PublishedItem.dialogue_id,
            PublishedItem.card["title"]["sv"].astext.label("title"),
            PublishedItem.status,
            PublishedItem.organisers,
            PublishedItem.districts,
        )
        .where(PublishedItem.kind == "dialogue", PublishedItem.card.is_not(None))
        .where(PublishedItem.districts.overlap(list(read)), PublishedItem.status != Status.ARCHIVED)
        .order_by(PublishedItem.status.in_(AHEAD).desc(), PublishedItem.dialogue_id.desc())
        .limit(LOOKED_AT)
    )
    if organisations is not None:
        own = select(Dialogue.id).where(dialogues.belongs(organisations))
        chosen = chosen.where(PublishedItem.dialogue_id.in_(own))
    items = db.session.execute(chosen).all()
    ids = [item.dialogue_id for item in items]
    words, rows = wordings(ids), translated.of_dialogues(ids)
    found = []
    for item in items:
        for language in sorted({code for slug in item.districts for code in read.get(slug, ())}):
            there = [row for row in rows.get(item.dialogue_id, ()) if row.language == language]
            one = Lack(
                dialogue_id=item.dialogue_id,
                title=item.title,
                status=Status(item.status),
                organisers=tuple(item.organisers),
                language=language,
                districts=tuple(slug for slug in item.districts if language in read.get(slug, ())),
                coverage=counted(paired(words[item.dialogue_id], there)),
            )
            if not one.coverage.complete:
                found.append(one)
    return sorted(found, key=lambda one: one.need)
