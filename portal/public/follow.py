"""Follow a place, a subject, an organiser, a search or a dialogue: confirmed by letter, changed by one's own link."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from portal.actions import following as actions
from portal.domain.errors import NotFound
from portal.domain.following import FollowKind, Pace
from portal.domain.retention import UNCONFIRMED_SUBSCRIPTION_DAYS
from portal.following import queries as following
from portal.public.follow_form import FollowForm, PaceForm, named
from portal.publications import queries
from portal.publications.catalogue import catalogue
from portal.web import tickets
from portal.web.language import said
from portal.web.limits import account, limiter

blueprint = Blueprint("follow", __name__)

PURPOSE = "follow"
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@blueprint.route("/follow", methods=["GET", "POST"])
def index() -> Any:
    """The form, filled in as the page one came from asks for it."""
    form = FollowForm()
    if request.method != "POST":
        return _form(_opened(form))
    form.dialogue.data = _known(form.dialogue.data)
    if not form.validate():
        return _form(form, status=422)
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None or tickets.from_elsewhere():
        return _form(form, status=403, trouble="again")
    try:
        if not form.website.data:
            receive(form)
    except TooManyRequests:
        return _form(form, status=429, trouble="many")
    return redirect(url_for(".sent"), 303)


@limiter.limit("60 per hour")
@limiter.limit("6 per hour", key_func=account)
def receive(form: FollowForm) -> None:
    """Keep the wish; letters to one address are limited, so that nobody is flooded by others."""
    actions.follow(form.wish())


@blueprint.get("/follow/sent")
def sent() -> Any:
    """What happens now; the same for everybody."""
    text = render_template("public/follow/sent.html", days=UNCONFIRMED_SUBSCRIPTION_DAYS, noindex=True)
    return text, 200, {"Cache-Control": "no-store"}


@blueprint.get("/follow/<token>")
def show(token: str) -> Any:
    """What I follow; opening the link changes nothing."""
    return _page(token)


@blueprint.post("/follow/<token>/confirm")
def confirm(token: str) -> Any:
    """Begin to be told."""
    if tickets.from_elsewhere():
        return _page(token, status=403)
    actions.confirm(token)
    return redirect(url_for(".show", token=token), 303)


@blueprint.post("/follow/<token>/change")
def change(token: str) -> Any:
    """Change pace, ceiling and language."""
    form = PaceForm()
    if tickets.from_elsewhere() or not form.validate():
        return _page(token, form, status=422)
    ceiling = int(form.ceiling.data) if form.ceiling.data else None
    actions.change(token, pace=Pace(form.pace.data), ceiling=ceiling, language=form.language.data)
    return redirect(url_for(".show", token=token, language=form.language.data), 303)


@blueprint.post("/follow/<token>/stop/<int(max=2147483647):follow_id>")
def stop(token: str, follow_id: int) -> Any:
    """Follow one thing less."""
    if tickets.from_elsewhere():
        return _page(token, status=403)
    actions.stop(token, follow_id)
    if following.mine(token) is None:
        return redirect(url_for(".left"), 303)
    return redirect(url_for(".show", token=token), 303)


@blueprint.route("/follow/<token>/leave", methods=["GET", "POST"])
def leave(token: str) -> Any:
    """Stop all letters; mail programs post here by themselves when their reader presses their button."""
    if request.method == "GET":
        return _page(token, leaving=True)
    actions.leave(token)
    return redirect(url_for(".left"), 303)


@blueprint.get("/follow/left")
def left() -> Any:
    """Nothing is followed any more."""
    return render_template("public/follow/left.html", noindex=True), 200, {"Cache-Control": "no-store"}


def _opened(form: FollowForm) -> FollowForm:
    asked = request.args
    form.dialogue.data = _known(asked.get("dialogue"))
    form.organiser.data = asked.get("organiser") if asked.get("organiser") in catalogue().organisations else ""
    form.area.data = asked.get("district") if asked.get("district") in catalogue().areas else ""
    form.theme.data = asked.get("theme") if asked.get("theme") in catalogue().themes else ""
    form.q.data = (asked.get("q") or "")[:100]
    form.pace.data = Pace.WEEKLY.value
    return form


def _known(slug: str | None) -> str:
    return slug if slug and slug.isprintable() and queries.cards([slug]) else ""


def _form(form: FollowForm, *, status: int = 200, trouble: str = "") -> Any:
    if tickets.read(form.ticket.data, purpose=PURPOSE) is None:
        form.ticket.raw_data, form.ticket.data = None, tickets.issue(PURPOSE)
    about = queries.cards([form.dialogue.data]).get(form.dialogue.data) if form.dialogue.data else None
    organiser = catalogue().organisations.get(form.organiser.data or "")
    text = render_template(
        "public/follow/index.html",
        form=form,
        about=about,
        organiser=organiser,
        trouble=trouble,
        noindex=bool(request.args),
    )
    return text, status, {"Cache-Control": "no-store"}


def _page(token: str, form: PaceForm | None = None, *, status: int = 200, leaving: bool = False) -> Any:
    mine = following.mine(token)
    if mine is None:
        if leaving:
            # An old letter of somebody who has left already.
            return render_template("public/follow/left.html", noindex=True), 404, PRIVATE
        raise NotFound
    cards = queries.cards([one.value for one in mine.follows if one.kind is FollowKind.DIALOGUE])
    titles = {slug: said(card.title).text for slug, card in cards.items()}
    values = {"pace": mine.pace.value, "ceiling": str(mine.ceiling or ""), "language": mine.language}
    text = render_template(
        "public/follow/show.html",
        mine=mine,
        form=form or PaceForm(formdata=None, data=values),
        named=[(one, named(one.kind, one.value, one.km, title=titles.get(one.value, ""))) for one in mine.follows],
        waiting=any(not one.confirmed for one in mine.follows) or not mine.confirmed,
        leaving=leaving,
        noindex=True,
    )
    return text, status, PRIVATE
