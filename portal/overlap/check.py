"""Ask the rules about one planned dialogue, and keep what they answered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.domain.deciding import AssessedAt
from portal.domain.overlap import Ask, Pair
from portal.domain.weights import Weights
from portal.domain.words import Status
from portal.overlap.calendar import expanded, place_of, window
from portal.overlap.models import Assessment, WeightsVersion
from portal.overlap.pairs import Judged, judge_stored
from portal.publications.catalogue import catalogue
from portal.publications.reference import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The facts of a plan that the check needs; codes are slugs, `id` is empty before it is saved.

    One that only `informs` asks nobody anything, so it adds nothing.
    """

    id: str = ""
    starts: date
    ends: date | None
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    minutes: int
    organiser: str
    statutory: bool = False
    informs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One overlapping dialogue: its points in four parts, and whom to call."""

    pair: Pair
    slug: str
    title: str
    status: Status
    organiser: str
    contact_function: str
    contact_email: str
    days_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The answer: 0 to 100, its level, and the dialogues behind it, largest first.

    `count` tells how many dialogues add half a point or more; `lines` holds the largest of them.
    """

    score: int
    level: str
    lines: tuple[Line, ...]
    weights_version: int
    count: int = 0


def current_weights() -> Weights:
    """The weights in force: the convention, with what staff have changed in the newest version.

    Asked for once in a transaction.
    """
    session = db.session()
    transaction, known = session.info.get("weights", (None, None))
    if known is None or transaction is None or transaction is not session.get_transaction():
        known = _newest()
        session.info["weights"] = (session.get_transaction(), known)
    weights: Weights = known
    return weights


def forget_weights() -> None:
    """Read them again; for whoever has just changed them."""
    db.session().info.pop("weights", None)


def _newest() -> Weights:
    newest = db.session.scalar(select(WeightsVersion).order_by(WeightsVersion.version.desc()).limit(1))
    if newest is None:
        return Weights()
    return weights_of(newest.version, newest.weights)


def weights_of(version: int, numbers: Mapping[str, Any]) -> Weights:
    """Kept numbers as weights; unknown ones are passed over, missing ones are the convention's."""
    known = {field.name for field in fields(Weights)} - {"version"}
    changed = {name: value for name, value in numbers.items() if name in known}
    if "remembered_by_theme" in changed:
        changed["remembered_by_theme"] = tuple((theme, months) for theme, months in changed["remembered_by_theme"])
    return Weights(version=version, **changed)


def ask_of(plan: Plan, names: Catalogue) -> Ask:
    """The plan as the rules see it."""
    start, end = window(plan.starts, plan.ends)
    return Ask(
        id=plan.id,
        start=start,
        end=end,
        places=tuple(place_of(names.areas[slug], names) for slug in plan.areas if slug in names.areas),
        groups=expanded(plan.groups, names),
        themes=frozenset(plan.themes),
        minutes=plan.minutes,
        organiser=plan.organiser,
        statutory=plan.statutory,
    )


def check(plan: Plan, *, today: date) -> Check:
    """How much the plan adds to what the same people are already asked."""
    names = catalogue()
    weights = current_weights()
    if plan.informs:
        return Check(score=0, level=weights.level(0), lines=(), weights_version=weights.version)
    asked = ask_of(plan, names)
    found = judge_stored(asked, today=today, catalogue=names, weights=weights)
    return Check(
        score=found.score,
        level=weights.level(found.score),
        lines=tuple(_line(asked, one) for one in found.shown),
        weights_version=weights.version,
        count=found.count,
    )


def _line(asked: Ask, other: Judged) -> Line:
    return Line(
        pair=other.pair,
        slug=other.slug,
        title=other.title,
        status=Status(other.status),
        organiser=other.organiser,
        contact_function=other.contact_function,
        contact_email=other.contact_email,
        days_after=other.pair.gap_days if other.start > asked.end else -other.pair.gap_days,
    )


def keep(
    dialogue_id: int,
    answer: Check,
    *,
    moment: AssessedAt,
    decided: str | None = None,
    reason: str = "",
    taken: str = "",
    by_id: int | None,
) -> None:
    """Store the assessment with the version of its weights, in the current transaction."""
    db.session.add(
        Assessment(
            dialogue_id=dialogue_id,
            moment=moment,
            taken=taken,
            score=answer.score,
            level=answer.level,
            weights_version=answer.weights_version,
            pairs=[asdict(line.pair) for line in answer.lines],
            decided=decided,
            reason=reason,
            by_id=by_id,
        )
    )
