"""What areas, organisers, themes, groups and methods are called, in the reader's language."""

from flask import Flask, g

from portal.publications.catalogue import catalogue
from portal.publications.reference import AreaRef, Catalogue
from portal.web.language import said


def known() -> Catalogue:
    """The reference catalogue, asked for once in a request."""
    try:
        return g.catalogue  # type: ignore[no-any-return]
    except AttributeError:
        g.catalogue = catalogue()
        return g.catalogue  # type: ignore[no-any-return]


def area(slug: str) -> str:
    """The name of an area; names of places are Swedish in every language."""
    found = known().areas.get(slug)
    return found.name if found else slug


def organisation(slug: str) -> str:
    """The name of an organiser."""
    found = known().organisations.get(slug)
    return said(found.names).text if found else slug


def theme(slug: str) -> str:
    """The name of a theme."""
    found = known().themes.get(slug)
    return said(found.names).text if found else slug


def group(slug: str) -> str:
    """The name of a target group."""
    found = known().groups.get(slug)
    return said(found.names).text if found else slug


def method(slug: str) -> str:
    """The name of a method."""
    found = known().methods.get(slug)
    return said(found.names).text if found else slug


def programme(slug: str) -> str:
    """The name of a programme."""
    found = known().programmes.get(slug)
    return said(found.names).text if found else slug


def neighbourhoods(district: str) -> list[AreaRef]:
    """The neighbourhoods of a district, by name."""
    return sorted(
        (area for area in known().inside_district(district) if area.kind == "neighbourhood"),
        key=lambda area: area.name.casefold(),
    )


def city_districts() -> list[AreaRef]:
    """The districts of today, by name."""
    return known().districts()


def tile_lines(name: str) -> list[str]:
    """The name of a district broken into lines for a small tile of the city picture."""
    return name.replace("-", "- ").split()


def install(app: Flask) -> None:
    """Let templates name what codes stand for."""
    app.jinja_env.globals.update(
        area_name=area,
        organisation_name=organisation,
        theme_name=theme,
        group_name=group,
        method_name=method,
        programme_name=programme,
        city_districts=city_districts,
        tile_lines=tile_lines,
    )
