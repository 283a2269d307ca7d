"""What each way of reaching people gave: where it was planned, where it was used, how many came by it."""

from dataclasses import dataclass

from sqlalchemy import text

from portal.db import db


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way: dialogues that planned and used it, occasions where it was counted, and people who came by it."""

    code: str
    planned: int
    used: int
    counted: int
    people: int

    @property
    def each(self) -> float | None:
        """People at an occasion where it was counted; None when it never was."""
        return self.people / self.counted if self.counted else None


_WAYS = text("""
    WITH planned AS (
        SELECT way, count(DISTINCT dialogue_id) AS number
        FROM target_analysis, unnest(recruitment) AS way GROUP BY way
    ), used AS (
        SELECT way, count(*) AS number FROM evaluation, unnest(recruitment_used) AS way GROUP BY way
    ), counted AS (
        -- What was counted for the whole dialogue stands aside when its occasions were counted one by one.
        SELECT way, count(*) AS number, sum(people::int) AS people
        FROM participation AS here, jsonb_each_text(here.channels) AS each_way (way, people)
        WHERE people::int > 0 AND (here.occasion_id IS NOT NULL OR NOT EXISTS (
            SELECT FROM participation AS other
            WHERE other.dialogue_id = here.dialogue_id AND other.occasion_id IS NOT NULL AND other.channels <> '{}'
        ))
        GROUP BY way
    )
    SELECT way, coalesce(planned.number, 0) AS planned, coalesce(used.number, 0) AS used,
        coalesce(counted.number, 0) AS counted, coalesce(counted.people, 0) AS people
    FROM planned FULL JOIN used USING (way) FULL JOIN counted USING (way)
    ORDER BY people DESC, used DESC, planned DESC, way
""")


def ways() -> list[Way]:
    """Every way that was planned, used or counted in the city, the one that most people came by first."""
    rows = db.session.connection().execute(_WAYS)
    return [
        Way(code=row.way, planned=row.planned, used=row.used, counted=row.counted, people=row.people) for row in rows
    ]
