"""The numbers of the statistics: sums over published pages, kept in step by whatever publishes them.

They are made of what the public may read already, so no difference of them tells more. What a page hides is
counted as hidden here too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Text, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from portal.db import db, transaction
from portal.domain.promises import outcome
from portal.publications import tally, versions
from portal.publications.models import PublishedItem, YearlyFigure
from portal.publications.pages import Page, Target
from portal.publications.rules import awaiting_answer

CITY = "stockholm"
Key = tuple[str, int, str]
"""Area, year and measure."""

REACHED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "children_0_12": ("age", ("0_12",)),
    "youth_13_15": ("age", ("13_15",)),
    "youth_16_19": ("age", ("16_19",)),
    "young_adults_20_29": ("age", ("20_29",)),
    "older_65": ("age", ("65_79", "80_plus")),
    "women_girls": ("gender", ("women",)),
    "men_boys": ("gender", ("men",)),
}
"""Target groups that the counts tell apart: in which breakdown, and by which of its counts."""

Item = PublishedItem.__table__.c


def of_page(stored: Mapping[str, Any] | None) -> Counter[Key]:
    """What one published page adds to the numbers; nothing when it is withdrawn, cancelled or without a day."""
    if not stored:
        return Counter()
    page = msgspec.convert(stored, Page)
    card = page.card
    if card.status == "cancelled" or card.starts is None:
        return Counter()
    counts = Counter({"dialogues": 1, "occasions": sum(one.state != "cancelled" for one in card.occasions)})
    counts += _people(page) + _targets(page) + _answers(page) + _promises(page)
    year = card.starts.year
    return Counter(
        {(area, year, measure): number for area in (CITY, *card.districts) for measure, number in counts.items()}
    )


def of_pages(pages: Iterable[Page]) -> Counter[Key]:
    """What several pages add to the numbers."""
    sums: Counter[Key] = Counter()
    for page in pages:
        sums.update(of_page(msgspec.to_builtins(page)))
    return sums


def _people(page: Page) -> Counter[str]:
    told = page.took_part
    if told is None:
        return Counter()
    counts = Counter({"counted": 1, "participants": told.total})
    for name in ("gender", "age", "first_time"):
        breakdown = told.breakdowns.get(name)
        cells = breakdown.cells if breakdown else {}
        counts += Counter({f"{name}_{cell}": count for cell, count in cells.items() if count})
        # Who did not answer, whose count is hidden, or who was never told apart: together, so that neither shows.
        counts[f"{name}_unknown"] += told.total - sum(count or 0 for count in cells.values())
    return counts


def _targets(page: Page) -> Counter[str]:
    seldom = [target for target in page.targets if target.seldom_heard]
    counts = Counter({"seldom_heard": int(bool(seldom))})
    for target in seldom:
        if target.planned_share is not None and page.took_part is not None:
            counts["shares_planned"] += 1
            reached = share_reached(page, target)
            if reached is not None:
                counts["shares_known"] += 1
                counts["shares_met"] += reached >= target.planned_share
    return counts


def share_reached(page: Page, target: Target) -> float | None:
    """The share (per cent) of participants in a target group, as far as the public counts tell."""
    name, cells = REACHED.get(target.group, ("", ()))
    breakdown = page.took_part.breakdowns.get(name) if page.took_part else None
    if breakdown is None:
        return None
    found = [breakdown.cells.get(cell, 0) for cell in cells]
    known = [count for count in found if count is not None]
    return 100 * sum(known) / breakdown.answered if len(known) == len(found) else None


def _answers(page: Page) -> Counter[str]:
    card = page.card
    if card.feedback_given is None:
        return Counter({"answers_awaited": int(card.feedback_due is not None)})
    late = card.feedback_due is not None and card.feedback_given > card.feedback_due
    return Counter({"answers_late" if late else "answers_on_time": 1})


def _promises(page: Page) -> Counter[str]:
    # Whether an open promise is late depends on the day, so here it is just open.
    kinds = (outcome(one.status, None, None, page.published_at.date()) for one in page.commitments)
    counts = Counter(f"promises_{kind}" for kind in kinds)
    for one in page.commitments:
        if one.status == "done" and one.due and one.settled and one.settled > one.due:
            counts["promises_kept"] -= 1
            counts["promises_kept_late"] += 1
    return counts


def add(changes: Mapping[Key, int]) -> None:
    """Add to the numbers; called by whoever holds the content version, so that nobody else writes meanwhile."""
    rows = [
        {"area": area, "year": year, "measure": measure, "number": number}
        for (area, year, measure), number in sorted(changes.items())
        if number
    ]
    if rows:
        fresh = insert(YearlyFigure)
        db.session.execute(
            fresh.on_conflict_do_update(
                index_elements=["area", "year", "measure"],
                set_={"number": YearlyFigure.number + fresh.excluded.number},
            ),
            rows,
        )


def keep_in_step() -> bool:
    """Count everything anew when the numbers do not fit what is published; returns whether that was needed."""
    with transaction():
        if _fits():
            return False
        versions.take_next()
        db.session.execute(delete(YearlyFigure))
        add(_summed())
    return True


def _fits() -> bool:
    """Whether every number is the sum of what is published now.

    Read without a lock: a dialogue published in between looks like a difference, and is then counted under the lock.
    """
    rows = db.session.execute(select(YearlyFigure.area, YearlyFigure.year, YearlyFigure.measure, YearlyFigure.number))
    kept = {(area, year, measure): number for area, year, measure, number in rows if number}
    return kept == {key: number for key, number in _summed().items() if number}


def _summed() -> Counter[Key]:
    sums: Counter[Key] = Counter()
    for stored in _pages():
        sums.update(of_page(msgspec.json.decode(stored)))
    return sums


def _pages() -> Iterable[str]:
    return db.session.scalars(
        select(cast(Item.page, Text)).where(Item.kind == "dialogue", Item.card.is_not(None)),
        execution_options={"yield_per": 1000},
    )


def by_year(area: str) -> dict[int, dict[str, int]]:
    """All numbers of an area, year by year."""
    rows = db.session.connection().execute(
        select(YearlyFigure.year, YearlyFigure.measure, YearlyFigure.number)
        .where(YearlyFigure.area == area)
        .order_by(YearlyFigure.year)
    )
    found: dict[int, dict[str, int]] = {}
    for year, measure, number in rows:
        found.setdefault(year, {})[measure] = number
    return found


def by_area(year: int | None) -> dict[str, dict[str, int]]:
    """All numbers of a year (None: of all years) for each district and the city."""
    chosen = select(YearlyFigure.area, YearlyFigure.measure, func.sum(YearlyFigure.number))
    if year is not None:
        chosen = chosen.where(YearlyFigure.year == year)
    rows = db.session.connection().execute(chosen.group_by(YearlyFigure.area, YearlyFigure.measure))
    found: dict[str, dict[str, int]] = {}
    for area, measure, number in rows:
        found.setdefault(area, {})[measure] = int(number)
    return found


def by_area_and_year() -> dict[tuple[str, int], dict[str, int]]:
    """All numbers, for each district (and the city) and each year."""
    rows = db.session.connection().execute(
        select(YearlyFigure.area, YearlyFigure.year, YearlyFigure.measure, YearlyFigure.number)
    )
    found: dict[tuple[str, int], dict[str, int]] = {}
    for area, year, measure, number in rows:
        found.setdefault((area, year), {})[measure] = number
    return found


def late_answers(today: date) -> dict[str, int]:
    """How many answers are late today, for each district and the city."""
    known = tally.tally("dialogue", versions.current().content)
    late = awaiting_answer(today)
    found = {area: (late & here).bit_count() for area, here in known.carrying["district"].items()}
    return {area: number for area, number in (found | {CITY: late.bit_count()}).items() if number}
