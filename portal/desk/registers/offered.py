"""What the fields of the registers let one choose."""

from flask_babel import gettext as _

from portal.domain.rights import Act, Actor
from portal.publications.catalogue import by_short_name
from portal.publications.reference import Catalogue

Choices = list[tuple[str, str]]


def may_keep(actor: Actor) -> bool:
    """Whether the person keeps any register."""
    return actor.may(Act.COORDINATE) or actor.may(Act.PUBLISH)


def bodies(names: Catalogue, actor: Actor, *, kept: str = "", none: str | None = None) -> Choices:
    """The organisations somebody may enter things for; all of them for coordinators. `kept` stays choosable."""
    mine = None if actor.may(Act.COORDINATE) else actor.where(Act.PUBLISH)
    found = [
        (one.slug, one.short)
        for one in by_short_name(names)
        if one.slug == kept or (one.current and (mine is None or one.id in mine))
    ]
    return [("", none), *found] if none is not None else found


def owners(names: Catalogue) -> Choices:
    """Every organisation, or nobody known."""
    return [("", _("Not known")), *((one.slug, one.short) for one in by_short_name(names))]


def areas(names: Catalogue) -> Choices:
    """Today's districts and what lies in them, each neighbourhood after its district."""
    found: Choices = [("", _("Not known"))]
    for district in names.districts():
        found.append((district.slug, district.name))
        inner = names.inside_district(district.slug)
        found += [(one.slug, f"{district.name}: {one.name}") for one in inner]
    return found
