"""What staff see: one blueprint behind one guard; only signing in and calendars by secret link stand outside it."""

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from portal.desk import (
    account,
    admin,
    answers,
    bulk,
    calendar,
    coordination,
    counting,
    decisions,
    dialogues,
    documents,
    earlier,
    evaluating,
    guests,
    home,
    languages,
    life,
    load,
    mail,
    moderation,
    moderation_figures,
    moderation_floods,
    moving,
    occasions,
    on_behalf,
    outcomes,
    overlap,
    persons,
    plans,
    promises,
    records,
    registers,
    searching,
    sign_in,
    weights,
)
from portal.desk.menu import menu
from portal.desk.planning import copies, live, preview, translations, versions
from portal.desk.planning import pages as planning
from portal.domain.rights import Act
from portal.web import access
from portal.web.language import use, wished

blueprint = Blueprint("desk", __name__, url_prefix="/desk")

for _page in (
    home,
    account,
    admin,
    bulk,
    planning,
    copies,
    translations,
    preview,
    versions,
    dialogues,
    languages,
    life,
    occasions,
    overlap,
    outcomes,
    persons,
    guests,
    promises,
    registers,
    on_behalf,
    moderation_figures,
    moderation_floods,
    moderation,
    answers,
    records,
    mail,
    sign_in,
    counting,
    documents,
    evaluating,
    load,
    calendar,
    plans,
    moving,
    coordination,
    decisions,
    earlier,
    live,
    weights,
    searching,
):
    blueprint.register_blueprint(_page.blueprint)
blueprint.register_blueprint(plans.subscribed)


@blueprint.before_request
def guard() -> Response | None:
    """Everything under /desk needs somebody signed in, and a token against forged requests on every change."""
    current_app.extensions["csrf"].protect()
    actor = access.current()
    use(actor.language if actor else wished())
    if request.blueprint in ("desk.sign_in", "desk.subscribed"):
        return None
    return access.guard()


@blueprint.context_processor
def facts() -> dict[str, object]:
    """What every desk template may ask: who is signed in, what acts there are, what the menu holds."""
    return {"me": access.current(), "Act": Act, "menu": menu(access.current())}
