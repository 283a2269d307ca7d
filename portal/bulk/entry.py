"""A dialogue as a row of a file gives it, ready to be judged and entered."""

from dataclasses import dataclass, field
from datetime import date

from portal.actions.draft import DialogueDraft
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
    """One row: the draft, the state it is to have, its translations by language, and its results."""

    row: int
    reference: str
    draft: DialogueDraft
    status: Status = Status.DRAFT
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    results: Results = Results()
    published_on: date | None = None
    cancelled_reason: str = ""
    report_interval: int | None = None
