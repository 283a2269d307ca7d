"""What residents sent in, was approved, and waits for an answer from those whose matter it is."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from portal.actions import answering
from portal.db import now
from portal.desk import rules
from portal.desk.messages import tell
from portal.domain.errors import NotFound, NotPossible, RulesNotMet, Stale
from portal.domain.rights import Act, Actor
from portal.submissions import answers, queries
from portal.submissions.queries import Item
from portal.web.access import me, needs
from portal.web.forms import Form, length, required, tidy

blueprint = Blueprint("answers", __name__, url_prefix="/answers")


class AnswerForm(Form):
    """The answer, and which version of the matter it is about."""

    revision = HiddenField()
    text = TextAreaField(
        _l("Your answer"),
        filters=[tidy],
        validators=[required(_l("Write your answer.")), length(least=10, most=4000)],
    )


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """What waits, by the day on which the answer is due."""
    page = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    found = answers.to_answer(organisations=_mine(me()), page=page)
    return render_template("desk/answers/index.html", found=found, page=page, now=now())


@blueprint.route("/<reference>", methods=["GET", "POST"])
@needs(Act.SEE_COORDINATION)
def show(reference: str) -> Any:
    """One matter, as it may be shown, and the answer to it."""
    item, form = _item(reference), AnswerForm()
    if not form.is_submitted():
        form.revision.data = str(item.revision)
        return _page(item, form)
    if not form.validate():
        return _page(item, form), 422
    revision = int(form.revision.data) if (form.revision.data or "").isdecimal() else 0
    try:
        answering.answer(item.id, text=form.text.data or "", actor=me(), revision=revision, moment=now())
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _page(item, form), 422
    except (Stale, NotPossible):
        item = _item(reference)
        form.revision.data = str(item.revision)
        return _page(item, form, stale=True), 409
    tell(_("Answered. The sender is told."))
    return redirect(url_for(".index"), 303)


def _mine(actor: Actor) -> frozenset[int] | None:
    """The organisations for which somebody may answer; None for all."""
    reporting, moderating = actor.where(Act.REPORT), actor.where(Act.MODERATE)
    return None if reporting is None or moderating is None else reporting | moderating


def _item(reference: str) -> Item:
    item = queries.item(reference, organisations=_mine(me()))
    if item is None:
        raise NotFound
    return item


def _page(item: Item, form: AnswerForm, *, stale: bool = False) -> str:
    return render_template(
        "desk/answers/show.html",
        item=item,
        form=form,
        stale=stale,
        open=item.state in answering.ANSWERABLE,
        told=[one for one in item.events if one.message],
    )
