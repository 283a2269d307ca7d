"""Reading translations."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select

from portal.db import Texts, db
from portal.domain.wording import How, summed, tag
from portal.translated.models import Translation


class Book:
    """The translations of one dialogue, to be opened at the text one looks for."""

    def __init__(self, rows: Iterable[Translation]) -> None:
        self._parts: dict[str, list[Translation]] = {}
        for row in sorted(rows, key=lambda row: row.language):
            self._parts.setdefault(row.part, []).append(row)

    def texts(self, part: str, swedish: str, *, decided: bool = False) -> Texts:
        """A text in every language, by tag; one that tells what is `decided` never as only a machine has put it."""
        if not swedish:
            return {}
        return {"sv": swedish} | {tagged: row.text for row, tagged in self._shown(part, swedish, decided)}

    def summary(self, texts: dict[str, str], *, decided: bool) -> dict[str, str]:
        """How the texts (Swedish words by part) that readers meet came about, in one word for each language."""
        hows: dict[str, list[tuple[How, bool]]] = {}
        for part, swedish in texts.items():
            for row, _tag in self._shown(part, swedish, decided):
                hows.setdefault(row.language, []).append((row.how, row.follows != swedish))
        return {language: summed(found) for language, found in sorted(hows.items())}

    def _shown(self, part: str, swedish: str, decided: bool) -> Iterator[tuple[Translation, str]]:
        for row in self._parts.get(part, ()):
            tagged = tag(row.language, row.how, older=row.follows != swedish)
            if tagged and not (decided and row.how is How.MACHINE):
                yield row, tagged


def of_dialogue(dialogue_id: int) -> list[Translation]:
    """Everything that is translated of a dialogue."""
    return list(db.session.scalars(select(Translation).where(Translation.dialogue_id == dialogue_id)))


def of_dialogues(dialogue_ids: Collection[int], *, part: str | None = None) -> dict[int, list[Translation]]:
    """What is translated of some dialogues, by their id; of one part of them alone when it is named."""
    chosen = select(Translation).where(Translation.dialogue_id.in_(dialogue_ids))
    if part is not None:
        chosen = chosen.where(Translation.part == part)
    found: dict[int, list[Translation]] = {}
    for row in db.session.scalars(chosen):
        found.setdefault(row.dialogue_id, []).append(row)
    return found
