"""Who took part against who lives in the area, computed from what is already public and from nothing else.

The true counts never come near this file: whoever has the published page can compute all of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.domain.representation import LOWEST_ANSWER_RATE, index, may_compare, wilson, word
from portal.domain.suppression import SMALLEST_AREA, Breakdown
from portal.publications.figures import TookPart
from portal.publications.reference import AreaRef, Catalogue, Residents

NO_ANSWER = {"gender": "other"}
"""The count of each breakdown that holds those who gave no answer, or one that statistics of residents lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One group: how many, their share of the answers with its 95 % interval, and of the residents (0 to 1).

    Everything but `group` is None when the count is hidden; the last four when there is nothing to compare with.
    """

    group: str
    count: int | None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    residents: int | None = None
    residents_share: float | None = None
    index: float | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """One breakdown: `answered` of all who took part, and `missing`: why it is not compared with the residents.

    `missing` is `hidden` (a count that would be needed is), `few` (under 20), `low_rate` (under half answered),
    `no_residents` (not known by this breakdown, or fewer than 1 000), or empty.
    """

    kind: str
    total: int
    answered: int | None
    rate: float | None
    shares: tuple[Share, ...]
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The areas whose residents are compared with, and how many live there by gender and age."""

    areas: tuple[str, ...]
    year: int
    source: str
    invented: bool
    cells: Mapping[str, Mapping[str, int]]


def residents_of(areas: Iterable[str], catalogue: Catalogue) -> Against | None:
    """The residents of some areas, each counted with the smallest area around it that is known by gender or age."""
    found: dict[str, Residents] = {}
    for slug in areas:
        around = _known(slug, catalogue)
        if around is None or around.residents is None:
            return None
        found[around.slug] = around.residents
    if not found or len({one.year for one in found.values()}) > 1:
        return None
    cells: dict[str, dict[str, int]] = {"gender": {}, "age": {}}
    for one in found.values():
        for kind, counts in one.cells.items():
            for name, count in counts.items():
                cells[kind][name] = cells[kind].get(name, 0) + count
    first = next(iter(found.values()))
    return Against(
        areas=tuple(found),
        year=first.year,
        source=first.source,
        invented=any(one.invented for one in found.values()),
        cells=cells,
    )


def _known(slug: str, catalogue: Catalogue) -> AreaRef | None:
    area = catalogue.areas.get(slug)
    while area is not None and area.residents is None:
        area = catalogue.areas.get(area.successors[0] if area.successors else area.parent or "")
    return area


def represented(told: TookPart, against: Against | None) -> tuple[Represented, ...]:
    """Gender and age of those who took part, beside the residents where that means anything."""
    return tuple(
        _compared(kind, told.breakdowns[kind], told.total, against.cells.get(kind, {}) if against else {})
        for kind in ("gender", "age")
        if kind in told.breakdowns
    )


def _compared(kind: str, breakdown: Breakdown, total: int, residents: Mapping[str, int]) -> Represented:
    silent = NO_ANSWER.get(kind)
    if silent in breakdown.cells and None in breakdown.cells.values():
        # Who answered would be all less those who did not: one hidden count more than the page gives.
        answered = None
    else:
        answered = breakdown.answered - (breakdown.cells.get(silent or "") or 0)
    missing = _missing(answered, total, residents)
    shares = tuple(
        _share(group, count, answered, {} if missing else residents)
        for group, count in sorted(breakdown.cells.items(), key=_place)
        if group != silent
    )
    if silent in breakdown.cells:
        shares += (Share(group=silent or "", count=breakdown.cells[silent or ""]),)
    return Represented(
        kind=kind,
        total=total,
        answered=answered,
        rate=answered / total if answered is not None and total else None,
        shares=shares,
        missing=missing,
    )


def _place(cell: tuple[str, int | None]) -> tuple[bool, str]:
    """Women before men, as everywhere; ages as they are named."""
    return cell[0] != "women", cell[0]


def _missing(answered: int | None, total: int, residents: Mapping[str, int]) -> str:
    if answered is None:
        return "hidden"
    if sum(residents.values()) < SMALLEST_AREA:
        return "no_residents"
    if may_compare(answered=answered, total=total):
        return ""
    return "low_rate" if answered < LOWEST_ANSWER_RATE * total else "few"


def _share(group: str, count: int | None, answered: int | None, residents: Mapping[str, int]) -> Share:
    if count is None or not answered:
        return Share(group=group, count=count)
    low, high = wilson(count, answered)
    here, everybody = residents.get(group, 0), sum(residents.values())
    value = index(count, answered, here, everybody)
    return Share(
        group=group,
        count=count,
        share=count / answered,
        low=low,
        high=high,
        residents=here if everybody else None,
        residents_share=here / everybody if everybody else None,
        index=value,
        word=word(value) if value is not None else None,
    )
