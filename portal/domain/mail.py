"""When a letter that could not be sent is tried again, and when one stops trying."""

from datetime import timedelta
from enum import StrEnum

PAUSES = (1, 5, 15, 60, 180, 360, 720)
"""Minutes to wait after the first, second … attempt that failed; the last one goes on."""

LONGEST_TRYING = timedelta(days=5)
"""How long a server may put off a letter before one gives it up, as mail servers themselves do."""


class MailState(StrEnum):
    """What has become of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts (1 or more) that failed."""
    return timedelta(minutes=PAUSES[min(attempts, len(PAUSES)) - 1])
