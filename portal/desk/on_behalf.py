"""Write down for somebody who calls, comes by or hands in a paper what they want to tell the city."""

import secrets
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from portal.actions import submissions
from portal.domain.rights import Act
from portal.domain.submissions import CameBy
from portal.web.access import me, needs
from portal.web.language import KNOWN, name_of
from portal.web.submission_form import SubmissionForm

blueprint = Blueprint("on_behalf", __name__, url_prefix="/moderation")

WAYS = {CameBy.TELEPHONE: _l("By telephone"), CameBy.VISIT: _l("At a visit"), CameBy.PAPER: _l("On paper")}


class OnBehalfForm(SubmissionForm):
    """The questions residents are asked, and how it came; the answer is written in the person's language."""

    came_by = RadioField(
        _l("How did it come?"),
        choices=[SelectChoice(*way) for way in WAYS.items()],
        invalid_choice_message=_l("Say how it came."),
    )
    spoken = SelectField(_l("Language of the answer"), choices=[])
    ticket = HiddenField()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.spoken.choices = [SelectChoice(code, name_of(code)) for code in KNOWN]


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.SEE_COORDINATION)
def new() -> Any:
    """The form; afterwards the receipt that the person is given."""
    form = OnBehalfForm()
    if not form.is_submitted():
        form.kind.data, form.came_by.data, form.spoken.data = "suggestion", CameBy.TELEPHONE.value, "sv"
        form.area.data = request.args.get("area", "")
        form.ticket.data = secrets.token_urlsafe(18)
        return _page(form)
    right = form.validate()
    files = form.take_files()
    if not right or form.files.errors:
        return _page(form), 422
    sent = form.written(
        files,
        opened=form.ticket.data or "",
        language=form.spoken.data or "sv",
        on_behalf_by=me().id,
        came_by=CameBy(form.came_by.data),
    )
    code = submissions.receive(sent)
    return redirect(url_for("public.submissions.show", code=code, language=sent.language), 303)


def _page(form: OnBehalfForm) -> str:
    return render_template("desk/moderation/new.html", form=form)
