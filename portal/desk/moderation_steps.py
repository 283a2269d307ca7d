"""What each small form on the page of a submission does, and what is said when it is done."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.actions import gathering, moderating, settling, showing
from portal.actions.moderating import Ruling
from portal.desk.moderation_texts import standard
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict, two_said_no, two_took_down
from portal.domain.words import DeclineReason, SubmissionState
from portal.submissions.queries import Item


def _take(item: Item, _form: Any, actor: Actor, revision: int) -> None:
    moderating.take(item.id, actor=actor, revision=revision)


def _rule(verdict: Verdict) -> Callable[[Item, Any, Actor, int], None]:
    """Decide by what the form of a verdict holds."""

    def rule(item: Item, form: Any, actor: Actor, revision: int) -> None:
        reason = DeclineReason(form.reason.data) if verdict is Verdict.DECLINE else None
        language = item.language
        ruling = Ruling(
            verdict=verdict,
            message=form.message.data or (standard(reason, language) if reason else ""),
            reason=reason,
            forward_to=(form.to.data or "") if verdict is Verdict.FORWARD else "",
            name_approved=verdict is Verdict.APPROVE and form.show_name.data,
        )
        moderating.decide(item.id, ruling, actor=actor, revision=revision)

    return rule


def _agree(item: Item, _form: Any, actor: Actor, revision: int) -> None:
    if _back(item) and item.pending:
        showing.put_back(item.id, message=item.pending.message, actor=actor, revision=revision)
        return
    moderating.agree(item.id, actor=actor, revision=revision)


def _undo(item: Item, _form: Any, actor: Actor, revision: int) -> None:
    moderating.undo(item.id, actor=actor, revision=revision)


def _now(item: Item, _form: Any, actor: Actor, _revision: int) -> None:
    settling.settle_now(item.id, actor=actor)


def _redact(item: Item, form: Any, actor: Actor, revision: int) -> None:
    moderating.redact(item.id, title=form.title.data, body=form.body.data, actor=actor, revision=revision)


def _hand_over(item: Item, form: Any, actor: Actor, revision: int) -> None:
    moderating.hand_over(item.id, to=form.to.data, actor=actor, revision=revision)


def _gather(item: Item, form: Any, actor: Actor, revision: int) -> None:
    gathering.gather(item.id, under=form.under.data, actor=actor, revision=revision)


def _separate(item: Item, _form: Any, actor: Actor, revision: int) -> None:
    gathering.separate(item.id, actor=actor, revision=revision)


def _take_down(item: Item, form: Any, actor: Actor, revision: int) -> None:
    reason = DeclineReason(form.reason.data)
    message = form.message.data or standard(reason, item.language)
    showing.take_down(item.id, reason=reason, message=message, actor=actor, revision=revision)


def _put_back(item: Item, form: Any, actor: Actor, revision: int) -> None:
    showing.put_back(item.id, message=form.message.data, actor=actor, revision=revision)


def _hide_name(item: Item, _form: Any, actor: Actor, revision: int) -> None:
    showing.hide_name(item.id, actor=actor, revision=revision)


STEPS: dict[str, Callable[[Item, Any, Actor, int], None]] = {
    "take": _take,
    "redact": _redact,
    "hand_over": _hand_over,
    "gather": _gather,
    "separate": _separate,
    "agree": _agree,
    "undo": _undo,
    "now": _now,
    "take_down": _take_down,
    "put_back": _put_back,
    "hide_name": _hide_name,
} | {verdict.value: _rule(verdict) for verdict in Verdict}
DONE = {
    "take": _l("You are reading it now. Others can see that."),
    "approve": _l("Approved. The sender is told in a minute; until then you can undo it."),
    "ask": _l("Your question goes to the sender in a minute; until then you can undo it."),
    "decline": _l("Declined. The sender is told in a minute, and after a colleague has agreed where two must."),
    "forward": _l("Passed on. The sender is told in a minute; until then you can undo it."),
    "redact": _l("The text to show is saved. What was sent is kept."),
    "hand_over": _l("Handed over."),
    "gather": _l("Gathered: one decision serves both."),
    "separate": _l("It is on its own again."),
    "agree": _l("You agree. The sender is told in a minute; until then either of you can undo it."),
    "agree_taken_down": _l("You agree. It stays taken down."),
    "undo": _l("Undone. Nobody outside the desk has seen it."),
    "now": _l("Done. The sender can read it."),
    "take_down": _l("Taken down. Nobody outside the desk can read it any more, and the sender is told why."),
    "put_back_proposed": _l("A second person must agree"),
    "yes_proposed": _l("A second person must agree"),
    "put_back": _l("Everybody can read it again, and the sender is told why."),
    "hide_name": _l("The text is shown without the name now."),
}


def done(step: str, item: Item) -> str:
    """What to say when a step was taken with a submission as it was before."""
    if step == "agree" and item.state == SubmissionState.TAKEN_DOWN:
        step = "put_back" if _back(item) else "agree_taken_down"
    elif step == "put_back" and item.pending is None and two_took_down([one.action for one in item.events]):
        step = "put_back_proposed"
    elif step == "approve" and two_said_no((one.action, one.reason) for one in item.events):
        step = "yes_proposed"
    return str(DONE[step])


def _back(item: Item) -> bool:
    """Whether it is hidden, and somebody proposed to show it again."""
    pending = item.pending
    return item.state == SubmissionState.TAKEN_DOWN and pending is not None and pending.verdict == Verdict.APPROVE
