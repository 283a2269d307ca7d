"""The planning calendar in one's own calendar program, behind a secret address that can be revoked."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from portal.actions import calendar_links as actions
from portal.desk.calendar import wished
from portal.desk.messages import tell
from portal.domain.errors import NotPossible
from portal.domain.words import Status
from portal.overlap.bands import Band, Wish, bands
from portal.staff import queries
from portal.web import names, words
from portal.web.access import me
from portal.web.dates import today
from portal.web.feeds import Plan, plan_file
from portal.web.language import absolute, code, comma_of, use

blueprint = Blueprint("plans", __name__)
subscribed = Blueprint("subscribed", __name__)
"""Stands outside the guard: the secret in the address says who asks."""

BACK, AHEAD = timedelta(31), timedelta(366)
LONGEST = 1000
_NEW = "calendar_link"


@blueprint.route("/calendar/links", methods=["GET", "POST"])
def index() -> Any:
    """One's own links; a new one is shown once."""
    if request.method == "POST":
        try:
            session[_NEW] = actions.make(_chosen(wished(request.form)), actor=me())
        except NotPossible:
            tell(_("You have too many links. Revoke one that you no longer use."))
        return redirect(url_for(".index"))
    secret = session.pop(_NEW, None)
    return render_template(
        "desk/calendar/links.html",
        links=queries.calendar_links(me().id),
        address=absolute(url_for("desk.subscribed.show", secret=secret)) if secret else None,
        wish=_chosen(wished(request.args)),
        said=_said,
    )


@blueprint.post("/calendar/links/<int(max=2147483647):link_id>/revoke")
def revoke(link_id: int) -> Any:
    """End one of one's own links."""
    actions.revoke(link_id, actor=me())
    tell(_("Revoked. Calendars that fetched it get nothing more."))
    return redirect(url_for(".index"))


@subscribed.get("/plans/<secret>.ics")
def show(secret: str) -> Response:
    """What the owner of the link may see today; nothing once it was revoked or the account is closed."""
    known = queries.calendar_of(actions.hashed(secret))
    if known is None:
        abort(404)
    actor, wish = known
    use(actor.language)
    found, _total = bands(actor, today() - BACK, today() + AHEAD, Wish(**wish), most=LONGEST)
    return plan_file([_plan(band) for band in found], name=_name(wish))


def _plan(band: Band) -> Plan:
    where = [names.area(band.area)] if band.area else []
    return Plan(
        uid=f"plan-{band.id}@dialogportalen",
        title=f"{words.word('status', band.status)}: {band.title}",
        lines=(_("Organiser: %(name)s", name=band.organiser), *where),
        address=absolute(url_for("desk.dialogues.show", dialogue_id=band.id)),
        starts=band.starts,
        ends=_last_day(band),
        certain=band.status not in (Status.DRAFT, Status.COORDINATION),
        cancelled=band.status in (Status.CANCELLED, Status.UNPUBLISHED),
        place=", ".join(where),
    )


def _last_day(band: Band) -> date:
    """One without a last day stands on its first, so that it does not fill every day of the year."""
    return band.ends or band.starts


def _chosen(wish: Wish) -> dict[str, str]:
    return {name: value for name, value in asdict(wish).items() if value}


def _said(wish: dict[str, str]) -> str:
    """What a link shows, in words."""
    found: dict[str, Callable[[str], object]] = {
        "district": names.area,
        "organiser": names.organisation,
        "theme": names.theme,
        "group": names.group,
        "status": lambda code: words.word("status", code),
        "influence": lambda code: words.word("influence", code),
    }
    told = comma_of(code()).join(str(found[name](value)) for name, value in wish.items())
    return told or str(_("All that you may see"))


def _name(wish: dict[str, str]) -> str:
    return f"{_('Planning calendar')}: {_said(wish)}" if wish else str(_("Planning calendar"))
