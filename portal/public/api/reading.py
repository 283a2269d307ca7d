"""Read what a program asks for, and say clearly what it asked wrongly."""

import re

from flask import request
from werkzeug.exceptions import BadRequest

from portal.public import choosing
from portal.publications.harvest import After
from portal.publications.selection import FILTERS, Selection
from portal.settings import KNOWN

MOST, USUAL = 100, 50
"""Items in one part: at most, and when nothing is asked for."""

ORDERS = ("relevance", "updated")

PLAIN = ("q", "language", "from", "to", "sort", "limit", "after")
"""The fields that every list has beside its filters."""

_AFTER = re.compile(r"(-?\d{1,15})_(\d{1,15})", re.ASCII)


def selection(*, filters: tuple[str, ...], statuses: tuple[str, ...] = (), by_case: bool = False) -> Selection:
    """The choice in the address; raises BadRequest naming the first field or value that is unknown."""
    for name in request.args:
        if name not in (*filters, *(("case",) if by_case else ()), *PLAIN):
            raise BadRequest(f"There is no field “{name[:40]}”.")
    chosen = choosing.read(statuses=statuses, by_case=by_case)
    if by_case and len(request.args.getlist("case")) > 1:
        raise BadRequest("“case” is given once.")
    for name in FILTERS:
        for value in request.args.getlist(name):
            if value not in chosen.values(name):
                raise BadRequest(f"“{value[:60]}” is not a value of “{name}”.")
    for name, day in (("from", chosen.starts_from), ("to", chosen.starts_to)):
        if request.args.get(name) and day is None:
            raise BadRequest(f"“{name}” is a day written as 2026-12-31.")
    if request.args.get("sort", ORDERS[0]) not in ORDERS:
        raise BadRequest(f"“sort” is one of: {', '.join(ORDERS)}.")
    return chosen


def language() -> str:
    """The language that the words in `q` are read as; raises BadRequest."""
    given = request.args.get("language", "sv")
    if given not in KNOWN:
        raise BadRequest(f"“language” is one of: {', '.join(KNOWN)}.")
    return given


def size() -> int:
    """How many items are asked for; raises BadRequest."""
    given = request.args.get("limit", str(USUAL))
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= MOST):
        raise BadRequest(f"“limit” is a number from 1 to {MOST}.")
    return int(given)


def after() -> After | None:
    """Where to go on; raises BadRequest."""
    given = request.args.get("after")
    if given is None:
        return None
    found = _AFTER.fullmatch(given)
    if not found:
        raise BadRequest("“after” is taken from the address in “next”.")
    place, last = (int(one) for one in found.groups())
    if abs(place) >= 2**31 or last >= 2**31:
        raise BadRequest("“after” is taken from the address in “next”.")
    return place, last
