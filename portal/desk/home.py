"""What to do today: what waits for me, and where my dialogues stand."""

from flask import Blueprint, render_template

from portal.dialogues import queries as dialogues
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.submissions import queries as submissions
from portal.web.access import me
from portal.web.dates import today

blueprint = Blueprint("home", __name__)

UNDER_WAY = (Status.DRAFT, Status.COORDINATION, Status.PLANNED, Status.OPEN, Status.COMPILING)


@blueprint.get("/")
def index() -> str:
    """The first page of the desk."""
    actor = me()
    rows, total = dialogues.rows(organisations=actor.where(Act.SEE_DRAFT), statuses=UNDER_WAY, size=10)
    late = dialogues.late_feedback(organisations=actor.where(Act.SEE_DRAFT), today=today())
    waiting = submissions.open_count(organisations=actor.where(Act.MODERATE)) if actor.may(Act.MODERATE) else None
    return render_template("desk/home/index.html", rows=rows, total=total, late=late, waiting=waiting)
