"""Declare a dialogue reported back, and let residents read how they voted."""

from portal.actions.change import changing
from portal.actions.dialogues import move
from portal.actions.entries import hold
from portal.dialogues.models import Dialogue
from portal.domain import lifecycle, readiness
from portal.domain.errors import NotPossible, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.words import FeedbackKind, Status
from portal.outcomes import queries
from portal.publications.ballot import show_votes


def report(dialogue_id: int, *, no_finding_because: str, actor: Actor) -> Dialogue:
    """Declare the dialogue reported back; raises RulesNotMet while result, finding or counts are missing."""
    hold({"no_finding_because": no_finding_because})
    with changing(dialogue_id, actor=actor, act="report", needs=Act.REPORT) as dialogue:
        dialogue.no_finding_because = no_finding_because
        posts = queries.feedback(dialogue_id)
        problems = tuple(
            readiness.for_reporting(
                results=sum(post.kind is FeedbackKind.RESULT for post in posts),
                findings=len(queries.findings(dialogue_id)),
                no_finding_because=no_finding_because,
                participation=len(queries.participation(dialogue_id)),
            )
        )
        if problems:
            raise RulesNotMet(problems)
        move(dialogue, Status.REPORTED, actor=actor)
        show_votes(dialogue)
    return dialogue


def tell_votes(dialogue_id: int, *, actor: Actor) -> None:
    """Let residents read the votes, now that all proposals are written down; NotPossible before it has reported."""
    with changing(dialogue_id, actor=actor, act="tell_votes", needs=Act.REPORT) as dialogue:
        if dialogue.status not in lifecycle.REPORTED or not show_votes(dialogue):
            raise NotPossible
