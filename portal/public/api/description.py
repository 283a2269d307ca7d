"""The open interface described as OpenAPI 3.1, made from the types that it answers with."""

from typing import Any

import msgspec

from portal.domain import cases
from portal.domain.words import Form, Influence
from portal.public import commitments, dialogues, findings
from portal.public.api.reading import MOST, ORDERS, USUAL
from portal.public.find import DEEPEST
from portal.publications import open_data
from portal.publications.selection import FILTERS
from portal.settings import KNOWN
from portal.web import words

TEXT = (
    "What the portal publishes, as data: read only, without a key. Texts are by language tag: `ar` is a "
    "translation, `ar-x-older` one whose Swedish original has changed since, `ar-t-sv` one that a machine made "
    "and nobody has checked. Codes are those of the filters. Counts of people are protected: small ones are null. "
    "The data are dedicated to the public domain (CC0 1.0); please name the City of Stockholm as the source. "
    "Answers carry an ETag: send it back in If-None-Match, and what has not changed is answered with 304."
)

CASE = {
    "name": "case",
    "in": "query",
    "schema": {"type": "string", "maxLength": cases.LONGEST},
    "description": "The code of an assignment (`A2.3.1`) or a case number, whole; capital letters do not matter",
}


def description(*, server: str, licence: str) -> dict[str, Any]:
    """The whole document."""
    named, components = msgspec.json.schema_components(
        [
            open_data.DialogueList,
            open_data.Dialogue,
            open_data.FindingList,
            open_data.CommitmentList,
            open_data.DistrictList,
            open_data.Problem,
        ],
        ref_template="#/components/schemas/{name}",
    )
    lists, one, said, promised, places, problem = named
    statuses = {"status": list(dialogues.STATUSES)}
    kept = {"status": [*map(str, words.WORDS["commitment_status"])]}
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dialogportalen",
            "version": "1",
            "description": TEXT,
            "license": {"name": "CC0 1.0", "url": licence},
        },
        "servers": [{"url": server}],
        "paths": {
            "/dialogues": _get("Dialogues", lists, problem, [*_fields(tuple(FILTERS), statuses), CASE]),
            "/dialogues/{slug}": _get("One dialogue with what it led to", one, problem, [slug], missing=True),
            "/findings": _get("What people said", said, problem, _fields(findings.FILTERS, {})),
            "/commitments": _get("What was promised", promised, problem, _fields(commitments.FILTERS, kept)),
            "/districts": _get("Districts", places, problem, []),
        },
        "components": {"schemas": components},
    }


def _get(
    summary: str,
    schema: dict[str, Any],
    problem: dict[str, Any],
    fields: list[dict[str, Any]],
    *,
    missing: bool = False,
) -> dict[str, Any]:
    wrong = {"content": {"application/problem+json": {"schema": problem}}}
    answers = {
        "200": {"description": "What was asked for", "content": {"application/json": {"schema": schema}}},
        "304": {"description": "Nothing has changed since the ETag that was sent"},
        "429": {"description": "Too many requests in this minute"} | wrong,
    }
    if any(one["name"] == "q" for one in fields):
        answers["503"] = {"description": "Search does not answer; lists without words do"} | wrong
    if missing:
        answers["404"] = {"description": "There is no such thing, or it is not public"} | wrong
    else:
        answers["400"] = {"description": "A field or a value is unknown"} | wrong
    return {"get": {"summary": summary, "parameters": fields, "responses": answers}}


def _fields(filters: tuple[str, ...], values: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The fields of a list: several values of one are alternatives, different ones must all hold."""
    known = {"influence": [*Influence], "form": [*Form]} | values
    found = [
        {
            "name": name,
            "in": "query",
            "explode": True,
            "schema": {"type": "array", "items": {"type": "string"} | _choice(known.get(name))},
        }
        for name in filters
    ]
    plain: dict[str, dict[str, Any]] = {
        "q": {"type": "string", "maxLength": 200, "description": f"Words; the best {DEEPEST} answers can be read"},
        "language": {"enum": list(KNOWN), "default": "sv", "description": "The language of the words in q"},
        "from": {"type": "string", "format": "date"},
        "to": {"type": "string", "format": "date"},
        "sort": {"enum": list(ORDERS), "default": ORDERS[0]},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "after": {"type": "string", "description": "From the address in next"},
    }
    return found + [{"name": name, "in": "query", "schema": schema} for name, schema in plain.items()]


def _choice(values: list[Any] | None) -> dict[str, Any]:
    return {"enum": [str(value) for value in values]} if values else {}
