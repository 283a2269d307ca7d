"""The mark of an opened form: sent twice, it makes one thing."""

from uuid import UUID


def mark_of(sent: str | None) -> UUID | None:
    """The mark; None when somebody has changed it."""
    try:
        return UUID(sent or "")
    except ValueError:
        return None
