"""Go through a file: judge every row, and enter what is good."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from itertools import islice

from sqlalchemy import select

from portal import audit
from portal.bulk.entry import Entry
from portal.bulk.faults import Fault
from portal.bulk.judging import problems
from portal.bulk.making import Entered, Register, enter, publish
from portal.bulk.mapping import Given, Mapping
from portal.bulk.models import Origin
from portal.bulk.names import names
from portal.bulk.reading import entry as read_entry
from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.overlap import earlier
from portal.publications.catalogue import catalogue
from portal.tables import reading
from portal.tables.row import Row

BATCH = 250
"""Rows judged and entered together."""

EXAMPLE = "EXEMPEL"
"""The reference of the template's example row, which is passed over."""

OWN = "portal:"
"""How a reference begins that names a dialogue of this portal by its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file and how it is to be read; `actor` is None for the operator."""

    content: bytes
    given: Given = field(default_factory=Given)
    history: bool = False
    actor: Actor | None = None

    @property
    def mark(self) -> str:
        """What tells this file from others."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    def rows(self) -> Iterator[Row]:
        """Its rows; raises Unreadable."""
        return reading.rows(self.content, headings=self.given.headings)


@dataclass(slots=True)
class Outcome:
    """What came of going through a file; `known` rows were entered before, `unknown` headings were left aside."""

    rows: int = 0
    good: int = 0
    bad: int = 0
    known: int = 0
    made: int = 0
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


Progress = Callable[[Outcome], None]


def check(file: File, *, today: date, progress: Progress = lambda _outcome: None) -> Outcome:
    """Judge every row and change nothing; raises Unreadable."""
    outcome = Outcome()
    for _batch in _judged(file, outcome, today):
        progress(outcome)
    db.session.rollback()
    return outcome


def load(
    file: File,
    *,
    today: date,
    skip_bad: bool = False,
    progress: Progress = lambda _outcome: None,
    finish: Progress = lambda _outcome: None,
) -> Outcome:
    """Enter the dialogues of a file; raises Unreadable.

    In one transaction, and nothing at all when a row is wrong; then its plans are not judged against each other for
    overlap. With `skip_bad`, in a transaction for each batch,
    without the rows that are wrong. Rows entered before are passed over, so the same file may be given again, also
    after a run was broken off. `finish` is called in the last transaction.
    """
    outcome = Outcome()
    if skip_bad:
        for batch in _judged(file, outcome, today):
            with transaction():
                entered = Entered()
                outcome.made += _enter(batch, entered, file.actor, Register())
                publish(entered)
            progress(outcome)
        with transaction():
            _finished(file, outcome, finish)
        return outcome
    with _all_or_nothing(outcome):
        register, entered = Register(), Entered()
        for batch in _judged(file, outcome, today):
            if not outcome.bad:
                outcome.made += _enter(batch, entered, file.actor, register)
            progress(outcome)
        if not outcome.bad:
            _finished(file, outcome, finish)
            publish(entered)
    return outcome


@contextmanager
def _all_or_nothing(outcome: Outcome) -> Iterator[None]:
    """A transaction that is undone when a row was wrong."""
    db.session.rollback()
    try:
        yield
        if not outcome.bad:
            db.session.commit()
    finally:
        db.session.rollback()
        if outcome.bad:
            outcome.made = 0


def _enter(batch: list[Entry], entered: Entered, actor: Actor | None, register: Register) -> int:
    return enter(batch, entered, actor=actor, catalogue=catalogue(), register=register) if batch else 0


def _finished(file: File, outcome: Outcome, finish: Progress) -> None:
    change: dict[str, object] = {"rows": outcome.rows, "made": outcome.made, "skipped": outcome.bad}
    audit.record(
        staff_id=file.actor.id if file.actor else None, act="import", kind="file", key=file.mark, change=change
    )
    finish(outcome)


def _judged(file: File, outcome: Outcome, today: date) -> Iterator[list[Entry]]:
    """The good new entries, batch by batch; everything else is counted in the outcome."""
    mapping = Mapping(file.given)
    reference_data = catalogue()
    known_names = names(reference_data)
    seen: dict[str, int] = {}
    rows, mark = file.rows(), file.mark
    until = today if file.history else None
    while batch := list(islice(rows, BATCH)):
        read = [
            read_entry(row, mapping, known_names, reference_data, mark=mark, history_until=until) for row in batch
        ]
        there = _entered_before([entry.reference for entry, _findings in read if entry])
        # Between two batches something may be entered that was asked; within one nothing changes.
        asked_lately = cache(partial(earlier.asked_lately, today=today))
        good = []
        for entry, findings in read:
            if entry is not None and entry.reference == EXAMPLE:
                continue
            outcome.rows += 1
            if entry is not None and entry.reference in there:
                outcome.known += 1
                continue
            if entry is not None:
                before = seen.setdefault(entry.reference, entry.row)
                if before != entry.row:
                    findings.note("reference", "B.double", row=before)
                noted = {fault.problem.field for fault in findings.faults}
                judged = problems(
                    entry,
                    catalogue=reference_data,
                    actor=file.actor,
                    history=file.history,
                    today=today,
                    asked_lately=asked_lately,
                )
                for problem in judged:
                    # A cell that could not be read is said to be so once, not said to be empty too.
                    if problem.field not in noted or problem.rule == "V15":
                        findings.add(problem)
            if findings.faults or entry is None:
                outcome.bad += 1
                outcome.faults += findings.faults
            else:
                outcome.good += 1
                good.append(entry)
        outcome.unknown = mapping.unknown
        yield good


def _entered_before(references: list[str]) -> set[str]:
    """Which of some references have been entered, from a file or in this portal itself."""
    found = set(db.session.scalars(select(Origin.reference).where(Origin.reference.in_(references))))
    own = [one.removeprefix(OWN) for one in references if one.startswith(OWN)]
    if own:
        found |= {OWN + slug for slug in db.session.scalars(select(Dialogue.slug).where(Dialogue.slug.in_(own)))}
    return found
