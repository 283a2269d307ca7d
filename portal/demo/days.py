"""Days of the demonstration files: numbers count from the day of loading, texts are dates."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """The day of loading, from which the files count."""

    today: date

    def at(self, given: int | str | None) -> date | None:
        """The date of a number of days from today, or of an ISO date."""
        if given is None:
            return None
        return date.fromisoformat(given) if isinstance(given, str) else self.today + timedelta(given)
