"""The addresses of the open interface."""

from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, abort, request, url_for
from werkzeug.exceptions import ServiceUnavailable

from portal.public import commitments, dialogues, find, findings
from portal.public.api import reading
from portal.public.api.description import description
from portal.publications import harvest, open_data, pages, promises, queries
from portal.publications.catalogue import catalogue
from portal.publications.queries import Made
from portal.publications.selection import FILTERS, Selection
from portal.web import words
from portal.web.dates import today
from portal.web.language import absolute
from portal.web.limits import limiter
from portal.web.problems import problem

blueprint = Blueprint("api", __name__)

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
A_MINUTE = 120
"""Requests that one visitor may make in a minute; answers from memory are not counted."""

Kind = TypeVar("Kind")

blueprint.before_request(limiter.limit(f"{A_MINUTE} per minute")(lambda: None))


def _json(answer: Any) -> Response:
    response = Response(msgspec.json.encode(answer), content_type="application/json")
    response.headers["Link"] = f'<{LICENCE}>; rel="license"'
    return response


def _page(slug: str) -> str:
    return absolute(url_for("public.dialogues.show", slug=slug, language="sv"))


def _as(kind: type[Kind], *parts: object, **more: Any) -> Kind:
    """The open part of what pages are given, by name; later ones count."""
    fields: dict[str, Any] = {}
    for one in parts:
        fields |= msgspec.to_builtins(one)
    return msgspec.convert(fields | more, kind)


def _part(kind: str, made: type[Made], chosen: Selection) -> harvest.Part[Made]:
    """The part that is asked for: the best answers to words when there are any, else the list in its order."""
    size, after, language = reading.size(), reading.after(), reading.language()
    if not chosen.q:
        return harvest.part(kind, made, chosen, size=size, after=after, today=today())
    found = find.part(kind, chosen, language=language, size=size, after=after)
    if found is None:
        raise ServiceUnavailable("Search does not answer just now. The list without “q” does.")
    return found


def _next(part: harvest.Part[Any]) -> str | None:
    if part.after is None:
        return None
    fields = [(name, value) for name, value in request.args.items(multi=True) if name != "after"]
    place, last = part.after
    return absolute(f"{request.path}?{urlencode([*fields, ('after', f'{place}_{last}')])}")


@blueprint.get("/dialogues")
def list_dialogues() -> Response:
    """Dialogues as chosen, in the order of the list or the newest change first."""
    chosen = reading.selection(filters=tuple(FILTERS), statuses=dialogues.STATUSES, by_case=True)
    part = _part("dialogue", pages.Card, chosen)
    items = tuple(_as(open_data.DialogueEntry, card, **_addresses(card.slug)) for card in part.items)
    return _json(open_data.DialogueList(licence=LICENCE, total=part.total, next=_next(part), items=items))


def _addresses(slug: str) -> dict[str, str]:
    return {"url": _page(slug), "api": absolute(url_for("public.api.show_dialogue", slug=slug))}


@blueprint.get("/dialogues/<slug>")
def show_dialogue(slug: str) -> Response:
    """Everything open about one dialogue."""
    page = queries.page(slug)
    if page is None:
        abort(404)
    lists = {"findings": msgspec.to_builtins(page.findings), "commitments": msgspec.to_builtins(page.commitments)}
    return _json(_as(open_data.Dialogue, page.card, page, **_addresses(slug), **lists))


@blueprint.get("/findings")
def list_findings() -> Response:
    """What people said, as short statements."""
    chosen = reading.selection(filters=findings.FILTERS)
    part = _part("finding", pages.FindingCard, chosen)
    items = tuple(_as(open_data.FindingEntry, card, url=_page(card.dialogue)) for card in part.items)
    return _json(open_data.FindingList(licence=LICENCE, total=part.total, next=_next(part), items=items))


@blueprint.get("/commitments")
def list_commitments() -> Response:
    """What was promised and how it goes."""
    statuses = tuple(words.WORDS["commitment_status"])
    chosen = reading.selection(filters=commitments.FILTERS, statuses=statuses)
    part = _part("commitment", promises.CommitmentCard, chosen)
    items = tuple(_as(open_data.CommitmentEntry, card, url=_page(card.dialogue)) for card in part.items)
    return _json(open_data.CommitmentList(licence=LICENCE, total=part.total, next=_next(part), items=items))


@blueprint.get("/districts")
def list_districts() -> Response:
    """The districts and how much is going on in each."""
    counts = queries.tallies().districts
    items = tuple(
        open_data.District(
            slug=area.slug,
            name=area.name,
            url=absolute(url_for("public.districts.show", slug=area.slug, language="sv")),
            lat=area.lat,
            lon=area.lon,
            population=area.population,
            dialogues=counts.get(area.slug, {}),
        )
        for area in catalogue().districts()
    )
    return _json(open_data.DistrictList(licence=LICENCE, items=items))


@blueprint.get("/")
@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The interface described as OpenAPI 3.1, for programs that write programs."""
    return _json(description(server=absolute("/api/v1"), licence=LICENCE))


@blueprint.get("/<path:_rest>")
def nothing(_rest: str) -> Response:
    """There is nothing else."""
    return problem(404, "See /api/v1/openapi.json for what there is.")
