"""Short messages that tell what was just done, shown once on the next desk page."""

from flask import flash


def tell(text: str) -> None:
    """Say on the next page what was done."""
    flash(text, "good")


def warn(text: str) -> None:
    """Say on the next page that it was not done, and why."""
    flash(text, "warn")
