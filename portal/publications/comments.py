"""What residents say about the results of a dialogue, once a moderator has approved it."""

from dataclasses import dataclass

from portal.dialogues.models import Dialogue
from portal.domain.calendar import day_of
from portal.domain.submissions import without_links
from portal.publications.pages import Comment
from portal.submissions import answers

MOST = 100
"""So many are shown on the page; the number of all is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """The newest comments, and how many there are in all."""

    newest: tuple[Comment, ...]
    in_all: int


NOTHING_SAID = Said((), 0)


def comments_on(dialogue: Dialogue) -> Said:
    """The text as the moderator left it, never the original where they differ; the name only if both agreed."""
    rows, in_all = answers.published(dialogue.id, most=MOST)
    return Said(
        tuple(
            Comment(
                title=without_links(one.shown_title or one.title),
                text=without_links(one.shown_body or one.body),
                language=one.written_in or one.language,
                on=day_of(one.created_at),
                name=one.name if one.show_name and one.name_approved else "",
                answer=one.answer,
                answered_on=day_of(one.answered_at) if one.answered_at else None,
            )
            for one in rows
        ),
        in_all,
    )
