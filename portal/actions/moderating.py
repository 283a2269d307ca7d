"""What moderators do with a submission: take it, hand it over, decide, agree, undo."""

from dataclasses import dataclass

from portal.actions.handling import begin, handling, record
from portal.actions.settling import gathered
from portal.db import db, now
from portal.domain import privacy
from portal.domain.errors import NotFound, NotPossible, Problem, RulesNotMet
from portal.domain.rights import Act, Actor
from portal.domain.submissions import (
    LEADS_TO,
    SHOWN,
    UNDECIDED,
    UNDO,
    Step,
    Verdict,
    may_move,
    needs_two,
    two_said_no,
)
from portal.domain.words import DeclineReason, SubmissionState
from portal.publications.refresh import refresh
from portal.staff import queries as staff
from portal.submissions.models import Decision, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision as a moderator writes it: `message` is for the sender, `note` for colleagues.

    A no has a `reason`, what is passed on says where (`forward_to`); `name_approved` when the name of the sender,
    who said it may be shown, is to be shown.
    """

    verdict: Verdict
    message: str = ""
    reason: DeclineReason | None = None
    forward_to: str = ""
    note: str = ""
    name_approved: bool = False


def take(submission_id: int, *, actor: Actor, revision: int) -> None:
    """Begin to read a submission; colleagues see who does."""
    with handling(submission_id, actor=actor, revision=revision) as submission:
        _open(submission)
        begin(submission, by=actor.id)


def hand_over(submission_id: int, *, to: int, actor: Actor, revision: int) -> None:
    """Let a colleague, by the id of staff, go on with it; raises NotPossible when they may not moderate it."""
    with handling(submission_id, actor=actor, revision=revision) as submission:
        _open(submission)
        found = staff.by_id(to)
        if found is None or not found.active:
            raise NotFound
        colleague = staff.as_actor(found)
        if not colleague.may(Act.MODERATE, submission.organisation_id):
            raise NotPossible
        if submission.state is not SubmissionState.UNDER_REVIEW:
            begin(submission, by=actor.id)
        submission.assigned_to_id = colleague.id
        record(submission, Step.HANDED_OVER, by=actor.id, note=colleague.name)


def decide(submission_id: int, ruling: Ruling, *, actor: Actor, revision: int) -> None:
    """Decide; it counts after a minute, until when it can be undone, and after a second person where two must agree.

    Raises RulesNotMet (V15) when a text that would be shown to everybody holds personal data.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        _open(submission)
        if submission.state is not SubmissionState.UNDER_REVIEW:
            begin(submission, by=actor.id)
        if not may_move(submission.state, LEADS_TO[ruling.verdict]):
            raise NotPossible
        if ruling.verdict is Verdict.APPROVE and submission.kind in SHOWN:
            hold_clean(submission, named=ruling.name_approved)
        submission.assigned_to_id = actor.id
        two = needs_two(ruling.verdict, ruling.reason, two_said_no=_two_said_no(submission))
        db.session.add(
            Decision(
                submission_id=submission.id,
                verdict=ruling.verdict,
                reason=ruling.reason,
                message=ruling.message,
                note=ruling.note,
                forward_to=ruling.forward_to,
                name_approved=ruling.name_approved,
                by_id=actor.id,
                settles_at=None if two else now() + UNDO,
            )
        )
        if two:
            step = Step.YES_PROPOSED if ruling.verdict is Verdict.APPROVE else Step.PROPOSED
            record(submission, step, by=actor.id, reason=ruling.reason, note=ruling.note)
        submission.updated_at = now()


def _two_said_no(submission: Submission) -> bool:
    """Whether two people have refused this, or one of those that are decided with it."""
    return any(
        two_said_no((step.action, step.reason) for step in one.events)
        for one in (submission, *gathered(submission.id))
    )


def agree(submission_id: int, *, actor: Actor, revision: int) -> None:
    """Stand for a decision as the second person; raises NotPossible for the one who proposed it."""
    with handling(submission_id, actor=actor, revision=revision) as submission:
        decision = submission.decision
        if decision is None or decision.settles_at is not None or decision.by_id == actor.id:
            raise NotPossible
        if submission.state is SubmissionState.TAKEN_DOWN:
            if decision.verdict is Verdict.APPROVE:
                raise NotPossible  # It is shown again by putting it back.
            # It was hidden at once: nothing is left to be done after a minute.
            db.session.delete(decision)
        else:
            decision.second_by_id, decision.settles_at = actor.id, now() + UNDO
        record(submission, Step.SECONDED, by=actor.id, reason=decision.reason)


def undo(submission_id: int, *, actor: Actor, revision: int, note: str = "") -> None:
    """Take a decision back before it counts; one that waits for a second person is thereby refused.

    Once it has two people behind it or none to wait for, only those who took it may take it back. What was taken
    down is put back instead; a proposal to do so can be undone.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        decision = submission.decision
        if decision is None:
            raise NotPossible
        if submission.state is SubmissionState.TAKEN_DOWN and decision.verdict is not Verdict.APPROVE:
            raise NotPossible
        waits, mine = decision.settles_at is None, actor.id in (decision.by_id, decision.second_by_id)
        if not waits and (not mine or now() >= decision.settles_at):  # type: ignore[operator]
            raise NotPossible
        reason = decision.reason
        db.session.delete(decision)
        db.session.flush()
        step = Step.NOT_SECONDED if waits and not mine else Step.UNDONE
        record(submission, step, by=actor.id, reason=reason, note=note)


def redact(submission_id: int, *, title: str, body: str, actor: Actor, revision: int) -> None:
    """Write the text as it may be shown; what was sent stays as it is, for those with the right to see it.

    Where everybody can read it already, it changes there; raises RulesNotMet (V15) when it holds personal data.
    """
    with handling(submission_id, actor=actor, revision=revision) as submission:
        same = (title, body) == (submission.title, submission.body)
        submission.shown_title, submission.shown_body = (None, None) if same else (title, body)
        record(submission, Step.REDACTED, by=actor.id)
        if submission.kind in SHOWN and submission.published_at is not None and submission.about is not None:
            hold_clean(submission, named=submission.name_approved)
            refresh([submission.about])


def hold_clean(submission: Submission, *, named: bool) -> None:
    """Raise RulesNotMet when what would be shown, the name too if it is `named`, holds traces of personal data."""
    shown = {
        "shown_title": submission.shown_title or submission.title,
        "shown_body": submission.shown_body or submission.body,
        "name": submission.name if named and submission.show_name else "",
    }
    problems = tuple(
        Problem("V15", field, (("found", text[trace.start : trace.end]),))
        for field, text in shown.items()
        for trace in list(privacy.traces(text))[:1]
    )
    if problems:
        raise RulesNotMet(problems)


def _open(submission: Submission) -> None:
    """Raise NotPossible when it is decided, about to be, or part of another that is decided for both."""
    if submission.state not in UNDECIDED or submission.decision is not None or submission.gathered_into_id:
        raise NotPossible
