"""My sign-up, behind a secret link: confirm, accept a seat, change, cancel."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from portal.actions import registrations as actions
from portal.db import now
from portal.domain.errors import NotFound, NotPossible
from portal.domain.registrations import ACTIVE
from portal.public.sign_up_form import NeedsForm
from portal.registrations import queries
from portal.web import tickets

blueprint = Blueprint("registrations", __name__)


@blueprint.get("/registrations/<code>")
def show(code: str) -> Any:
    """Where the sign-up stands; opening the link changes nothing, for mail programs open links too."""
    return page(code)


@blueprint.post("/registrations/<code>/<any(confirm,cancel):step>")
def take(code: str, step: str) -> Any:
    """Keep the seat, or give it to the next."""
    if tickets.from_elsewhere():
        return page(code, status=403)
    try:
        if step == "confirm":
            actions.confirm(code)
        else:
            actions.cancel(code)
    except NotPossible:
        return page(code, status=409)
    return redirect(url_for(".show", code=code), 303)


@blueprint.post("/registrations/<code>/change")
def change(code: str) -> Any:
    """Change how many come and what they need."""
    form = NeedsForm()
    if tickets.from_elsewhere():
        return page(code, form, status=403)
    if not form.validate():
        return page(code, form, status=422)
    try:
        actions.change(
            code,
            people=form.people.data or 1,
            spoken=form.spoken.data or "",
            services=tuple(form.services.data or ()),
        )
    except NotPossible:
        return page(code, form, status=409, trouble="full")
    return redirect(url_for(".show", code=code), 303)


def page(code: str, form: NeedsForm | None = None, *, status: int = 200, trouble: str = "") -> Any:
    """The page of one sign-up; nobody keeps a copy and no search engine lists it."""
    mine = queries.mine(code, moment=now())
    if mine is None:
        raise NotFound
    values = {"people": mine.people, "spoken": mine.spoken, "services": list(mine.services)}
    text = render_template(
        "public/registrations/show.html",
        mine=mine,
        form=form or NeedsForm(formdata=None, data=values),
        status=status,
        trouble=trouble,
        active=mine.state in ACTIVE and not mine.over,
        noindex=True,
    )
    return text, status, {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
