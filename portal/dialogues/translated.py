"""Which translated texts are older than the Swedish ones they follow."""

from collections.abc import Iterable
from typing import Any

from portal.dialogues.record import Record

TEXTS = (
    "title",
    "summary",
    "easy_read",
    "purpose",
    "frame_in",
    "frame_out",
    "can_influence",
    "cannot_influence",
    "accessibility_note",
)


def older_texts(swedish: Any, then: Record) -> frozenset[str]:
    """The texts whose Swedish has changed since a revision."""
    return frozenset(name for name in TEXTS if getattr(swedish, name) != getattr(then.swedish, name))


def older_questions(questions: Iterable[tuple[int, str]], then: Record) -> frozenset[int]:
    """The questions (id, Swedish text) that have been reworded, or were not there, in a revision."""
    known = dict(zip(then.question_ids, (one["sv"] for one in then.questions), strict=False))
    return frozenset(number for number, text in questions if known.get(number) != text)
