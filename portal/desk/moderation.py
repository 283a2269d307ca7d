"""What residents sent to my organisations: the queue, one submission, and the decision about it."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from portal.actions import moderating, settling
from portal.actions.moderating import Ruling
from portal.desk.messages import tell
from portal.desk.moderation_form import decisions
from portal.domain.errors import NotFound, NotPossible, RulesNotMet, Stale
from portal.domain.privacy import everything
from portal.domain.rights import Act, Actor
from portal.domain.submissions import BECOMES_DRAFT, UNDECIDED, Verdict, spam_level
from portal.domain.words import DeclineReason
from portal.submissions import queries
from portal.submissions import queue as queues
from portal.submissions.queries import Item
from portal.web.access import me, needs
from portal.web.dates import now

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")

SIGNS = {
    "hidden_field": _l("A field that people cannot see was filled in"),
    "too_fast": _l("It was sent within a few seconds"),
    "many_links": _l("It has many links"),
    "repeated": _l("The same text has come in before"),
    "many_from_one": _l("Many have come from the same connection within an hour"),
    "personal_data": _l("It may hold personal details"),
}
LEVELS = {"none": _l("No sign of spam"), "some": _l("Some signs of spam"), "strong": _l("Strong signs of spam")}
TRACES = {
    "personal_number": _l("personal identity number"),
    "email": _l("e-mail address"),
    "telephone": _l("telephone number"),
    "address": _l("address"),
}


@blueprint.get("")
@needs(Act.MODERATE)
def index() -> str:
    """The queue: what is due first comes first, and likely spam last among what is due the same day."""
    view = request.args.get("view", "open")
    view = view if view in queues.VIEWS else "open"
    page = request.args.get("page", 1, type=int)
    return render_template(
        "desk/moderation/index.html",
        queue=queues.queue(organisations=me().where(Act.MODERATE), view=view, page=page),
        view=view,
        now=now(),
        level=spam_level,
        levels=LEVELS,
        signs=SIGNS,
    )


@blueprint.get("/<reference>")
@needs(Act.MODERATE)
def show(reference: str) -> str:
    """One submission, with what a moderator should notice, and the decisions there are."""
    return _page(_item(reference), decisions())


@blueprint.post("/<reference>/<any(take,approve,ask,decline,forward,agree,undo,now):decision>")
@needs(Act.MODERATE)
def decide(reference: str, decision: str) -> Any:
    """Take a decision; when somebody else was faster, show what they did and keep what was typed."""
    item, forms = _item(reference), decisions()
    form = forms[decision]
    if not form.validate():
        return _page(item, forms, chosen=decision), 422
    try:
        _DO[decision](item.id, form, me(), form.seen_revision())
    except (Stale, NotPossible):
        return _page(_item(reference), forms, chosen=decision, stale=True), 409
    except RulesNotMet:
        return _page(_item(reference), forms, chosen=decision, unclean=True), 422
    tell(str(_DONE[decision]))
    return redirect(url_for(".show", reference=reference), 303)


def _item(reference: str) -> Item:
    item = queries.item(reference, organisations=me().where(Act.MODERATE))
    if item is None:
        raise NotFound
    return item


def _page(item: Item, forms: dict[str, Any], *, chosen: str = "", stale: bool = False, unclean: bool = False) -> str:
    for name, form in forms.items():
        if stale or name != chosen:
            form.revision.data = str(item.revision)
    actor = me()
    return render_template(
        "desk/moderation/show.html",
        item=item,
        forms=forms,
        chosen=chosen,
        stale=stale,
        unclean=unclean,
        now=now(),
        undecided=item.state in UNDECIDED and item.pending is None,
        mine=item.pending is not None and actor.id in (item.pending.by_id, item.pending.second_by_id),
        becomes_draft=item.kind in BECOMES_DRAFT,
        title=list(_marked(item.title)),
        body=list(_marked(item.body)),
        marked=_marked,
        traces=TRACES,
        contact=actor.may(Act.MODERATE, item.organisation_id),
        opens_draft=actor.may(Act.SEE_DRAFT, item.organisation_id),
        level=LEVELS[spam_level(item.spam_score)],
        signs=[SIGNS[mark] for mark in item.marks if mark in SIGNS],
    )


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the kind of personal detail it looks like, or an empty string."""
    end = 0
    for trace in everything(text):
        if trace.start >= end:
            yield text[end : trace.start], ""
            yield text[trace.start : trace.end], trace.kind
            end = trace.end
    yield text[end:], ""


def _take(item_id: int, _form: Any, actor: Actor, revision: int) -> None:
    moderating.take(item_id, actor=actor, revision=revision)


def _rule(verdict: Verdict) -> Callable[[int, Any, Actor, int], None]:
    """Decide by what the form of a verdict holds."""

    def rule(item_id: int, form: Any, actor: Actor, revision: int) -> None:
        ruling = Ruling(
            verdict=verdict,
            message=form.message.data or "",
            reason=DeclineReason(form.reason.data) if verdict is Verdict.DECLINE else None,
            forward_to=(form.to.data or "") if verdict is Verdict.FORWARD else "",
        )
        moderating.decide(item_id, ruling, actor=actor, revision=revision)

    return rule


def _agree(item_id: int, _form: Any, actor: Actor, revision: int) -> None:
    moderating.agree(item_id, actor=actor, revision=revision)


def _undo(item_id: int, _form: Any, actor: Actor, revision: int) -> None:
    moderating.undo(item_id, actor=actor, revision=revision)


def _now(item_id: int, _form: Any, actor: Actor, _revision: int) -> None:
    settling.settle_now(item_id, actor=actor)


_DO: dict[str, Callable[[int, Any, Actor, int], None]] = {
    "take": _take,
    "agree": _agree,
    "undo": _undo,
    "now": _now,
} | {verdict.value: _rule(verdict) for verdict in Verdict}
_DONE = {
    "take": _l("You are reading it now. Others can see that."),
    "approve": _l("Approved. The sender is told in a minute; until then you can undo it."),
    "ask": _l("Your question goes to the sender in a minute; until then you can undo it."),
    "decline": _l("Declined. The sender is told in a minute, and after a colleague has agreed where two must."),
    "forward": _l("Passed on. The sender is told in a minute; until then you can undo it."),
    "agree": _l("You agree. The sender is told in a minute; until then either of you can undo it."),
    "undo": _l("Undone. Nobody outside the desk has seen it."),
    "now": _l("Done. The sender can read it."),
}
