"""Begin a dialogue from an earlier one: what was thought out well is used again, what happened is not."""

from dataclasses import replace
from uuid import UUID

from portal.actions import dialogues
from portal.actions.draft import DecisionDraft, DialogueDraft, with_changes
from portal.actions.drafting import draft_of
from portal.dialogues import queries
from portal.dialogues.models import Dialogue
from portal.dialogues.record import Record
from portal.domain.errors import NotFound
from portal.domain.lifecycle import PUBLIC
from portal.domain.rights import Act, Actor


def may_copy(record: Record, actor: Actor) -> bool:
    """Whether the actor may begin from a dialogue: any that is public, and those of the actor's own organisations."""
    shown = record.status in PUBLIC and record.published_at is not None
    return shown or any(actor.may(Act.SEE_DRAFT, one) for one in record.owners)


def copied(record: Record, *, lead: str) -> DialogueDraft:
    """The plan of an earlier dialogue without its days, occasions, results and cases, for a new organiser."""
    own = record.lead == lead
    draft = draft_of(record)
    return with_changes(
        draft,
        {
            "lead": lead,
            "co_organisers": draft.co_organisers if own else (),
            "starts": None,
            "ends": None,
            "feedback_promised": None,
            "response_deadline": None,
            "official_channel_url": None,
            "occasions": (),
            "overlap_reason": "",
            "internal_note": "",
            "contact_function": draft.contact_function if own else "",
            "contact_email": draft.contact_email if own else "",
            "process_leader_id": draft.process_leader_id if own else None,
            "facilitator_id": draft.facilitator_id if own else None,
            "questions": tuple(replace(one, id=None) for one in draft.questions),
            "goals": tuple(replace(one, id=None) for one in draft.goals),
            "decisions": tuple(DecisionDraft(body=one.body) for one in draft.decisions),
        },
    )


def copy(source_id: int, *, lead: str, actor: Actor, once: UUID | None = None) -> Dialogue:
    """Save a new draft begun from an earlier dialogue; raises NotFound when the actor may not see that one."""
    source = queries.record(source_id)
    if source is None or not may_copy(source, actor):
        raise NotFound
    return dialogues.register(copied(source, lead=lead), actor=actor, once=once, copied_from_id=source_id)
