"""What is held about somebody who asks: shown, saved, and erased once what goes and what stays has been read."""

import hashlib
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, SubmitField

from portal.actions import erasing, persons
from portal.actions.erasing import Foreseen
from portal.desk.messages import tell
from portal.domain.errors import NotAllowed
from portal.domain.rights import Act
from portal.web import downloads
from portal.web.access import me, needs
from portal.web.forms import Form, length, required, tidy

blueprint = Blueprint("persons", __name__, url_prefix="/records/person")


class PersonForm(Form):
    """About whom, by which decision, and what was seen when that was asked for."""

    who = StringField(
        _l("E-mail address or reference"),
        filters=[tidy],
        validators=[required(_l("Write an e-mail address or a reference.")), length(most=254)],
    )
    decision = StringField(
        _l("Decision on disposal"),
        description=_l("With it, texts and files go too. Without it they are kept, as official documents."),
        filters=[tidy],
        validators=[length(most=120)],
    )
    seen = HiddenField()
    sure = BooleanField(_l("I have read what goes and what stays"))
    save = SubmitField()
    erase = SubmitField()


@blueprint.route("", methods=["GET", "POST"])
@needs(Act.KEEP_RECORDS)
def index() -> Any:
    """Look, save as a file, or erase: which button it was says what is wanted."""
    if not erasing.may_erase(me()):
        raise NotAllowed
    form = PersonForm()
    if not form.is_submitted():
        return _page(form, None)
    if not form.validate():
        return _page(form, None), 422
    who, decision = form.who.data or "", form.decision.data or ""
    found = erasing.foresee(who)
    seen = _mark(found, who, decision)
    if form.save.data:
        return _saved(persons.export(who, folder=downloads.folder(), actor=me()))
    if form.erase.data and seen == form.seen.data and form.sure.data:
        erasing.erase(who, decision=decision, actor=me())
        tell(_("Erased."))
        return redirect(url_for(".index"), 303)
    if form.erase.data:
        changed = seen != form.seen.data
        form.sure.errors = [
            _l("It has changed since you looked. Read it again.") if changed else _l("Say that you have read it.")
        ]
    form.seen.data, form.sure.data = seen, False
    return _page(form, found), 422 if form.erase.data else 200


def _mark(found: Foreseen, who: str, decision: str) -> str:
    """The same as long as nothing of what was shown has changed."""
    return hashlib.sha256(repr((found, who, decision)).encode()).hexdigest()


def _saved(made: bytes) -> Response:
    answer = Response(made, content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="held.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: PersonForm, found: Foreseen | None) -> str:
    return render_template("desk/records/person.html", form=form, found=found, whole=bool(form.decision.data))
