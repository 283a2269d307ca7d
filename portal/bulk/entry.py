"""A dialogue as a row of a file gives it, ready to be judged and entered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.actions.draft import DialogueDraft
from portal.domain.wording import How
from portal.domain.words import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What came of a dialogue that is over; the counts sum to `total`."""

    text: str = ""
    on: date | None = None
    findings: tuple[str, ...] = ()
    no_finding_because: str = ""
    total: int | None = None
    women: int = 0
    men: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: the draft, the state it is to have, its translations by language, and its results.

    `machine_translated` are the languages whose texts a machine wrote and nobody has checked.
    """

    row: int
    reference: str
    draft: DialogueDraft
    status: Status = Status.DRAFT
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    machine_translated: tuple[str, ...] = ()
    results: Results = Results()
    published_on: date | None = None
    cancelled_reason: str = ""
    report_interval: int | None = None

    def rendered(self) -> Iterator[dict[str, Any]]:
        """Its translations, text by text: who wrote it, and the Swedish words that it follows."""
        for language, texts in self.translations.items():
            how = How.MACHINE if language in self.machine_translated else How.HUMAN
            for part, text in texts.items():
                if text:
                    follows = self.draft.texts.get(part, "")
                    yield {"language": language, "part": part, "text": text, "how": how, "follows": follows}
