"""How far a dialogue is translated: text by text in one language, and in numbers for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.wording import How
from portal.publications.wording import Wording, wordings
from portal.translated.models import Translation
from portal.translated.queries import of_dialogue


@dataclass(frozen=True, slots=True)
class Pair:
    """A Swedish text and its translation; `how` is None while there is none, `follows` is the Swedish it renders."""

    wording: Wording
    text: str = ""
    how: How | None = None
    follows: str = ""

    @property
    def older(self) -> bool:
        """Whether the Swedish words have changed since it was translated."""
        return self.how is not None and self.follows != self.wording.swedish

    @property
    def unchecked(self) -> bool:
        """Whether only a machine has seen it."""
        return self.how is How.MACHINE


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts there are, how many of them in a language, and what is to be done with those."""

    texts: int
    there: int
    older: int
    unchecked: int

    @property
    def missing(self) -> int:
        """How many texts are not translated."""
        return self.texts - self.there

    @property
    def left(self) -> int:
        """How many texts there is something to do with."""
        return self.missing + self.older + self.unchecked

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return not self.left


def pairs(dialogue_id: int, language: str) -> list[Pair]:
    """Every text of a dialogue beside its translation."""
    rows = [row for row in of_dialogue(dialogue_id) if row.language == language]
    return paired(wordings([dialogue_id])[dialogue_id], rows)


def paired(words: Iterable[Wording], rows: Iterable[Translation]) -> list[Pair]:
    """Texts beside their translations into one language."""
    there = {row.part: row for row in rows}
    return [Pair(one, row.text, row.how, row.follows) if (row := there.get(one.part)) else Pair(one) for one in words]


def counted(found: Sequence[Pair]) -> Coverage:
    """Texts of one language in numbers."""
    return Coverage(
        texts=len(found),
        there=sum(one.how is not None for one in found),
        older=sum(one.older for one in found),
        unchecked=sum(one.unchecked for one in found),
    )


def covered(dialogue_id: int, languages: Iterable[str]) -> dict[str, Coverage]:
    """How far a dialogue is translated to each language."""
    words, rows = wordings([dialogue_id])[dialogue_id], of_dialogue(dialogue_id)
    return {
        language: counted(paired(words, [row for row in rows if row.language == language])) for language in languages
    }
