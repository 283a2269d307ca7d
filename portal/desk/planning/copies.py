"""Begin from an earlier dialogue: find it, and copy what was thought out well."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField

from portal.actions import copying
from portal.desk import choices
from portal.desk.messages import tell
from portal.desk.planning.marks import mark_of
from portal.dialogues import queries
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act
from portal.web.access import me
from portal.web.forms import Form, required

blueprint = Blueprint("copies", __name__)

LONGEST_WORDS = 100


class CopyForm(Form):
    """Which dialogue to begin from, and for whom."""

    once = HiddenField()
    source = IntegerField(_l("Dialogue"), validators=[required()])
    lead = SelectField(_l("Organiser"), validators=[required(_l("Choose who holds the dialogue."))])


@blueprint.route("/dialogues/copy", methods=["GET", "POST"])
def index() -> Any:
    """Those of my organisations and those that are public, newest first; `q` is a word of the title."""
    actor = me()
    if not actor.may(Act.REGISTER):
        raise NotAllowed
    form = CopyForm()
    choices.offer(form, actor)
    if request.method == "POST" and form.validate():
        dialogue = copying.copy(form.source.data, lead=form.lead.data, actor=actor, once=mark_of(form.once.data))
        tell(_("Copied. Give it a title of its own, and new days."))
        return redirect(url_for("desk.planning.step", dialogue_id=dialogue.id, key="basics"))
    words = request.args.get("q", "").strip()[:LONGEST_WORDS]
    if request.method == "GET":
        form.once.data = str(uuid4())
    rows = queries.to_copy(organisations=actor.where(Act.SEE_DRAFT), words=words)
    page = render_template("desk/planning/copy.html", form=form, rows=rows, words=words)
    return page, 422 if form.errors else 200
