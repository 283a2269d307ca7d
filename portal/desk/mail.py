"""What has not been sent, and why: the operator's page about letters."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.actions import mail as actions
from portal.desk.messages import tell
from portal.domain.rights import Act
from portal.mail import queries
from portal.web.access import me, needs

blueprint = Blueprint("mail", __name__, url_prefix="/mail")

SIZE = 50

KINDS = {
    "choose_password": _l("Choose a password"),
    "dialogue_cancelled": _l("Dialogue called off"),
    "follow": _l("Confirm what you follow"),
    "joint_proposal": _l("Proposal to hold dialogues together"),
    "late_submissions": _l("Submissions that are late"),
    "news": _l("News to those who follow"),
    "occasion_changed": _l("Occasion changed"),
    "overlap_note": _l("Note about overlap"),
    "overlap_notices": _l("New overlap"),
    "reminders": _l("Reminders to organisers"),
    "sign_up": _l("Registration"),
    "submission": _l("To somebody who sent something in"),
    "tell_result": _l("Result to those who took part"),
    "trial": _l("Trial letter"),
}
"""What each kind of letter is, as an operator would say."""


@blueprint.get("")
@needs(Act.ADMINISTER)
def index() -> str:
    """Letters that wait, were refused or given up, newest first."""
    before = request.args.get("before", type=int)
    rows = queries.unsent(before=before, size=SIZE + 1)
    return render_template(
        "desk/mail/index.html",
        rows=rows[:SIZE],
        older=rows[SIZE - 1].id if len(rows) > SIZE else None,
        counts=queries.counts(),
        kinds=KINDS,
    )


@blueprint.post("/<int(max=2147483647):mail_id>/again")
@needs(Act.ADMINISTER)
def again(mail_id: int) -> Response:
    """Send a refused or given-up letter once more."""
    actions.try_again(mail_id, actor=me())
    tell(_("It will be sent again within a minute."))
    return redirect(url_for(".index"))
