"""Keep the registers of programmes, venues, process leaders and facilitators."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from portal import audit
from portal.db import Texts, db, transaction
from portal.dialogues import queries as dialogues
from portal.domain import readiness
from portal.domain.errors import NotAllowed, NotFound, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.slugs import slug
from portal.domain.words import Independence
from portal.leaders import queries as leaders
from portal.leaders.models import Leader
from portal.organisations import queries as organisations
from portal.organisations.models import Organisation
from portal.places import queries as places
from portal.programmes import queries as programmes
from portal.programmes.models import Programme
from portal.publications import catalogue, versions
from portal.publications.refresh import refresh
from portal.venues import queries as venues
from portal.venues.models import Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    """A programme as typed; `lead` is the slug of the organisation that answers for it."""

    names: Texts
    summaries: Texts
    lead: str
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueDraft:
    """A venue as typed; `area` and `owner` are slugs, empty when unknown."""

    name: str
    address: str = ""
    area: str = ""
    owner: str = ""
    capacity: int | None = None
    wheelchair: bool = False
    hearing_loop: bool = False
    accessible_toilet: bool = False
    accessible_parking: bool = False
    access_note: str = ""
    opening_note: str = ""
    booking_email: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderDraft:
    """A process leader or facilitator as typed; `organisation` and `districts` are slugs."""

    name: str
    email: str = ""
    telephone: str = ""
    organisation: str = ""
    process_leader: bool = False
    facilitator: bool = False
    independence: Independence = Independence.EMPLOYEE
    training: str = ""
    languages: tuple[str, ...] = ("sv",)
    districts: tuple[str, ...] = field(default_factory=tuple)
    consent: bool = False
    left: bool = False


def save_programme(draft: ProgrammeDraft, *, known: str | None, actor: Actor) -> Programme:
    """Add a programme, or change the one with the slug `known`; pages and search learn the new name at once.

    Coordinators may, and those who publish for the organisation that leads it. A slug never changes.
    """
    lead = _organisation(draft.lead)
    _hold({"name": draft.names["sv"], "summary": draft.summaries["sv"]})
    with transaction():
        row = programmes.by_slug(known) if known else None
        if known and row is None:
            raise NotFound
        _allow(actor, *((lead.id, row.lead_id) if row else (lead.id,)))
        if row is None:
            row = Programme(slug=_free_slug(draft.names["sv"]))
            db.session.add(row)
        row.names, row.summaries, row.lead, row.retired = draft.names, draft.summaries, lead, draft.retired
        db.session.flush()
        versions.take_next(reference=True)
        audit.record(staff_id=actor.id, act="save_programme", kind="programme", key=row.slug)
    catalogue.forget()
    return row


def save_venue(draft: VenueDraft, *, known: int | None, actor: Actor) -> Venue:
    """Add a venue, or change one; whoever publishes dialogues somewhere may, as do coordinators."""
    if not (actor.may(Act.PUBLISH) or actor.may(Act.COORDINATE)):
        raise NotAllowed
    _hold({"access_note": draft.access_note, "opening_note": draft.opening_note})
    with transaction():
        row = venues.by_id(known) if known else Venue()
        if row is None:
            raise NotFound
        for name in (
            "name",
            "address",
            "capacity",
            "wheelchair",
            "hearing_loop",
            "accessible_toilet",
            "accessible_parking",
            "access_note",
            "opening_note",
            "booking_email",
            "retired",
        ):
            setattr(row, name, getattr(draft, name))
        area = places.by_slug({draft.area}).get(draft.area)
        row.area = area
        row.lat, row.lon = (area.lat, area.lon) if area and row.lat is None else (row.lat, row.lon)
        row.owner = _organisation(draft.owner) if draft.owner else None
        db.session.add(row)
        db.session.flush()
        audit.record(staff_id=actor.id, act="save_venue", kind="venue", key=row.id)
    return row


def save_leader(draft: LeaderDraft, *, known: int | None, today: date, actor: Actor) -> Leader:
    """Add somebody to the register of process leaders and facilitators, or change what it says.

    Coordinators may, and those who publish for the person's organisation. Consent to show the name is kept with
    its day; taking it back takes the name from every public page at once. Raises RulesNotMet without a part.
    """
    body = _organisation(draft.organisation) if draft.organisation else None
    if not (draft.process_leader or draft.facilitator):
        raise RulesNotMet((Problem("V0.choose", "parts"),))
    with transaction():
        row = leaders.by_id(known) if known else Leader()
        if row is None:
            raise NotFound
        bodies = {body.id if body else None, row.organisation_id if known else (body.id if body else None)}
        _allow(actor, *bodies)
        for name in ("name", "email", "telephone", "process_leader", "facilitator", "independence", "training"):
            setattr(row, name, getattr(draft, name))
        row.organisation = body
        row.languages = list(draft.languages) or ["sv"]
        found = places.by_slug(set(draft.districts))
        row.districts = [found[one] for one in draft.districts if one in found]
        row.consented_on = (row.consented_on or today) if draft.consent else None
        row.left_on = (row.left_on or today) if draft.left else None
        db.session.add(row)
        db.session.flush()
        audit.record(staff_id=actor.id, act="save_leader", kind="leader", key=row.id)
        refresh(dialogues.carried_by(row.id))
    return row


def _allow(actor: Actor, *bodies: int | None) -> None:
    """Raise NotAllowed unless the actor coordinates, or publishes for each of the organisations."""
    if actor.may(Act.COORDINATE):
        return
    if not all(body is not None and actor.may(Act.PUBLISH, body) for body in bodies):
        raise NotAllowed


def _organisation(slug_of_it: str) -> Organisation:
    found = organisations.by_slug(slug_of_it)
    if found is None:
        raise NotFound
    return found


def _free_slug(name: str) -> str:
    wanted = slug(name, longest=70) or "program"
    taken = set(db.session.scalars(select(Programme.slug).where(Programme.slug.startswith(wanted))))
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def _hold(texts: dict[str, str]) -> None:
    problems = tuple(readiness.personal_data(texts))
    if problems:
        raise RulesNotMet(problems)
