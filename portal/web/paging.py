"""Addresses of the page being read with something changed: another page, one filter more, one filter less."""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Flask, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri


def numbers(page: int, pages: int) -> Iterator[int | None]:
    """The page numbers to show around this one; None stands for those left out."""
    shown = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    before = 0
    for one in shown:
        if one - before == 2:
            yield one - 1
        elif one - before > 2:
            yield None
        yield one
        before = one


def _address(fields: MultiDict[str, str]) -> str:
    kept = [(field, value) for field, value in fields.items(multi=True) if value]
    path = iri_to_uri(request.path)
    return f"{path}?{urlencode(kept)}" if kept else path


def with_field(field: str, value: str | int | None) -> str:
    """This address with one field set to one value; the page starts over unless it is the page that is set."""
    fields = request.args.copy()
    if field != "page":
        fields.poplist("page")
    fields.setlist(field, [] if value in (None, "") else [str(value)])
    return _address(fields)


def with_value(field: str, value: str) -> str:
    """This address with one value more in a field that may hold several."""
    fields = request.args.copy()
    fields.poplist("page")
    fields.setlist(field, [*fields.getlist(field), value])
    return _address(fields)


def without(field: str, value: str | None = None) -> str:
    """This address without a field, or without one of its values."""
    fields = request.args.copy()
    fields.poplist("page")
    kept = [] if value is None else [other for other in fields.getlist(field) if other != value]
    fields.setlist(field, kept)
    return _address(fields)


def instead(field: str, other: str, value: str) -> str:
    """This address with another field in the place of one."""
    fields = request.args.copy()
    fields.poplist("page")
    fields.poplist(field)
    fields.setlist(other, [value])
    return _address(fields)


def carried(endpoint: str, **first: str) -> str:
    """The address of another page with the query fields of this one, after some of its own."""
    fields = [
        *first.items(),
        *((name, value) for name, value in request.args.items(multi=True) if name != "language"),
    ]
    query = urlencode(fields)
    return url_for(endpoint) + (f"?{query}" if query else "")


def bare() -> str:
    """This address without any field."""
    return iri_to_uri(request.path)


def install(app: Flask) -> None:
    """Let templates link to neighbours of the page being read."""
    app.jinja_env.globals.update(
        page_numbers=numbers,
        with_field=with_field,
        with_value=with_value,
        without_field=without,
        bare_address=bare,
        carried=carried,
    )
