"""Carry what a clerk typed over to the record of a dialogue."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from portal.actions.draft import DialogueDraft, OccasionDraft
from portal.db import db
from portal.dialogues.models import DecisionLink, Dialogue, DialogueText, Goal, PolicyLink, Question, TargetAnalysis
from portal.dialogues.record import TEXT_FIELDS
from portal.domain.calendar import moment
from portal.domain.errors import NotFound
from portal.domain.words import OccasionState
from portal.occasions import queries as occasions
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.programmes.models import Programme
from portal.taxonomy.models import Method, TargetGroup, Theme

_PLAIN = (
    "form",
    "influence",
    "legal_basis",
    "stage",
    "continuity",
    "report_interval_months",
    "starts",
    "ends",
    "response_deadline",
    "official_channel_url",
    "minutes",
    "expected",
    "contact_function",
    "contact_email",
    "feedback_promised",
    "process_leader_id",
    "facilitator_id",
    "needs_neutral",
    "budget_sek",
    "overlap_reason",
    "internal_note",
    "checklist",
    "seldom_heard_reason",
)
_OCCASION_PLAIN = (
    "kind",
    "venue_id",
    "place",
    "address",
    "online_url",
    "capacity",
    "registration",
    "sign_language",
    "wheelchair",
    "hearing_loop",
    "interpreter",
    "childcare",
    "refreshments",
)


def known(table: Any, slugs: Iterable[str]) -> list[Any]:
    """The rows of some slugs, in that order; raises NotFound when one is unknown."""
    wanted = list(dict.fromkeys(slugs))
    if not wanted:
        return []
    found = {row.slug: row for row in db.session.scalars(select(table).where(table.slug.in_(wanted)))}
    missing = [slug for slug in wanted if slug not in found]
    if missing:
        raise NotFound(f"unknown code: {missing[0]}")
    return [found[slug] for slug in wanted]


Finder = Callable[[Any, Iterable[str]], list[Any]]
"""Gives the rows of a table for some slugs, as `known` does."""


def write(dialogue: Dialogue, draft: DialogueDraft, *, find: Finder = known) -> None:
    """Set everything the draft says; translations and what other steps recorded stay as they are.

    Raises NotFound when a code is unknown. Whoever writes many dialogues gives a `find` that remembers.
    """
    for name in _PLAIN:
        value = getattr(draft, name)
        if getattr(dialogue, name) != value:
            setattr(dialogue, name, value)
    dialogue.lead = find(Organisation, [draft.lead])[0]
    dialogue.programme = find(Programme, [draft.programme])[0] if draft.programme else None
    dialogue.co_organisers = [one for one in find(Organisation, draft.co_organisers) if one is not dialogue.lead]
    dialogue.partners = list(draft.partners)
    dialogue.languages = list(draft.languages) or ["sv"]
    dialogue.perspectives, dialogue.global_goals = list(draft.perspectives), list(draft.global_goals)
    dialogue.areas = find(Area, draft.areas)
    dialogue.themes = find(Theme, draft.themes)
    dialogue.groups = find(TargetGroup, draft.groups)
    dialogue.methods = find(Method, draft.methods)
    _write_texts(dialogue, draft.texts)
    _write_questions(dialogue, draft)
    _write_goals(dialogue, draft)
    _write_decisions(dialogue, draft)
    _write_policy_links(dialogue, draft)
    _write_targets(dialogue, draft, find)


def _write_texts(dialogue: Dialogue, texts: dict[str, str]) -> None:
    swedish = dialogue.texts.get("sv")
    if swedish is None:
        swedish = dialogue.texts["sv"] = DialogueText(language="sv", title="")
    for name in TEXT_FIELDS:
        setattr(swedish, name, texts.get(name, ""))


def _write_questions(dialogue: Dialogue, draft: DialogueDraft) -> None:
    # A question keeps its id, also when it is reworded: its translations are then older than the original.
    rows = _matched(
        Question,
        dialogue.questions,
        draft.questions,
        same=(lambda row, one: row.id == one.id, lambda row, one: row.texts["sv"] == one.text),
    )
    for place, (row, one) in enumerate(zip(rows, draft.questions, strict=True)):
        row.position = place
        if row.texts is None or row.texts["sv"] != one.text:
            row.texts = {"sv": one.text}
    dialogue.questions = rows


def _write_goals(dialogue: Dialogue, draft: DialogueDraft) -> None:
    rows = _matched(
        Goal,
        dialogue.goals,
        draft.goals,
        same=(lambda row, one: row.id == one.id, lambda row, one: row.text == one.text),
    )
    for place, (row, one) in enumerate(zip(rows, draft.goals, strict=True)):
        row.position, row.text, row.indicator, row.target = place, one.text, one.indicator, one.target
    dialogue.goals = rows


def _write_decisions(dialogue: Dialogue, draft: DialogueDraft) -> None:
    # What became of a decision is recorded with the results and stays.
    rows = _matched(
        DecisionLink,
        dialogue.decisions,
        draft.decisions,
        same=(lambda row, one: row.id == one.id, lambda row, one: row.body == one.body),
    )
    for place, (row, one) in enumerate(zip(rows, draft.decisions, strict=True)):
        row.position, row.body, row.month = place, one.body, one.month
        row.case_number, row.url = one.case_number or None, one.url
    dialogue.decisions = rows


def _write_policy_links(dialogue: Dialogue, draft: DialogueDraft) -> None:
    wanted = [(one.code, one.document, one.url) for one in draft.policy_links]
    if [(one.code, one.document, one.url) for one in dialogue.policy_links] != wanted:
        dialogue.policy_links = [PolicyLink(code=code, document=name, url=url) for code, name, url in wanted]


def _write_targets(dialogue: Dialogue, draft: DialogueDraft, find: Finder) -> None:
    groups = find(TargetGroup, [one.group for one in draft.targets])
    there = {one.group: one for one in dialogue.targets}
    by_slug = {one.group: one for one in draft.targets}
    rows = []
    for group in groups:
        row, one = there.get(group) or TargetAnalysis(group=group), by_slug[group.slug]
        row.why, row.seldom_heard, row.barriers = one.why, one.seldom_heard, one.barriers
        row.recruitment, row.planned_share = list(one.recruitment), one.planned_share
        rows.append(row)
    dialogue.targets = rows


def _matched(
    table: Any, rows: Sequence[Any], wanted: Sequence[Any], *, same: Sequence[Callable[[Any, Any], bool]]
) -> list[Any]:
    """For each thing wanted the row it had before, by the first likeness that finds one, else a new row."""
    left, found = list(rows), []
    for one in wanted:
        row = next((row for alike in same for row in left if alike(row, one)), None)
        if row is None:
            row = table()
        else:
            left.remove(row)
        found.append(row)
    return found


def write_occasions(dialogue: Dialogue, drafts: Sequence[OccasionDraft]) -> None:
    """Make the dialogue's occasions those of the form; one moved gets the next sequence number.

    An occasion taken away is deleted while nobody has been told of it, else it is cancelled. Cancelled ones stay.
    """
    known = {
        str(one.uuid): one for one in occasions.of_dialogue(dialogue.id) if one.state is not OccasionState.CANCELLED
    }
    for draft in drafts:
        occasion = known.pop(draft.uuid, None)
        starts, ends = moment(draft.day, draft.begins), moment(draft.last_day or draft.day, draft.ends)
        if occasion is None:
            occasion = Occasion(starts=starts, ends=ends, dialogues=[dialogue])
            db.session.add(occasion)
        elif (occasion.starts, occasion.ends) != (starts, ends):
            occasion.starts, occasion.ends = starts, ends
            occasion.sequence += 1
            # What was said about an earlier move says nothing about this one.
            occasion.note = None
            if dialogue.published_at:
                occasion.state = OccasionState.MOVED
        for name in _OCCASION_PLAIN:
            setattr(occasion, name, getattr(draft, name))
        occasion.languages = list(draft.languages) or ["sv"]
    for occasion in known.values():
        if len(occasion.dialogues) > 1:
            occasion.dialogues.remove(dialogue)
        elif dialogue.published_at:
            occasion.state = OccasionState.CANCELLED
            occasion.sequence += 1
        else:
            db.session.delete(occasion)
