"""Sign up for an occasion with an e-mail address and nothing else."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from portal.actions import registrations as actions
from portal.db import now
from portal.domain.errors import NotFound
from portal.domain.registrations import HOURS_TO_ANSWER, SignUpState
from portal.public.sign_up_form import SignUpForm
from portal.registrations import queries
from portal.web import tickets
from portal.web.limits import account, limiter

blueprint = Blueprint("sign_up", __name__)

PURPOSE = "sign_up"
TAKING = (SignUpState.OPEN, SignUpState.WAITING_LIST)


@blueprint.route("/occasions/<uuid:uuid>/sign-up", methods=["GET", "POST"])
def index(uuid: UUID) -> Any:
    """The form, or why one cannot sign up; a form sent from elsewhere comes back to be sent once more."""
    form = SignUpForm()
    if request.method != "POST":
        return page(uuid, form)
    if not form.validate():
        return page(uuid, form, status=422)
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None or tickets.from_elsewhere():
        return page(uuid, form, status=403, trouble="again")
    try:
        if not form.website.data:
            receive(uuid, form)
    except TooManyRequests:
        return page(uuid, form, status=429, trouble="many")
    except actions.NoRoom:
        return page(uuid, form, status=409, trouble="full")
    return redirect(url_for(".sent", uuid=uuid), 303)


@limiter.limit("500 per hour")
@limiter.limit("6 per hour", key_func=account)
def receive(uuid: UUID, form: SignUpForm) -> None:
    """Keep the wish; letters to one address are limited, so that nobody is flooded by others."""
    actions.sign_up(str(uuid), form.wish())


@blueprint.get("/occasions/<uuid:uuid>/sign-up/sent")
def sent(uuid: UUID) -> Any:
    """What happens now; the same for everybody, so that it tells nothing about whose address has signed up."""
    offer = _offer(uuid)
    text = render_template("public/sign_up/sent.html", offer=offer, hours=HOURS_TO_ANSWER, noindex=True)
    return text, 200, {"Cache-Control": "no-store"}


def page(uuid: UUID, form: SignUpForm, *, status: int = 200, trouble: str = "") -> Any:
    """The form with what was typed so far; its ticket stays the same as long as it counts."""
    offer = _offer(uuid)
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None:
        form.ticket.raw_data, form.ticket.data = None, tickets.issue(PURPOSE)
    text = render_template(
        "public/sign_up/index.html",
        offer=offer,
        form=form,
        trouble=trouble,
        taking=offer.state in TAKING,
        hours=HOURS_TO_ANSWER,
        noindex=True,
    )
    return text, status, {"Cache-Control": "no-store"}


def _offer(uuid: UUID) -> queries.Offer:
    offer = queries.offer(str(uuid), moment=now())
    if offer is None:
        raise NotFound
    return offer
