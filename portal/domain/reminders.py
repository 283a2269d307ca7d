"""On which days an organiser is reminded of what is owed."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.domain.words import DutyKind


@dataclass(frozen=True, slots=True)
class Schedule:
    """The first reminder, in days after the day due (negative: before it), and the days between those that follow."""

    first: int
    every: int

    def latest(self, due: date, *, today: date, since: date | None = None) -> date | None:
        """The last planned day that has come, or None; days up to `since`, when the duty arose, do not count.

        Whoever asks late gets the newest day only: what was missed is not made up for with several reminders.
        """
        first = due + timedelta(self.first)
        if today < first:
            return None
        planned = first + timedelta((today - first).days // self.every * self.every)
        return planned if since is None or planned > since else None


ORGANISER = {
    DutyKind.RESULTS: Schedule(first=0, every=14),
    DutyKind.FEEDBACK: Schedule(first=-14, every=14),
    DutyKind.PERIOD_REPORT: Schedule(first=-14, every=14),
    DutyKind.PROMISE: Schedule(first=-30, every=30),
    DutyKind.EVALUATION: Schedule(first=0, every=30),
}
"""When the one who owes something is reminded; other duties stand on the first page of the desk only."""

COORDINATOR = {DutyKind.FEEDBACK: Schedule(first=30, every=30)}
"""When coordinators are told too."""

EARLIEST = min(one.first for one in (*ORGANISER.values(), *COORDINATOR.values()))
"""No reminder goes out earlier than so many days (negative) after the day due."""
