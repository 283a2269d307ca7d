"""What public pages are given of promises: who keeps them, how they go, and what was changed."""

from dataclasses import dataclass
from datetime import date

Texts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One public step in the history of a promise; `old_due` and `old_text` are what a change replaced.

    `comments` are the comment in every language there is.
    """

    on: date
    status: str
    comment: str
    old_due: date | None = None
    old_text: Texts | None = None
    comments: Texts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise, who keeps it, and how it goes; `settled` is the day it was kept or given up."""

    id: int
    text: Texts
    organisation: str
    status: str
    due: date | None = None
    settled: date | None = None
    case_number: str | None = None
    decision: str | None = None
    updates: tuple[Update, ...] = ()

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentCard:
    """A promise in a list, with the dialogue it follows."""

    commitment: Commitment
    dialogue: str
    title: Texts
    lead: str
    example: bool = False

    def __hash__(self) -> int:
        # By its name alone, which is quick; whatever is looked up by a card is compared whole.
        return hash(self.commitment.id)
