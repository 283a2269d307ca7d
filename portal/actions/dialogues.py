"""Register, edit, coordinate, publish, close, cancel and withdraw dialogues."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from portal.actions import assessing, relating, staying
from portal.actions.change import allow, changing, finish
from portal.actions.draft import UNORDERED, DialogueDraft, flat, with_changes
from portal.actions.drafting import draft_of
from portal.actions.facts import facts_of
from portal.actions.recording import record_of
from portal.actions.telling import tell_of_cancelling, tell_of_moves
from portal.actions.writing import write, write_occasions
from portal.db import db, now, transaction
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, Move
from portal.domain import lifecycle, readiness
from portal.domain.calendar import STOCKHOLM
from portal.domain.deciding import AssessedAt
from portal.domain.errors import Collision, NotAllowed, NotPossible, Problem, RulesNotMet
from portal.domain.lifecycle import Cause
from portal.domain.merging import Merged, merge
from portal.domain.rights import Act, Actor
from portal.domain.slugs import slug
from portal.domain.words import Continuity, OccasionState, Status
from portal.occasions import queries as occasions
from portal.organisations import queries as organisations
from portal.publications.catalogue import catalogue

FEEDBACK_DAYS = 60
"""Residents are told the result this many days after the end, unless the organiser promises otherwise."""
COMING = (OccasionState.PLANNED, OccasionState.MOVED)


def register(
    draft: DialogueDraft, *, actor: Actor, once: UUID | None = None, copied_from_id: int | None = None
) -> Dialogue:
    """Save a new draft; the same form sent twice (`once`) gives the draft it gave first.

    Raises NotAllowed when the actor may not register for the lead organisation.
    """
    lead = organisations.by_slug(draft.lead)
    if lead is None or not actor.may(Act.REGISTER, lead.id):
        raise NotAllowed
    saved = queries.registered(once, by_id=actor.id) if once else None
    if saved is not None:
        return saved
    draft = with_usual(draft)
    _hold_possible(draft, public=False)
    if not draft.contact_function and not draft.contact_email:
        function, address = queries.latest_contact(lead.id)
        draft = replace(draft, contact_function=function, contact_email=address)
    with transaction():
        dialogue = Dialogue(
            uuid=once or uuid4(),
            slug=free_slug(draft.texts["title"]),
            created_by_id=actor.id,
            copied_from_id=copied_from_id,
            texts={},
        )
        with db.session.no_autoflush:
            write(dialogue, draft)
        db.session.add(dialogue)
        db.session.flush()
        write_occasions(dialogue, draft.occasions)
        finish(dialogue, actor=actor, act="register")
    return dialogue


def free_slug(title: str) -> str:
    """An address made from a title that no dialogue has."""
    wanted = slug(title, longest=120) or "dialog"
    number, found = 1, wanted
    while queries.slug_taken(found):
        number += 1
        found = f"{wanted}-{number}"
    return found


def edit(
    dialogue_id: int,
    changes: Mapping[str, object],
    *,
    actor: Actor,
    revision: int,
    today: date,
    taken: str = "",
    note: str = "",
) -> Merged:
    """Save some fields, named as `flat` names them, that were opened at `revision`; what others saved since stays.

    Raises Collision when somebody changed the same fields differently, RulesNotMet when what residents know of
    already would no longer keep the rules by which it was published (`staying`). Nothing is saved when nothing
    differs. With a public `note`, those are told whose occasions move.
    """
    saved = queries.record(dialogue_id)
    if saved and not merge(None, flat(draft_of(saved)), changes, unordered=UNORDERED).collisions:
        return Merged({}, ())
    opened = queries.version(dialogue_id, revision)
    with changing(dialogue_id, actor=actor, act="edit", note=note) as dialogue:
        if dialogue.status in (Status.ARCHIVED, Status.CANCELLED):
            raise NotPossible
        if dialogue.published_at is not None:
            # What residents read is changed only by those who may publish.
            allow(actor, dialogue, Act.PUBLISH)
        before = record_of(dialogue)
        current = draft_of(before)
        base = flat(draft_of(opened)) if opened else None
        merged = merge(base, flat(current), changes, unordered=UNORDERED)
        if merged.collisions:
            raise Collision(merged.collisions)
        draft = with_usual(with_changes(current, merged.values | _following(current, merged)))
        _hold_possible(draft, public=dialogue.published_at is not None)
        moved = (draft.starts, draft.ends) != (current.starts, current.ends)
        lead = organisations.by_slug(draft.lead)
        if lead is None or (lead.id != dialogue.lead_id and not actor.may(Act.REGISTER, lead.id)):
            raise NotAllowed
        with db.session.no_autoflush:
            write(dialogue, draft)
        db.session.flush()
        if draft.occasions != current.occasions:
            announced = occasions.of_dialogue(dialogue.id) if note and dialogue.published_at else []
            were = {str(one.uuid): one.starts for one in announced}
            write_occasions(dialogue, draft.occasions)
            tell_of_moves(announced, were, note=note)
        if dialogue.status not in (Status.DRAFT, Status.COORDINATION, Status.UNPUBLISHED):
            staying.hold(before, record_of(dialogue), today=today)
        if taken:
            assessing.assess(dialogue, AssessedAt.SUGGESTION, actor=actor, decided="changed", taken=taken)
        elif moved and dialogue.status not in (Status.DRAFT, Status.UNPUBLISHED):
            assessing.assess(dialogue, AssessedAt.DATES, actor=actor)
    return merged


def _following(before: DialogueDraft, merged: Merged) -> dict[str, object]:
    """A promised day that is the usual one follows the last day when that moves."""
    moved = before.ends is not None and merged.values.get("ends", before.ends) != before.ends
    if moved and before.ends and before.feedback_promised == before.ends + timedelta(FEEDBACK_DAYS):
        return {"feedback_promised": merged.values.get("feedback_promised")}
    return {}


def _hold_possible(draft: DialogueDraft, *, public: bool) -> None:
    """Say in words what the database would refuse."""
    endless = draft.continuity is Continuity.CONTINUOUS
    problems = readiness.for_saving(
        starts=draft.starts, ends=draft.ends, feedback_promised=draft.feedback_promised, endless=endless
    )
    silent = public and endless and draft.report_interval_months is None
    hold((*problems, *((Problem("V5.interval", "report_interval_months"),) if silent else ())))


def with_usual(draft: DialogueDraft) -> DialogueDraft:
    """The draft with what was left empty and has a usual value: the minutes by method, the day of the answer."""
    usual: dict[str, object] = {}
    if draft.minutes is None and draft.methods:
        known = catalogue().methods
        usual["minutes"] = (
            max((known[slug].minutes or 0 for slug in draft.methods if slug in known), default=0) or None
        )
    if draft.feedback_promised is None and draft.ends is not None:
        usual["feedback_promised"] = draft.ends + timedelta(FEEDBACK_DAYS)
    return with_changes(draft, usual)


def to_coordination(dialogue_id: int, *, actor: Actor, today: date) -> Dialogue:
    """Show the plan to all staff and keep how it overlaps; raises RulesNotMet when V1 to V8 are not met."""
    with changing(dialogue_id, actor=actor, act="to_coordination") as dialogue:
        record = record_of(dialogue)
        hold(tuple(readiness.for_coordination(facts_of(record, catalogue()))))
        move(dialogue, Status.COORDINATION, actor=actor)
        assessing.keep(
            dialogue,
            assessing.judged(record, today=today),
            AssessedAt.COORDINATION,
            actor=actor,
            reason=record.overlap_reason,
        )
    return dialogue


def to_draft(dialogue_id: int, *, actor: Actor) -> Dialogue:
    """Take a plan back from coordination."""
    with changing(dialogue_id, actor=actor, act="to_draft") as dialogue:
        move(dialogue, Status.DRAFT, actor=actor)
    return dialogue


def publish(dialogue_id: int, *, actor: Actor, today: date) -> Dialogue:
    """Make a coordinated plan public; raises RulesNotMet when V1 to V11 are not met."""
    with changing(dialogue_id, actor=actor, act="publish", needs=Act.PUBLISH) as dialogue:
        record = record_of(dialogue)
        answer = assessing.judged(record, today=today)
        facts = facts_of(
            record,
            catalogue(),
            overlap_level=answer.level if answer else "low",
            unanswered_earlier=len(relating.unanswered(record, today=today)),
        )
        hold(tuple(readiness.for_publishing(facts, today=today)))
        reason = dialogue.overlap_reason
        assessing.keep(
            dialogue,
            answer,
            AssessedAt.PUBLISHING,
            actor=actor,
            decided="justified" if reason else "accepted",
            reason=reason,
        )
        dialogue.published_at = now()
        move(dialogue, Status.PLANNED, actor=actor)
        if dialogue.starts is not None and dialogue.starts <= today:
            move(dialogue, Status.OPEN, actor=None, reason=Cause.FIRST_DAY)
    return dialogue


def close(dialogue_id: int, *, actor: Actor | None, today: date) -> Dialogue:
    """End the asking; results are compiled from now on. RulesNotMet while an occasion of its own is to come."""
    with changing(dialogue_id, actor=actor, act="close", needs=Act.REPORT) as dialogue:
        for one in occasions.of_dialogue(dialogue.id):
            if one.starts > now() and one.state in COMING and len(one.dialogues) == 1:
                day = one.starts.astimezone(STOCKHOLM).date()
                raise RulesNotMet((Problem("V17.ahead", "coming_occasions", (("day", day),)),))
        dialogue.closed_on = today
        move(dialogue, Status.COMPILING, actor=actor)
    return dialogue


def cancel(dialogue_id: int, *, reason: str, actor: Actor) -> Dialogue:
    """Call a dialogue off for everybody to see, with its occasions; the reason is public."""
    hold(tuple(readiness.personal_data({"reason": reason})))
    if len(reason.strip()) < 20:
        raise RulesNotMet((Problem("V17", "reason", (("low", 20),)),))
    with changing(dialogue_id, actor=actor, act="cancel", needs=Act.PUBLISH, note=reason) as dialogue:
        dialogue.cancelled_reason = reason
        move(dialogue, Status.CANCELLED, actor=actor, reason=reason)
        sharing: dict[int, Dialogue] = {}
        for occasion in occasions.of_dialogue(dialogue.id):
            others = {one.id: one for one in occasion.dialogues if one is not dialogue}
            sharing |= others
            # An occasion that others share goes on without this dialogue.
            if not others and occasion.state not in (OccasionState.HELD, OccasionState.CANCELLED):
                occasion.state, occasion.note = OccasionState.CANCELLED, None
                occasion.sequence += 1
        tell_of_cancelling(dialogue, sharing=sharing.values())
    return dialogue


def unpublish(dialogue_id: int, *, reason: str, actor: Actor) -> Dialogue:
    """Withdraw a dialogue from every public place at once; everything is kept."""
    if len(reason.strip()) < 20:
        raise RulesNotMet((Problem("V17", "reason", (("low", 20),)),))
    with changing(
        dialogue_id, actor=actor, act="unpublish", needs=Act.UNPUBLISH, even_archived=True, note=reason
    ) as dialogue:
        dialogue.unpublished_from = dialogue.status.value
        move(dialogue, Status.UNPUBLISHED, actor=actor, reason=reason)
    return dialogue


def republish(dialogue_id: int, *, actor: Actor) -> Dialogue:
    """Put a withdrawn dialogue back into the state it came from."""
    with changing(dialogue_id, actor=actor, act="republish", needs=Act.UNPUBLISH) as dialogue:
        if dialogue.unpublished_from is None:
            raise NotPossible
        hold(tuple(readiness.for_coordination(facts_of(record_of(dialogue), catalogue()))))
        move(dialogue, Status(dialogue.unpublished_from), actor=actor)
        dialogue.unpublished_from = None
    return dialogue


def move(dialogue: Dialogue, new: Status, *, actor: Actor | None, reason: str = "") -> None:
    """Move a dialogue to a state and record who, when and why; raises NotPossible when the move is forbidden."""
    before = Status(dialogue.unpublished_from) if dialogue.unpublished_from else None
    if not lifecycle.may_move(dialogue.status, new, before=before):
        raise NotPossible
    db.session.add(
        Move(dialogue_id=dialogue.id, old=dialogue.status, new=new, by_id=actor.id if actor else None, reason=reason)
    )
    dialogue.status = new


def hold(problems: tuple[Problem, ...]) -> None:
    """Raise RulesNotMet unless only warnings remain."""
    if any(not problem.warning for problem in problems):
        raise RulesNotMet(problems)
