"""What moderators do with a whole flood at once: decline it as advertising, and take that back."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from portal.actions import flooding
from portal.desk.messages import tell, warn
from portal.desk.moderation_texts import standard
from portal.domain.errors import NotPossible, Stale
from portal.domain.rights import Act
from portal.domain.words import DeclineReason
from portal.web.access import me, needs
from portal.web.language import offered

blueprint = Blueprint("moderation_floods", __name__, url_prefix="/moderation/flood")


@blueprint.post("")
@needs(Act.MODERATE)
def decline() -> Any:
    """Decline all that resemble many others, as the moderator has seen them, after they have read some."""
    count, total = (request.form.get(name, 0, type=int) for name in ("count", "sum"))
    messages = {language: standard(DeclineReason.ADVERTISING, language) for language in offered()}
    try:
        if request.form.get("read") != "1" or not count:
            raise Stale
        flooding.decline(count=count, total=total, messages=messages, actor=me())
    except Stale:
        # Not ticked, or no longer those that were looked at: both ask for the same.
        warn(_("Read some of them first, and tick that you have."))
        return redirect(url_for("desk.moderation.index", flood="1"), 303)
    tell(_("Done. It counts in a minute, and can be undone until then."))
    return redirect(url_for("desk.moderation.index"), 303)


@blueprint.post("/undo")
@needs(Act.MODERATE)
def undo() -> Any:
    """Take it back within the minute."""
    try:
        flooding.undo(request.form.get("decision", 0, type=int) % 2**31, actor=me())
        tell(_("Undone. Nobody outside the desk has seen it."))
    except NotPossible:
        warn(_("The minute has passed: it counts now."))
    return redirect(url_for("desk.moderation.index"), 303)
