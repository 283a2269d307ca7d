"""Short messages that tell what was just done, shown once on the next desk page."""

from flask import flash


def tell(text: str) -> None:
    """Say it on the next page."""
    flash(text, "good")
