"""Make a draft of a dialogue from what a resident sent in."""

from portal.actions.change import finish
from portal.actions.dialogues import free_slug
from portal.actions.draft import DialogueDraft
from portal.actions.writing import write
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain import privacy
from portal.domain.calendar import day_of
from portal.domain.rights import Actor
from portal.domain.words import Form, SubmissionKind
from portal.submissions.models import Submission

LONGEST_SUMMARY = 400

NOTE = "Inskickat av en invånare eller förening {day}, {reference} (formulärets språk: {language})."
"""The link back; desk texts are written in Swedish, as everything a draft holds."""


def draft_from(submission: Submission, *, actor: Actor) -> Dialogue:
    """A draft owned by whoever the submission went to, in the running transaction; a clerk works on it from there.

    Personal numbers are left out, for nothing in a draft may need one; the submission keeps what was written.
    """
    lead = submission.organisation
    body = without_personal_numbers(submission.shown_body or submission.body)
    title = without_personal_numbers(submission.shown_title or submission.title)
    draft = DialogueDraft(
        lead=lead.slug,
        texts={"title": title, "summary": beginning(body), "purpose": body},
        areas=(submission.area.slug,) if submission.area else (),
        themes=(submission.theme.slug,) if submission.theme else (),
        form=Form.EXTERNAL_INITIATIVE if submission.kind is SubmissionKind.OWN_DIALOGUE else Form.CITIZEN_DIALOGUE,
        contact_email=lead.email or "",
        internal_note=NOTE.format(
            reference=submission.reference, day=day_of(submission.created_at), language=submission.language
        ),
    )
    dialogue = Dialogue(slug=free_slug(title), created_by_id=actor.id, texts={})
    with db.session.no_autoflush:
        write(dialogue, draft)
    db.session.add(dialogue)
    db.session.flush()
    finish(dialogue, actor=actor, act="register", note=submission.reference)
    return dialogue


def without_personal_numbers(text: str) -> str:
    """The text with a row of dots where a personal number stood; as long as before."""
    for trace in privacy.traces(text):
        if trace.kind == "personal_number":
            text = text[: trace.start] + "•" * (trace.end - trace.start) + text[trace.end :]
    return text


def beginning(text: str) -> str:
    """The first words of a text, on one line, as many as a summary holds."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_SUMMARY:
        return line
    cut = line[: LONGEST_SUMMARY - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
