"""Where a dialogue, its answer and its promises are, and whether something is late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask

from portal.publications.pages import Card, Occasion
from portal.publications.promises import Commitment
from portal.web.dates import as_day, today

ORDER = ("planned", "open", "compiling", "reported", "followed_up")
NOT_LATE = ("proposed", "done", "partly_done", "not_done")
"""A promise is not late before it is made, nor after it is settled."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a dialogue's way; `place` is `past`, `now` or `ahead`."""

    code: str
    place: str
    day: date | None = None
    late: bool = False


def answer_late(card: Card) -> int:
    """How many days late the answer to those who took part is; 0 when it is not late or has been given."""
    awaited = card.status in ("open", "compiling") and card.feedback_given is None
    return max(0, (today() - card.feedback_due).days) if awaited and card.feedback_due else 0


def promise_late(promise: Commitment) -> int:
    """How many days late a promise is; 0 when it is not late or has been settled."""
    return max(0, (today() - promise.due).days) if promise.due and promise.status not in NOT_LATE else 0


def kept_late(promise: Commitment) -> bool:
    """Whether a promise was kept, but after its day."""
    return promise.status == "done" and bool(promise.due and promise.settled and promise.settled > promise.due)


def steps(card: Card) -> list[Step]:
    """The way of a dialogue from announcement to follow-up; empty when it was cancelled."""
    if card.status not in (*ORDER, "archived"):
        return []
    here = len(ORDER) if card.status == "archived" else ORDER.index(card.status)
    days = {
        "planned": card.starts,
        "open": card.ends,
        "compiling": card.closed,
        "reported": card.feedback_given or card.feedback_due,
        "followed_up": None,
    }
    return [
        Step(
            code=code,
            place="past" if place < here else "now" if place == here else "ahead",
            day=days[code],
            late=code == "reported" and answer_late(card) > 0,
        )
        for place, code in enumerate(ORDER)
    ]


def over(occasion: Occasion) -> bool:
    """Whether the last day of an occasion has passed; by days, so that a page is true until midnight."""
    return as_day(occasion.ends) < today()


def next_occasion(card: Card) -> Occasion | None:
    """The first occasion of a dialogue that is still to begin and stands as announced; a running survey has begun."""
    ahead = [
        one
        for one in card.occasions
        if not over(one) and as_day(one.starts) >= today() and one.state in ("planned", "moved")
    ]
    return min(ahead, key=lambda one: one.starts, default=None)


def summed(sums: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The sums of several rows, column by column."""
    total: dict[str, int] = {}
    for row in sums.values():
        for name, number in row.items():
            total[name] = total.get(name, 0) + number
    return total


def install(app: Flask) -> None:
    """Let templates tell how things go."""
    app.jinja_env.globals.update(
        answer_late=answer_late,
        promise_late=promise_late,
        kept_late=kept_late,
        steps_of=steps,
        next_occasion=next_occasion,
        summed=summed,
    )
