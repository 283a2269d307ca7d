"""What each reported dialogue teaches about the weights: its overlap, its turnout, who would take part again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import text

from portal.db import db
from portal.domain.lifecycle import REPORTED
from portal.domain.suppression import SMALL
from portal.tables.writing import Value

PARTS = ("closeness", "theme", "organiser", "feedback")
COLUMNS = (
    "dialogue",
    "starts",
    "ends",
    "minutes",
    "statutory",
    "areas",
    "groups",
    "themes",
    "judged",
    "weights_version",
    "score",
    "level",
    "pairs",
    *PARTS,
    "expected",
    "took_part",
    "turnout",
    "answers",
    "again",
)
BATCH = 500

_READ = text(
    """
SELECT d.id, d.slug, d.starts, d.ends, d.minutes, d.legal_basis <> 'voluntary' AS statutory, d.expected,
    (SELECT string_agg(a.slug, ' ' ORDER BY a.slug) FROM dialogue_area JOIN area a ON a.id = area_id
     WHERE dialogue_id = d.id) AS areas,
    (SELECT string_agg(g.slug, ' ' ORDER BY g.slug) FROM dialogue_group JOIN target_group g ON g.id = group_id
     WHERE dialogue_id = d.id) AS groups,
    (SELECT string_agg(t.slug, ' ' ORDER BY t.slug) FROM dialogue_theme JOIN theme t ON t.id = theme_id
     WHERE dialogue_id = d.id) AS themes,
    judged.at, judged.weights_version, judged.score, judged.level, judged.pairs,
    (SELECT figures FROM shown_figures WHERE dialogue_id = d.id AND kind = 'participation'
     ORDER BY id DESC LIMIT 1) AS counted,
    (SELECT figures FROM shown_figures WHERE dialogue_id = d.id AND kind = 'after_form'
     ORDER BY id DESC LIMIT 1) AS answered
FROM dialogue d
LEFT JOIN LATERAL (SELECT * FROM fatigue_assessment WHERE dialogue_id = d.id ORDER BY id DESC LIMIT 1) judged ON true
WHERE d.id > :last AND d.status = ANY(:reported) AND d.published_at IS NOT NULL
ORDER BY d.id LIMIT :most
"""
)


def rows() -> Iterator[list[Value]]:
    """The headings, then one row for each reported dialogue, by age; read a batch at a time.

    Counts and averages are those already told to the public, so nothing is told here that is hidden there; fewer
    than five who took part are left out. Dialogues that are not public, or not yet reported, are not among them.
    """
    yield list(COLUMNS)
    last = 0
    while True:
        asked = {"last": last, "most": BATCH, "reported": [one.value for one in REPORTED]}
        found = db.session.execute(_READ, asked).mappings().all()
        yield from map(_row, found)
        if len(found) < BATCH:
            return
        last = found[-1]["id"]


def _row(one: Mapping[Any, Any]) -> list[Value]:
    pairs: Sequence[Mapping[str, float]] = one["pairs"] or ()
    took_part = (one["counted"] or {}).get("total")
    if took_part is not None and took_part < SMALL:
        took_part = None
    expected, answered = one["expected"], one["answered"] or {}
    judged = one["at"] is not None
    return [
        one["slug"],
        one["starts"],
        one["ends"],
        one["minutes"],
        int(one["statutory"]),
        one["areas"],
        one["groups"],
        one["themes"],
        one["at"].date() if judged else None,
        one["weights_version"],
        one["score"],
        one["level"],
        len(pairs) if judged else None,
        *(_number(sum(pair[part] for pair in pairs)) if judged else None for part in PARTS),
        expected,
        took_part,
        _number(took_part / expected) if took_part and expected else None,
        answered.get("answers"),
        _number(answered["again"]) if "again" in answered else None,
    ]


def _number(value: float) -> str:
    """A number with a point, whatever the language of the spreadsheet program."""
    return f"{value:.2f}"
