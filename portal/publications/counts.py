"""Who took part, made safe for the public before it is stored, and safe beside everything stored before."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from portal.dialogues.models import Dialogue
from portal.domain import lifecycle
from portal.domain.suppression import SMALLEST_AREA, Shown, next_shown, shown
from portal.domain.words import CountMethod
from portal.occasions import queries as occasions
from portal.outcomes import queries as outcomes
from portal.outcomes.models import Evaluation, Participation
from portal.publications.figures import AfterForm, OccasionCount, TookPart
from portal.publications.reference import Catalogue
from portal.publications.remembering import remember

LEAST_SURE_FIRST = (CountMethod.ESTIMATED, CountMethod.REGISTERED, CountMethod.COUNTED)
ENOUGH_ANSWERS = 10


def publish_figures(dialogue: Dialogue, catalogue: Catalogue) -> None:
    """Decide what is told of those who took part, and remember it; does nothing before the dialogue has reported."""
    if dialogue.status not in lifecycle.REPORTED:
        return
    earlier = [msgspec.convert(one, Shown) for one in outcomes.shown_figures(dialogue.id, "participation")]
    rows = outcomes.participation(dialogue.id)
    if rows:
        told = next_shown(_true(rows, dialogue, catalogue), earlier)
        if told is not None and (not earlier or told != earlier[-1]):
            remember(dialogue, "participation", told)
    _publish_after_form(dialogue)


def took_part(dialogue: Dialogue, catalogue: Catalogue) -> TookPart | None:
    """What is told of those who took part, as last decided."""
    figures = outcomes.shown_figures(dialogue.id, "participation")
    rows = outcomes.participation(dialogue.id)
    if not figures or not rows:
        return None
    return _told(msgspec.convert(figures[-1], Shown), rows, dialogue, catalogue)


def first_shown(
    rows: Sequence[Participation], dialogue: Dialogue, catalogue: Catalogue
) -> tuple[Shown, TookPart] | None:
    """What is told of a dialogue whose counts nobody has seen before: to be remembered, and to be shown."""
    told = next_shown(_true(rows, dialogue, catalogue), ()) if rows else None
    return (told, _told(told, rows, dialogue, catalogue)) if told is not None else None


def _told(told: Shown, rows: Sequence[Participation], dialogue: Dialogue, catalogue: Catalogue) -> TookPart:
    kept = _whole(rows) or rows
    true = _true(rows, dialogue, catalogue)
    return TookPart(
        total=told.total,
        method=next(method for method in LEAST_SURE_FIRST if any(row.method is method for row in kept)).value,
        breakdowns=told.breakdowns,
        held_back=told.total != true.total or set(told.breakdowns) != set(true.breakdowns),
        occasions=_occasions(rows, dialogue, hidden=told.total != true.total),
    )


def after_form(dialogue: Dialogue) -> AfterForm | None:
    """The averages of the after-form, as last decided."""
    figures = outcomes.shown_figures(dialogue.id, "after_form")
    return msgspec.convert(figures[-1], AfterForm) if figures else None


def _true(rows: Sequence[Participation], dialogue: Dialogue, catalogue: Catalogue) -> Shown:
    """What may be told of the whole: as counted for the whole, else all occasions added up."""
    kept = _whole(rows) or rows
    total = sum(row.total for row in kept)
    small = dialogue.areas and all(_is_small(area.slug, catalogue) for area in dialogue.areas)
    if small:
        # An area with few residents is too small for any figure about its people.
        return Shown(total=total)
    tables: dict[str, Mapping[str, int]] = {
        "gender": {name: sum(getattr(row, name) for row in kept) for name in ("women", "men", "other")},
        "age": _added(row.bands for row in kept),
        "home": _homes(_added(row.home_areas for row in kept), catalogue),
        "language": _added(row.languages for row in kept),
    }
    asked = [row for row in kept if row.first_time is not None]
    first = sum(row.first_time or 0 for row in asked)
    tables["first_time"] = {"first": first, "before": sum(row.total for row in asked) - first} if asked else {}
    return shown(total, {name: cells for name, cells in tables.items() if cells})


def _whole(rows: Sequence[Participation]) -> list[Participation]:
    return [row for row in rows if row.occasion_id is None]


def _occasions(rows: Sequence[Participation], dialogue: Dialogue, *, hidden: bool) -> tuple[OccasionCount, ...]:
    """Totals of single occasions; left out while they would give away a total that is held back."""
    if hidden or all(row.occasion_id is None for row in rows):
        return ()
    known = {one.id: str(one.uuid) for one in occasions.of_dialogue(dialogue.id)}
    return tuple(
        OccasionCount(occasion=known[row.occasion_id], total=row.total, method=row.method.value)
        for row in rows
        if row.occasion_id in known
    )


def _added(tables: Iterable[Mapping[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for table in tables:
        for name, count in table.items():
            sums[name] = sums.get(name, 0) + count
    return sums


def _homes(counts: Mapping[str, int], catalogue: Catalogue) -> dict[str, int]:
    """Homes in areas with few residents are counted with the district around them."""
    homes: dict[str, int] = {}
    for slug, count in counts.items():
        place = catalogue.district_of(slug) or slug if _is_small(slug, catalogue) else slug
        homes[place] = homes.get(place, 0) + count
    return homes


def _is_small(slug: str, catalogue: Catalogue) -> bool:
    area = catalogue.areas.get(slug)
    return area is not None and (area.small or (area.population or SMALLEST_AREA) < SMALLEST_AREA)


def _publish_after_form(dialogue: Dialogue) -> None:
    """Averages are told anew only when at least ten more have answered: else the newcomers could be computed."""
    row = outcomes.evaluation(dialogue.id)
    if row is None or (row.answers or 0) < ENOUGH_ANSWERS:
        return
    earlier = [msgspec.convert(one, AfterForm) for one in outcomes.shown_figures(dialogue.id, "after_form")]
    told = _averages(row)
    if all(abs(told.answers - one.answers) >= ENOUGH_ANSWERS for one in earlier):
        remember(dialogue, "after_form", told)


def _averages(row: Evaluation) -> AfterForm:
    return AfterForm(
        answers=row.answers or 0,
        felt_heard=round(float(row.felt_heard or 0), 1),
        understood=round(float(row.understood or 0), 1),
        again=round(float(row.again or 0), 1),
    )
