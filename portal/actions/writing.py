"""Carry what a clerk typed over to the record of a dialogue."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from portal.actions.draft import TEXT_FIELDS, DialogueDraft, OccasionDraft
from portal.db import db
from portal.dialogues.models import DecisionLink, Dialogue, DialogueText, Goal, Question, TargetAnalysis
from portal.domain.calendar import moment
from portal.domain.errors import NotFound
from portal.domain.words import OccasionState
from portal.occasions import queries as occasions
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.places.models import Area
from portal.taxonomy.models import Method, TargetGroup, Theme

_PLAIN = (
    "form",
    "influence",
    "legal_basis",
    "stage",
    "continuity",
    "starts",
    "ends",
    "response_deadline",
    "official_channel_url",
    "minutes",
    "expected",
    "contact_function",
    "contact_email",
    "feedback_promised",
    "overlap_reason",
    "internal_note",
    "checklist",
    "seldom_heard_reason",
)
_OCCASION_PLAIN = (
    "kind",
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
    dialogue.co_organisers = [one for one in find(Organisation, draft.co_organisers) if one is not dialogue.lead]
    dialogue.partners = list(draft.partners)
    dialogue.languages = list(draft.languages) or ["sv"]
    dialogue.areas = find(Area, draft.areas)
    dialogue.themes = find(Theme, draft.themes)
    dialogue.groups = find(TargetGroup, draft.groups)
    dialogue.methods = find(Method, draft.methods)
    _write_texts(dialogue, draft.texts)
    _write_questions(dialogue, draft.questions)
    _write_goals(dialogue, draft.goals)
    _write_decision(dialogue, draft)
    _write_seldom_heard(dialogue, draft.seldom_heard, find)


def _write_texts(dialogue: Dialogue, texts: dict[str, str]) -> None:
    swedish = dialogue.texts.get("sv")
    if swedish is None:
        swedish = dialogue.texts["sv"] = DialogueText(language="sv", origin="original", title="")
    for name in TEXT_FIELDS:
        setattr(swedish, name, texts.get(name, ""))


def _write_questions(dialogue: Dialogue, questions: Sequence[str]) -> None:
    # A question that was not reworded keeps its translations.
    known = {one.texts["sv"]: one.texts for one in dialogue.questions}
    if [one.texts["sv"] for one in dialogue.questions] != list(questions):
        dialogue.questions = [
            Question(position=place, texts=known.get(text, {"sv": text})) for place, text in enumerate(questions)
        ]


def _write_goals(dialogue: Dialogue, goals: Sequence[str]) -> None:
    known = {one.text: one for one in dialogue.goals}
    kept = []
    for place, text in enumerate(dict.fromkeys(goals)):
        goal = known.get(text) or Goal(text=text)
        goal.position = place
        kept.append(goal)
    dialogue.goals = kept


def _write_decision(dialogue: Dialogue, draft: DialogueDraft) -> None:
    """The form holds the first decision; further ones are entered when results are reported."""
    if not draft.decision_body:
        dialogue.decisions = dialogue.decisions[1:]
        return
    if not dialogue.decisions:
        dialogue.decisions = [DecisionLink(position=0, body=draft.decision_body)]
    first = dialogue.decisions[0]
    first.body, first.month, first.case_number = draft.decision_body, draft.decision_month, draft.case_number or None


def _write_seldom_heard(dialogue: Dialogue, slugs: Sequence[str], find: Finder) -> None:
    there = {one.group.slug: one for one in dialogue.targets}
    for slug, target in there.items():
        target.seldom_heard = slug in slugs
    for group in find(TargetGroup, [slug for slug in slugs if slug not in there]):
        dialogue.targets.append(TargetAnalysis(group=group, seldom_heard=True))


def write_occasions(dialogue: Dialogue, drafts: Sequence[OccasionDraft]) -> None:
    """Make the dialogue's occasions those of the form; one moved gets the next sequence number.

    An occasion taken away is deleted while nobody has been told of it, else it is cancelled.
    """
    known = {str(one.uuid): one for one in occasions.of_dialogue(dialogue.id)}
    for draft in drafts:
        occasion = known.pop(draft.uuid, None)
        starts, ends = moment(draft.day, draft.begins), moment(draft.day, draft.ends)
        if occasion is None:
            occasion = Occasion(starts=starts, ends=ends, dialogues=[dialogue])
            db.session.add(occasion)
        elif (occasion.starts, occasion.ends) != (starts, ends):
            occasion.starts, occasion.ends = starts, ends
            occasion.sequence += 1
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
