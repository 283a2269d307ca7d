"""Report how many took part, by gender, age, home and language: counts only, never persons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.actions.change import changing
from portal.actions.corrections import remember
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.errors import NotFound, Problem, RulesNotMet
from portal.domain.readiness import personal_data
from portal.domain.rights import Act, Actor
from portal.domain.words import CountMethod
from portal.occasions import queries as occasions
from portal.outcomes import queries
from portal.outcomes.models import Participation

BANDS = ("0_12", "13_15", "16_19", "20_29", "30_44", "45_64", "65_79", "80_plus")
"""Age bands of participants, in years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Who took part, as counts: by age in years, home area, language, and the way in which they were reached."""

    method: CountMethod
    total: int
    women: int
    men: int
    other: int
    bands: Mapping[str, int] = field(default_factory=dict)
    home_areas: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    first_time: int | None = None
    note: str = ""


def report_participation(dialogue_id: int, counts: Counts, *, occasion_id: int | None, actor: Actor) -> Dialogue:
    """Set who took part in an occasion, or in the whole; raises RulesNotMet when the counts do not add up (V14)."""
    problems = tuple(_problems(counts))
    if problems:
        raise RulesNotMet(problems)
    with changing(dialogue_id, actor=actor, act="participation", needs=Act.REPORT) as dialogue:
        if occasion_id is not None and occasion_id not in {one.id for one in occasions.of_dialogue(dialogue_id)}:
            raise NotFound
        row = queries.counted(dialogue_id, occasion_id)
        if row is None:
            row = Participation(dialogue_id=dialogue_id, occasion_id=occasion_id)
        else:
            remember(row, kind="participation", entry_id=row.id, actor=actor)
        row.method, row.total = counts.method, counts.total
        row.women, row.men, row.other = counts.women, counts.men, counts.other
        row.bands, row.home_areas = _some(counts.bands), _some(counts.home_areas)
        row.languages, row.channels = _some(counts.languages), _some(counts.channels)
        row.first_time, row.note = counts.first_time, counts.note
        db.session.add(row)
    return dialogue


def withdraw_participation(dialogue_id: int, *, occasion_id: int | None, actor: Actor) -> Dialogue:
    """Take back counts that should not be there, such as those of another occasion."""
    with changing(dialogue_id, actor=actor, act="withdraw_participation", needs=Act.REPORT) as dialogue:
        row = queries.counted(dialogue_id, occasion_id)
        if row is None:
            raise NotFound
        remember(row, kind="participation", entry_id=row.id, actor=actor, withdrawn=True)
        db.session.delete(row)
    return dialogue


def _some(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts, or nothing when nobody was counted."""
    return dict(counts) if any(counts.values()) else {}


def _problems(counts: Counts) -> Iterator[Problem]:
    if counts.women + counts.men + counts.other != counts.total:
        yield Problem("V14", "total", (("sum", counts.women + counts.men + counts.other),))
    for field_name, parts in (
        ("bands", counts.bands),
        ("homes", counts.home_areas),
        ("languages", counts.languages),
        ("channels", counts.channels),
    ):
        if sum(parts.values()) > counts.total:
            yield Problem(f"V14.{field_name}", field_name, (("sum", sum(parts.values())),))
    if counts.first_time is not None and counts.first_time > counts.total:
        yield Problem("V14.first", "first_time")
    yield from personal_data({"note": counts.note})
