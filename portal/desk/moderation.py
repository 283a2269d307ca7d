"""What residents sent to my organisations: the queue, one submission, and the decision about it."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.actions import cases, moderating
from portal.actions.moderating import Ruling
from portal.desk.messages import tell
from portal.desk.moderation_filters import district, wish
from portal.desk.moderation_form import decisions
from portal.desk.moderation_reading import TRACES, dialogues_about, marked
from portal.desk.moderation_steps import STEPS, done
from portal.desk.moderation_texts import standard
from portal.domain.errors import NotFound, NotPossible, RulesNotMet, Stale
from portal.domain.rights import Act
from portal.domain.submissions import BECOMES_DRAFT, SHOWN, UNDECIDED, Verdict, spam_level
from portal.domain.words import DeclineReason, SubmissionKind
from portal.settings import KNOWN
from portal.staff.queries import granted
from portal.submissions import queries
from portal.submissions import queue as queues
from portal.submissions.floods import declined_by
from portal.submissions.queries import Item
from portal.submissions.similar import submissions_like
from portal.web import downloads, names
from portal.web.access import me, needs
from portal.web.dates import now

MOST_AT_ONCE = 100

blueprint = Blueprint("moderation", __name__, url_prefix="/moderation")

SIGNS = {
    "hidden_field": _l("A field that people cannot see was filled in"),
    "too_fast": _l("It was sent within a few seconds"),
    "many_links": _l("It has many links"),
    "repeated": _l("The same text has come in before"),
    "many_from_one": _l("Many have come from the same connection within an hour"),
    "echo": _l("Its sentences have come in many times within a day"),
    "pattern": _l("Its phrases have come in many times within a day"),
    "crowd": _l("Very many came in at the same time"),
    "personal_data": _l("It may hold personal details"),
}
LEVELS = {"none": _l("No sign of spam"), "some": _l("Some signs of spam"), "strong": _l("Strong signs of spam")}


@blueprint.get("")
@needs(Act.MODERATE)
def index() -> str:
    """The queue: what is due first comes first, and likely spam last among what is due the same day."""
    view = request.args.get("view", "open")
    view = view if view in queues.VIEWS else "open"
    page = request.args.get("page", 1, type=int)
    chosen, mine = wish(), me().where(Act.MODERATE)
    # A flood stands as one row, but for those who look for something in it.
    apart = view == "open" and not (chosen.flood or chosen.spam or chosen.words or chosen.assigned_to)
    queue = queues.queue(organisations=mine, view=view, wish=chosen, page=page, apart=apart)
    return render_template(
        "desk/moderation/index.html",
        queue=queue,
        flood=queue.flood if apart and queue.flood.count and queue.page == 1 else None,
        whole_flood=queue.flood if view == "open" and chosen == queues.Wish(flood=True) else None,
        undoable=declined_by(me().id),
        view=view,
        wish=chosen,
        district=district(),
        kinds=[one.value for one in SubmissionKind],
        languages=KNOWN,
        reference=names.known(),
        now=now(),
        level=spam_level,
        levels=LEVELS,
        signs=SIGNS,
    )


@blueprint.post("/spam")
@needs(Act.MODERATE)
def spam() -> Any:
    """Decline several that are plainly advertising; each is a decision of its own that can be undone for a minute."""
    done = left = 0
    for chosen in request.form.getlist("chosen")[:MOST_AT_ONCE]:
        reference, _at, revision = chosen.partition("@")
        item = queries.item(reference, organisations=me().where(Act.MODERATE))
        if item is None or spam_level(item.spam_score) != "strong" or not revision.isdecimal():
            left += 1
            continue
        reason = DeclineReason.ADVERTISING
        ruling = Ruling(verdict=Verdict.DECLINE, reason=reason, message=standard(reason, item.language))
        try:
            moderating.decide(item.id, ruling, actor=me(), revision=int(revision))
            done += 1
        except (Stale, NotPossible):
            left += 1
    tell(ngettext("%(num)s is declined in a minute.", "%(num)s are declined in a minute.", done))
    if left:
        tell(ngettext("%(num)s was left: look at it.", "%(num)s were left: look at them.", left))
    return redirect(url_for(".index", spam="1"), 303)


@blueprint.get("/<reference>")
@needs(Act.MODERATE)
def show(reference: str) -> str:
    """One submission, with what a moderator should notice, and the decisions there are."""
    return _page(_item(reference), decisions())


@blueprint.get("/<reference>/next")
@needs(Act.MODERATE)
def following(reference: str) -> Any:
    """The next one to decide, or the queue when nothing is left."""
    found = queues.after(reference, organisations=me().where(Act.MODERATE))
    return redirect(url_for(".show", reference=found) if found else url_for(".index"))


@blueprint.get("/<reference>/files/<int(max=9):number>")
@needs(Act.MODERATE)
def file(reference: str, number: int) -> Response:
    """A file that came with it, to be saved; who took it is logged."""
    found = cases.open_file(reference, number, actor=me())
    return downloads.attachment(found.sha256, title=found.title, media_type=found.media_type, private=True)


@blueprint.post(
    "/<reference>/<any(take,approve,ask,decline,forward,redact,hand_over,gather,separate,agree,undo,now,"
    "take_down,put_back,hide_name):decision>"
)
@needs(Act.MODERATE)
def decide(reference: str, decision: str) -> Any:
    """Take a decision; when somebody else was faster, show what they did and keep what was typed."""
    item, forms = _item(reference), decisions()
    form = forms[decision]
    if not form.validate():
        return _page(item, forms, chosen=decision), 422
    try:
        STEPS[decision](item, form, me(), form.seen_revision())
    except NotFound:
        form.under.errors = [_("There is no such submission among those you may see.")]
        return _page(item, forms, chosen=decision), 422
    except (Stale, NotPossible):
        return _page(_item(reference), forms, chosen=decision, stale=True), 409
    except RulesNotMet as broken:
        unclean = "name" if all(one.field == "name" for one in broken.problems) else "text"
        return _page(_item(reference), forms, chosen=decision, unclean=unclean), 422
    tell(done(decision, item))
    return redirect(url_for(".show", reference=reference), 303)


def _item(reference: str) -> Item:
    item = queries.item(reference, organisations=me().where(Act.MODERATE))
    if item is None:
        raise NotFound
    return item


def _page(item: Item, forms: dict[str, Any], *, chosen: str = "", stale: bool = False, unclean: str = "") -> str:
    for name, form in forms.items():
        if stale or name != chosen:
            form.revision.data = str(item.revision)
    actor = me()
    mine = actor.where(Act.MODERATE)
    colleagues = granted(Act.MODERATE, item.organisation_id)
    forms["hand_over"].to.choices = [(one.id, one.name) for one in colleagues if one.id != actor.id]
    # Isolated, for a name may run the other way than the words around it.
    name = f"\u2068{item.name}\u2069"
    forms["approve"].show_name.label.text = _("Show the name %(name)s too", name=name)
    if chosen != "redact":
        forms["redact"].title.data = item.shown_title or item.title
        forms["redact"].body.data = item.shown_body or item.body
    return render_template(
        "desk/moderation/show.html",
        item=item,
        forms=forms,
        chosen=chosen,
        stale=stale,
        unclean=unclean,
        now=now(),
        undecided=item.state in UNDECIDED and item.pending is None and item.gathered_into is None,
        mine=item.pending is not None and actor.id in (item.pending.by_id, item.pending.second_by_id),
        becomes_draft=item.kind in BECOMES_DRAFT,
        becomes_public=item.kind in SHOWN,
        title=list(marked(item.title)),
        body=list(marked(item.body)),
        marked=marked,
        colleagues=bool(forms["hand_over"].to.choices),
        similar=submissions_like(item.id, item.title, item.body, organisations=mine),
        dialogues=dialogues_about(item),
        standards={one.value: standard(one, item.language) for one in DeclineReason},
        public=item.kind in SHOWN and item.published_at is not None,
        traces=TRACES,
        contact=actor.may(Act.MODERATE, item.organisation_id),
        opens_draft=actor.may(Act.SEE_DRAFT, item.organisation_id),
        level=LEVELS[spam_level(item.spam_score)],
        signs=[SIGNS[mark] for mark in item.marks if mark in SIGNS],
    )
