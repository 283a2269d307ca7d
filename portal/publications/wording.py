"""Every Swedish text of a dialogue that residents read, each by the name under which it is translated."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text

from portal.db import db


class Section(StrEnum):
    """What a text is about: the dialogue itself, or what came of it."""

    ABOUT = "about"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in Swedish; `number` tells alike ones apart, one that is `decided` tells what was decided."""

    part: str
    swedish: str
    section: Section
    decided: bool
    number: int

    @property
    def kind(self) -> str:
        """What it is: `title`, `finding`, `promise` and so on."""
        return self.part.partition("-")[0]


_TEXTS = text(
    """
WITH wanted AS (SELECT * FROM dialogue WHERE id = ANY(:ids)), said AS (
SELECT t.dialogue_id, 'about' AS section, one.part, one.swedish, false AS decided, one.place, 0 AS id
  FROM dialogue_text t, LATERAL (VALUES ('title', t.title, 1), ('summary', t.summary, 2), ('purpose', t.purpose, 3),
    ('frame_in', t.frame_in, 4), ('frame_out', t.frame_out, 5), ('can_influence', t.can_influence, 6),
    ('cannot_influence', t.cannot_influence, 7), ('easy_read', t.easy_read, 8),
    ('accessibility_note', t.accessibility_note, 9)) AS one (part, swedish, place)
 WHERE t.dialogue_id = ANY(:ids) AND t.language = 'sv'
UNION ALL SELECT dialogue_id, 'about', 'question-' || id, texts ->> 'sv', false, 20, position
  FROM question WHERE dialogue_id = ANY(:ids)
UNION ALL SELECT dialogue_id, 'about', 'goal-' || id, text, false, 21, position
  FROM goal WHERE dialogue_id = ANY(:ids)
UNION ALL SELECT a.dialogue_id, 'about', 'why-' || g.slug, a.why, false, 22, a.id
  FROM target_analysis a JOIN target_group g ON g.id = a.group_id WHERE a.dialogue_id = ANY(:ids)
UNION ALL SELECT w.id, 'about', 'checklist-' || one.key, one.value, false, 23, 0
  FROM wanted w, jsonb_each_text(w.checklist) AS one
UNION ALL SELECT w.id, 'about', one.part, one.swedish, false, one.place, 0
  FROM wanted w, LATERAL (VALUES ('overlap_reason', w.overlap_reason, 24),
    ('cancelled_reason', CASE w.status WHEN 'cancelled' THEN w.cancelled_reason END, 25))
    AS one (part, swedish, place)
UNION ALL SELECT d.dialogue_id, 'about', 'occasion-' || o.id, o.note ->> 'sv', false, 26, o.id
  FROM dialogue_occasion d JOIN occasion o ON o.id = d.occasion_id WHERE d.dialogue_id = ANY(:ids)
UNION ALL SELECT dialogue_id, 'results', 'finding-' || id, texts ->> 'sv', false, 40, id
  FROM finding WHERE dialogue_id = ANY(:ids) AND withdrawn_at IS NULL
UNION ALL SELECT w.id, 'results', 'no_finding_because', w.no_finding_because, false, 41, 0 FROM wanted w
UNION ALL SELECT dialogue_id, 'results', 'decision-' || id, outcome ->> 'sv', true, 42, position
  FROM decision_link WHERE dialogue_id = ANY(:ids)
UNION ALL SELECT dialogue_id, 'results', 'feedback-' || id, texts ->> 'sv', kind IN ('result', 'decision'), 43, id
  FROM feedback_post WHERE dialogue_id = ANY(:ids) AND withdrawn_at IS NULL
UNION ALL SELECT dialogue_id, 'results', 'promise-' || id, texts ->> 'sv', true, 44, id
  FROM commitment WHERE dialogue_id = ANY(:ids)
UNION ALL SELECT c.dialogue_id, 'results', 'note-' || u.id, u.comment, false, 45, u.id
  FROM commitment c JOIN commitment_update u ON u.commitment_id = c.id WHERE c.dialogue_id = ANY(:ids)
UNION ALL SELECT dialogue_id, 'results', 'measure-' || id, indicator, false, 46, id
  FROM outcome_measure WHERE dialogue_id = ANY(:ids) AND withdrawn_at IS NULL
UNION ALL SELECT b.dialogue_id, 'results', 'option-' || b.id, b.text, false, 52, b.id
  FROM ballot_option b JOIN wanted w ON w.id = b.dialogue_id
 WHERE b.withdrawn_at IS NULL AND w.form = 'participatory_budget'
UNION ALL SELECT dialogue_id, 'results', 'reached-' || id, outcome, false, 47, position
  FROM goal WHERE dialogue_id = ANY(:ids)
UNION ALL SELECT e.dialogue_id, 'results', 'worked-' || one.key, one.value, false, 48, 0
  FROM evaluation e, jsonb_each_text(e.worked) AS one WHERE e.dialogue_id = ANY(:ids)
UNION ALL SELECT e.dialogue_id, 'results', one.part, one.swedish, false, one.place, 0
  FROM evaluation e, LATERAL (VALUES ('lessons', e.lessons, 49), ('differently', e.differently, 50))
    AS one (part, swedish, place)
 WHERE e.dialogue_id = ANY(:ids)
UNION ALL SELECT dialogue_id, 'results', 'document-' || id, title, false, 51, id
  FROM document
 WHERE dialogue_id = ANY(:ids) AND withdrawn_at IS NULL AND language = 'sv' AND personal_data_checked_at IS NOT NULL
)
SELECT s.dialogue_id, s.part, s.swedish, s.section, s.decided OR w.legal_basis <> 'voluntary',
       row_number() OVER (PARTITION BY s.dialogue_id, s.place ORDER BY s.id, s.part)
  FROM said s JOIN wanted w ON w.id = s.dialogue_id
 WHERE s.swedish <> ''
 ORDER BY s.dialogue_id, s.place, s.id, s.part
"""
)


def wordings(dialogue_ids: Collection[int]) -> dict[int, list[Wording]]:
    """The texts of some dialogues, by the id of the dialogue, in the order in which one reads them."""
    found: dict[int, list[Wording]] = {number: [] for number in dialogue_ids}
    rows = db.session.execute(_TEXTS, {"ids": list(dialogue_ids)})
    for dialogue_id, part, swedish, section, decided, number in rows:
        found[dialogue_id].append(Wording(part, swedish, Section(section), decided, number))
    return found
