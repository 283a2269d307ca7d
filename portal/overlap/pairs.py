"""Judge a plan against every stored ask at once, in the database, by the formulas of `portal.domain.overlap`.

`portal/domain/overlap.py` is the one definition; a test holds this statement to it on random cases. What the
rules say about areas, themes and groups is worked out in Python for each code there is, and handed over as
arrays that are looked up by id, so that the statement knows no names.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, TextClause, text

from portal.db import db
from portal.domain.area import shared_residents
from portal.domain.overlap import SHOWN_FROM, Ask, Pair, rounded, shared_theme
from portal.domain.weights import Weights
from portal.overlap.calendar import away, place_of
from portal.overlap.models import SHORT_DAYS
from portal.publications.reference import Catalogue

DEBT_HORIZON_DAYS = 1095
"""An unanswered dialogue three years back adds less than half a point, which is less than is ever shown."""

MOST_SHOWN = 40
"""So many pairs are told at most, the largest; all of them count in the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, and what a colleague needs to know of the other dialogue."""

    pair: Pair
    start: date
    slug: str
    title: str
    status: str
    organiser: str
    contact_function: str
    contact_email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The total of 0 to 100, how many pairs could be shown, and the largest of them."""

    score: int
    count: int
    shown: tuple[Judged, ...]


# Three stretches of three indexes that hold all that is read, apart from each other: short dialogues by their first
# day, long ones by their last, and unanswered ones from before the window.
_PAIRS = """
WITH facts AS MATERIALIZED (
    SELECT dialogue_id, starts, minutes, lead_id,
        greatest(0, starts - CAST(:end AS date), CAST(:start AS date) - ends) AS gap,
        CASE cardinality(areas) WHEN 1 THEN (CAST(:area_share AS float8[]))[areas[1]]
             ELSE (SELECT max((CAST(:area_share AS float8[]))[one]) FROM unnest(areas) one) END AS area,
        {groups} AS people,
        CASE cardinality(themes) WHEN 0 THEN 0 WHEN 1 THEN (CAST(:theme_share AS float8[]))[themes[1]]
             ELSE (SELECT max((CAST(:theme_share AS float8[]))[one]) FROM unnest(themes) one) END AS subject,
        reported_on IS NULL AND CAST(:today AS date) - ends > :debt_after_days AS owes,
        dialogue_id IN (
            SELECT theirs.dialogue_id FROM dialogue_occasion mine
            JOIN dialogue_occasion theirs USING (occasion_id) WHERE mine.dialogue_id = :itself
        ) AS joint
    FROM (
        SELECT {columns}, reported_on FROM overlap_ask
        WHERE counts AND ends - starts <= {short} AND ends >= :reach_from
          AND starts BETWEEN CAST(:reach_from AS date) - {short} AND :reach_to
        UNION ALL
        SELECT {columns}, reported_on FROM overlap_ask
        WHERE counts AND ends - starts > {short} AND ends >= :reach_from AND starts <= :reach_to
        UNION ALL
        SELECT {columns}, NULL FROM overlap_ask
        WHERE counts AND reported_on IS NULL AND ends >= :debt_from AND ends < :reach_from
    ) near
    WHERE dialogue_id <> :itself {somewhere}
), weighed AS MATERIALIZED (
    SELECT *,
        100 * area * people * CASE WHEN joint THEN :joint_factor ELSE 1 END
            * (:base_demand + (1 - :base_demand) * least(1, (
                CASE WHEN joint THEN greatest(minutes, :minutes) ELSE minutes + :minutes END
              ) / CAST(:full_demand_minutes AS float8))) AS share,
        CASE WHEN gap <= :horizon_days THEN power(CAST(0.5 AS float8), gap / CAST(:half_life_days AS float8))
             ELSE 0 END AS near,
        CASE WHEN owes THEN power(CAST(0.5 AS float8), gap / CAST(:debt_half_life_days AS float8))
             ELSE 0 END AS debt,
        CASE WHEN joint THEN 0 WHEN lead_id = :lead THEN 0.5 ELSE 1 END AS apart
    FROM facts
), parts AS (
    SELECT dialogue_id, starts, gap, area, people, subject, joint,
        share * near * :closeness AS closeness,
        share * near * :theme * subject AS theme,
        share * near * :organiser * apart AS organiser,
        share * debt * :feedback AS feedback
    FROM weighed
), pairs AS MATERIALIZED (
    SELECT *, closeness + theme + organiser + feedback AS points FROM parts
), total AS (
    -- A product is the exponential of a sum of logarithms; one pair of 100 points leaves nothing of it.
    SELECT CASE WHEN bool_or(points >= 100) THEN 100
           ELSE 100 * (1 - exp(greatest(
               -500, coalesce(sum(ln(1 - points / 100)) FILTER (WHERE points < 100), 0)
           ))) END AS total,
        count(*) FILTER (WHERE points >= :shown_from) AS count
    FROM pairs
), shown AS (
    SELECT * FROM pairs WHERE points >= :shown_from ORDER BY points DESC, dialogue_id::text LIMIT :most
)
SELECT total.total, total.count, shown.*, d.slug, t.title, d.status, o.short AS led_by, d.contact_function,
    d.contact_email
FROM total
LEFT JOIN (
    shown JOIN dialogue d ON d.id = shown.dialogue_id
    JOIN dialogue_text t ON t.dialogue_id = d.id AND t.language = 'sv'
    JOIN organisation o ON o.id = d.lead_id
) ON true
ORDER BY shown.points DESC, shown.dialogue_id::text
"""

_ALL_ASKED = "CASE WHEN asks_all THEN 1 ELSE CAST(:one_asks_all AS float8) END"
_SOME_ASKED = """CASE WHEN asks_all THEN CAST(:one_asks_all AS float8) WHEN cardinality(groups) = 0 THEN 0
    WHEN cardinality(groups) = 1 THEN CASE WHEN groups[1] = ANY(CAST(:groups AS int[])) THEN 1 ELSE 0 END
    ELSE (SELECT count(*) FROM unnest(groups) one WHERE one = ANY(CAST(:groups AS int[])))
         / CAST(least(cardinality(groups), cardinality(CAST(:groups AS int[]))) AS float8) END"""
_COLUMNS = "dialogue_id, starts, ends, minutes, lead_id, asks_all, areas, themes, groups"


@cache
def _statement(*, for_all: bool, somewhere: bool) -> TextClause:
    """The statement for a plan for all or for some people, in some places or everywhere."""
    return text(
        _PAIRS.format(
            columns=_COLUMNS,
            short=SHORT_DAYS,
            groups=_ALL_ASKED if for_all else _SOME_ASKED,
            somewhere="AND areas && CAST(:near AS int[])" if somewhere else "",
        )
    )


def judge_stored(
    planned: Ask, *, today: date, catalogue: Catalogue, weights: Weights, most: int = MOST_SHOWN
) -> Answer:
    """The plan against all stored asks near enough in place and time to add a point; one statement."""
    names = _facts(planned, catalogue, weights) | asdict(weights)
    statement = _statement(for_all="all" in planned.groups, somewhere=len(names["near"]) < len(catalogue.areas))
    rows = (
        db.session.connection()
        .execute(statement, names | {"today": today, "most": most, "shown_from": SHOWN_FROM})
        .mappings()
        .all()
    )
    return Answer(
        score=rounded(rows[0]["total"]),
        count=rows[0]["count"],
        shown=tuple(_judged(row) for row in rows if row["dialogue_id"] is not None),
    )


def _facts(planned: Ask, catalogue: Catalogue, weights: Weights) -> dict[str, Any]:
    areas = {
        area.id: max(
            (shared_residents(place_of(area, catalogue), place, near_km=weights.near_km) for place in planned.places),
            default=0.0,
        )
        for area in catalogue.areas.values()
    }
    lead = catalogue.organisations.get(planned.organiser)
    return {
        "itself": int(planned.id) if planned.id.isdigit() else 0,
        "start": planned.start,
        "end": planned.end,
        "minutes": planned.minutes,
        "lead": lead.id if lead else 0,
        "groups": [catalogue.groups[slug].id for slug in planned.groups if slug in catalogue.groups],
        "near": [area_id for area_id, shared in areas.items() if shared],
        "area_share": _by_id(areas),
        "theme_share": _by_id(
            {one.id: shared_theme(planned.themes, [one.slug]) for one in catalogue.themes.values()}
        ),
        "reach_from": away(planned.start, -weights.horizon_days),
        "reach_to": away(planned.end, weights.horizon_days),
        "debt_from": away(planned.start, -DEBT_HORIZON_DAYS),
    }


def _by_id(shares: dict[int, float]) -> Sequence[float]:
    """The shares as an array that is looked up by id; ids without one share nothing."""
    return [float(shares.get(number, 0)) for number in range(1, max(shares, default=0) + 1)]


def _judged(row: RowMapping) -> Judged:
    return Judged(
        pair=Pair(
            id=str(row["dialogue_id"]),
            closeness=row["closeness"],
            theme=row["theme"],
            organiser=row["organiser"],
            feedback=row["feedback"],
            gap_days=row["gap"],
            shared_area=row["area"],
            shared_group=float(row["people"]),
            shared_theme=row["subject"],
            joint=row["joint"],
        ),
        start=row["starts"],
        slug=row["slug"],
        title=row["title"],
        status=row["status"],
        organiser=row["led_by"],
        contact_function=row["contact_function"],
        contact_email=row["contact_email"],
    )
