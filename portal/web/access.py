"""Who is signed in to the desk, and the guard that stands before all of it."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.domain.errors import NotAllowed
from portal.domain.rights import Act, Actor
from portal.staff import queries

View = TypeVar("View", bound=Callable[..., Any])

_ID, _EPOCH, _SINCE = "staff", "epoch", "since"

LONGEST_SESSION = 10 * 3600
"""Seconds after which one signs in again, however busy one was."""


def sign_in(staff_id: int, epoch: int) -> None:
    """Begin a session for a member of staff; what the browser held before is forgotten."""
    session.clear()
    session[_ID], session[_EPOCH], session[_SINCE] = staff_id, epoch, int(time.time())
    session.permanent = True


def sign_out() -> None:
    """End the session in this browser."""
    session.clear()


def current() -> Actor | None:
    """The member of staff who is signed in, read once per request."""
    if "actor" not in g:
        staff_id, since = session.get(_ID), session.get(_SINCE, 0)
        known = isinstance(staff_id, int) and time.time() - since < LONGEST_SESSION
        g.actor = queries.actor(int(staff_id or 0), session.get(_EPOCH, -1)) if known else None
    actor: Actor | None = g.actor
    return actor


def me() -> Actor:
    """The member of staff who is signed in; behind the guard there always is one."""
    actor = current()
    if actor is None:
        raise NotAllowed
    return actor


def guard() -> Response | None:
    """Send whoever is not signed in to the sign-in page, and remember where they wanted to go."""
    if current() is None:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("desk.sign_in.index", next=wanted))
    return None


def needs(act: Act) -> Callable[[View], View]:
    """Let only those in who may do this somewhere; the action itself checks the organisation."""

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(*arguments: Any, **names: Any) -> Any:
            if not me().may(act):
                raise NotAllowed
            return view(*arguments, **names)

        return checked  # type: ignore[return-value]

    return wrap
