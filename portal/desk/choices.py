"""The choices of the planning form, in the clerk's language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import g
from flask_babel import gettext as _
from wtforms import Field, FieldList, FormField

from portal.domain.rights import Act, Actor
from portal.leaders import queries as leaders
from portal.programmes import queries as programmes
from portal.publications.catalogue import by_short_name, catalogue
from portal.publications.reference import Catalogue, Term
from portal.venues import queries as venues
from portal.web import language
from portal.web.words import choices

if TYPE_CHECKING:
    from portal.venues.models import Venue

SPOKEN = tuple(dict.fromkeys((*language.KNOWN, "ti", "tr", "ru", "uk")))
"""Languages a conversation can be held in, beside those of the interface."""

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together under one heading."""

    label: str
    values: tuple[str, ...]


def offer(form: Any, actor: Actor, *, lead: str = "") -> None:
    """Fill in what every field of a step lets one choose, its rows and the hidden pattern of a row included."""
    wanted = list(_leaves(form))
    known: dict[str, Pairs] = {}
    for field in wanted:
        name = field.short_name
        if name not in known and name in _OFFERS:
            known[name] = _lead(actor, lead) if name == "lead" else _OFFERS[name]()
        if name in known:
            field.choices = _keeping(known[name], field.object_data)


def _keeping(pairs: Pairs, saved: object) -> Pairs:
    """The choices, and what was saved of those that are no longer among them."""
    chosen = [
        str(one) for one in (saved if isinstance(saved, list | tuple) else (saved,)) if isinstance(one, str | int)
    ]
    offered = {str(code) for code, _label in pairs}
    gone = [one for one in chosen if one and one not in offered]
    names = named() if gone else {}
    return [*pairs, *((one, names.get(one) or _("Chosen before, no longer offered")) for one in gone)]


def _leaves(form: Any) -> Iterator[Field]:
    for field in form:
        if isinstance(field, FormField | FieldList):
            yield from _leaves(field)
        else:
            yield field


def _lead(actor: Actor, lead: str) -> Pairs:
    mine = actor.where(Act.REGISTER)
    return [
        (one.slug, one.short)
        for one in by_short_name(catalogue())
        if one.slug == lead or (one.current and (mine is None or one.id in mine))
    ]


def _organisers() -> Pairs:
    return [(one.slug, one.short) for one in by_short_name(catalogue()) if one.current]


def _coded(words: str) -> Callable[[], Pairs]:
    return lambda: [(one.value, one.label) for one in choices(words)]


def _terms(terms: dict[str, Term]) -> Pairs:
    return [(one.slug, language.said(one.names).text) for one in terms.values()]


def _open(terms: dict[str, Term]) -> Pairs:
    return _terms({slug: one for slug, one in terms.items() if not one.retired})


def _or_none(pairs: Pairs) -> Pairs:
    return [("", _("None")), *pairs]


def venue_line(venue: "Venue") -> str:
    """A venue with what a visitor must know about getting in."""
    facts = [
        label
        for there, label in (
            (venue.wheelchair, _("step-free")),
            (venue.hearing_loop, _("hearing loop")),
            (venue.accessible_toilet, _("accessible toilet")),
        )
        if there
    ]
    told = language.comma_of(language.code()).join(facts) or _("nothing known about access")
    return f"{venue.name} ({told})"


def _nameable() -> tuple[leaders.Nameable, ...]:
    """Whom a plan may name; two fields ask, and are answered from one reading."""
    if "nameable" not in g:
        g.nameable = leaders.nameable()
    found: tuple[leaders.Nameable, ...] = g.nameable
    return found


_OFFERS: dict[str, Callable[[], Pairs]] = {
    "lead": list,
    "co_organisers": _organisers,
    "programme": lambda: _or_none([(one.slug, language.said(one.names).text) for one in programmes.all_programmes()]),
    "process_leader_id": lambda: _or_none([(str(one.id), one.name) for one in _nameable() if one.process_leader]),
    "facilitator_id": lambda: _or_none([(str(one.id), one.name) for one in _nameable() if one.facilitator]),
    "venue_id": lambda: _or_none([(str(one.id), venue_line(one)) for one in venues.all_venues()]),
    "influence": _coded("influence"),
    "form": _coded("form"),
    "legal_basis": _coded("legal_basis"),
    "stage": _coded("stage"),
    "continuity": _coded("continuity"),
    "kind": _coded("occasion_kind"),
    "registration": _coded("registration"),
    "recruitment": _coded("recruitment"),
    "perspectives": _coded("perspective"),
    "global_goals": lambda: [(one.value, f"{one.value}. {one.label}") for one in choices("global_goal")],
    "areas": lambda: [(one.slug, one.name) for one in catalogue().areas.values() if one.current],
    "themes": lambda: _open(catalogue().themes),
    "groups": lambda: _open(catalogue().groups),
    "group": lambda: _or_none(_open(catalogue().groups)),
    "methods": lambda: _open(catalogue().methods),
    "languages": lambda: [(code, language.name_of(code)) for code in SPOKEN],
}


def area_groups(names: Catalogue) -> list[Group]:
    """The areas by district, the whole city first."""
    groups = [Group(_("The whole city"), ("stockholm",))]
    for district in names.districts():
        inner = [one.slug for one in names.inside_district(district.slug)]
        groups.append(Group(district.name, (district.slug, *inner)))
    return groups


def theme_groups(names: Catalogue) -> list[Group]:
    """The themes by their top level."""
    return [
        Group(
            language.said(top.names).text, tuple(slug for slug, _name in _open({top.slug: top} | _inside(top, names)))
        )
        for top in names.themes.values()
        if top.parent is None
    ]


def _inside(top: Term, names: Catalogue) -> dict[str, Term]:
    return {slug: one for slug, one in names.themes.items() if one.parent == top.slug}


def organiser_groups(names: Catalogue) -> list[Group]:
    """The organisations by kind."""
    kinds = {one.value: one.label for one in choices("organisation_kind")}
    found: dict[str, list[str]] = {}
    for one in by_short_name(names):
        found.setdefault(one.kind, []).append(one.slug)
    return [Group(str(kinds.get(kind, kind)), tuple(slugs)) for kind, slugs in found.items()]


def named() -> dict[str, str]:
    """What the codes in a plan are called, for lists of what somebody else wrote."""
    names = catalogue()
    found = {one.slug: one.name for one in names.areas.values()}
    found |= {one.slug: one.short for one in names.organisations.values()}
    found |= {code: language.name_of(code) for code in SPOKEN}
    for terms in (names.themes, names.groups, names.methods):
        found |= dict(_terms(terms))
    for words in (
        "influence",
        "form",
        "legal_basis",
        "stage",
        "continuity",
        "occasion_kind",
        "registration",
        "recruitment",
        "perspective",
        "status",
    ):
        found |= {one.value: str(one.label) for one in choices(words)}
    return found
