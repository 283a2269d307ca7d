"""Read the dialogues that may ask the same people, as the rules of overlap see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from portal.db import db
from portal.dialogues.models import Dialogue, DialogueText, dialogue_area, dialogue_group, dialogue_theme
from portal.domain.area import Place, shared_residents
from portal.domain.overlap import Ask
from portal.domain.weights import Weights
from portal.domain.words import LegalBasis, Status
from portal.occasions.models import dialogue_occasion
from portal.organisations.models import Organisation
from portal.publications.reference import AreaRef, Catalogue
from portal.taxonomy.models import TargetGroup, Theme

COUNTED = (
    Status.COORDINATION,
    Status.PLANNED,
    Status.OPEN,
    Status.COMPILING,
    Status.REPORTED,
    Status.FOLLOWED_UP,
    Status.ARCHIVED,
)

ENDLESS = date.max

DEBT_HORIZON_DAYS = 1095
"""An unanswered dialogue three years back adds less than half a point, which is less than is ever shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another dialogue, as the rules see it and as a colleague would name it."""

    ask: Ask
    slug: str
    title: str
    status: Status
    organiser: str
    contact_function: str
    contact_email: str


def place_of(area: AreaRef, catalogue: Catalogue) -> Place:
    """An area as the rules see it; a place counts as the neighbourhood it lies in, a merged district as today's."""
    if area.kind == "city":
        return Place(kind="city")
    district = catalogue.district_of(area.slug)
    if area.kind == "district":
        return Place(kind="district", district=district)
    name = area.slug if area.kind == "neighbourhood" else area.parent or area.slug
    return Place(kind="neighbourhood", district=district, neighbourhood=name, lat=area.lat, lon=area.lon)


def expanded(groups: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """Groups with those they lie within, so that a group and a part of it count as shared."""
    found: set[str] = set()
    for slug in groups:
        group = catalogue.groups.get(slug)
        found.add(slug)
        while group is not None and group.parent and group.parent != "all":
            found.add(group.parent)
            group = catalogue.groups.get(group.parent)
    return frozenset(found)


def neighbours(planned: Ask, *, catalogue: Catalogue, weights: Weights) -> list[Neighbour]:
    """Every dialogue that could add a point to the planned one: near enough in place and in time."""
    near = {
        area.id
        for area in catalogue.areas.values()
        if any(
            shared_residents(place_of(area, catalogue), place, near_km=weights.near_km) for place in planned.places
        )
    }
    slug_of_area = {area.id: area for area in catalogue.areas.values()}
    areas = (
        select(func.array_agg(dialogue_area.c.area_id))
        .where(dialogue_area.c.dialogue_id == Dialogue.id)
        .scalar_subquery()
    )
    themes = (
        select(func.array_agg(Theme.slug))
        .join(dialogue_theme)
        .where(dialogue_theme.c.dialogue_id == Dialogue.id)
        .scalar_subquery()
    )
    groups = (
        select(func.array_agg(TargetGroup.slug))
        .join(dialogue_group)
        .where(dialogue_group.c.dialogue_id == Dialogue.id)
        .scalar_subquery()
    )
    mine, theirs = aliased(dialogue_occasion), aliased(dialogue_occasion)
    joint = (
        select(mine.c.dialogue_id)
        .join(theirs, mine.c.occasion_id == theirs.c.occasion_id)
        .where(theirs.c.dialogue_id == Dialogue.id, mine.c.dialogue_id == _number(planned.id))
        .exists()
    )
    going_on = Dialogue.ends.is_(None) & Dialogue.status.in_((Status.COORDINATION, Status.PLANNED, Status.OPEN))
    # One without a last day asks for as long as it is open.
    ends = case((going_on, ENDLESS), else_=func.coalesce(Dialogue.ends, Dialogue.starts))
    rows = db.session.execute(
        select(
            Dialogue.id,
            Dialogue.slug,
            DialogueText.title,
            Dialogue.status,
            Dialogue.starts,
            ends.label("ends"),
            Dialogue.minutes,
            Dialogue.legal_basis,
            Dialogue.reported_on,
            Dialogue.contact_function,
            Dialogue.contact_email,
            Organisation.slug.label("lead"),
            Organisation.short,
            areas.label("areas"),
            themes.label("themes"),
            groups.label("groups"),
            joint.label("joint"),
        )
        .join(Organisation, Organisation.id == Dialogue.lead_id)
        .join(DialogueText, (DialogueText.dialogue_id == Dialogue.id) & (DialogueText.language == "sv"))
        .where(
            Dialogue.status.in_(COUNTED),
            Dialogue.id != _number(planned.id),
            Dialogue.id.in_(select(dialogue_area.c.dialogue_id).where(dialogue_area.c.area_id.in_(near))),
            Dialogue.starts <= _away(planned.end, weights.horizon_days),
            or_(
                ends >= _away(planned.start, -weights.horizon_days),
                Dialogue.reported_on.is_(None) & (ends >= _away(planned.start, -DEBT_HORIZON_DAYS)),
            ),
        )
        .order_by(Dialogue.id)
    )
    return [
        Neighbour(
            ask=Ask(
                id=str(row.id),
                start=row.starts,
                end=row.ends,
                places=tuple(place_of(slug_of_area[area], catalogue) for area in row.areas or ()),
                groups=expanded(row.groups or (), catalogue),
                themes=frozenset(row.themes or ()),
                minutes=row.minutes or 0,
                organiser=row.lead,
                statutory=row.legal_basis is not LegalBasis.VOLUNTARY,
                results_published=row.reported_on,
                joint_with=frozenset({planned.id}) if row.joint else frozenset(),
            ),
            slug=row.slug,
            title=row.title,
            status=row.status,
            organiser=row.short,
            contact_function=row.contact_function,
            contact_email=row.contact_email,
        )
        for row in rows
    ]


def _number(ask_id: str) -> int:
    """The dialogue's number; a plan that is not saved yet has none."""
    return int(ask_id) if ask_id.isdigit() else 0


def _away(day: date, days: int) -> date:
    """The day so many days away, or the last one that can be written."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def window(starts: date, ends: date | None) -> tuple[date, date]:
    """First and last day asked; one without a last day is asked about from its first."""
    return starts, max(starts, ends or starts)
