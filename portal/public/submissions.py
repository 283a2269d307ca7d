"""What became of what I sent: the page behind a secret link, with the answer to a question and the way out."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.actions import senders
from portal.domain.errors import NotFound, NotPossible
from portal.domain.submissions import DECISION_DAYS, UNDECIDED, may_ask_again
from portal.public.suggest_form import AskAgainForm, ReplyForm
from portal.submissions import queries
from portal.web import tickets

blueprint = Blueprint("submissions", __name__)

Answer = tuple[str, int, dict[str, str]] | Response


@blueprint.get("/submissions/<code>")
def show(code: str) -> Answer:
    """Where the submission stands, in plain words."""
    return page(code, ReplyForm())


@blueprint.post("/submissions/<code>/reply")
def reply(code: str) -> Answer:
    """Answer the moderator's question; an answer sent twice counts once."""
    form = ReplyForm()
    if tickets.from_elsewhere():
        return page(code, form, status=403)
    if not form.validate():
        return page(code, form, status=422)
    try:
        senders.reply(code, message=form.message.data or "")
    except NotPossible:
        return page(code, form, status=409)
    return redirect(url_for(".show", code=code), 303)


@blueprint.post("/submissions/<code>/again")
def ask_again(code: str) -> Answer:
    """Ask, once, for another look at a no."""
    form = AskAgainForm()
    if tickets.from_elsewhere():
        return page(code, ReplyForm(formdata=None), again=form, status=403)
    if not form.validate():
        return page(code, ReplyForm(formdata=None), again=form, status=422)
    try:
        senders.ask_again(code, message=form.message.data or "")
    except NotPossible:
        return page(code, ReplyForm(formdata=None), again=form, status=409)
    return redirect(url_for(".show", code=code), 303)


@blueprint.post("/submissions/<code>/withdraw")
def withdraw(code: str) -> Answer:
    """Take the submission back."""
    if tickets.from_elsewhere():
        return page(code, ReplyForm(), status=403)
    try:
        senders.withdraw(code)
    except NotPossible:
        return page(code, ReplyForm(), status=409)
    return redirect(url_for(".show", code=code), 303)


def page(code: str, form: ReplyForm, *, again: AskAgainForm | None = None, status: int = 200) -> Answer:
    """The page of one submission; nobody keeps a copy and no search engine lists it."""
    receipt = queries.receipt(code)
    if receipt is None:
        raise NotFound
    text = render_template(
        "public/submissions/show.html",
        receipt=receipt,
        form=form,
        again=again or AskAgainForm(formdata=None),
        may_ask_again=bool(receipt.body)
        and may_ask_again(receipt.state, asked_before=receipt.asked_again_at is not None),
        status=status,
        days=DECISION_DAYS,
        undecided=receipt.state in UNDECIDED,
        noindex=True,
    )
    return text, status, {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
