"""Addresses made from Swedish names: Å and Ä become a, Ö becomes o."""

import re
import unicodedata


def slug(text: str, *, longest: int = 80) -> str:
    """Lower-case letters, digits and hyphens; empty when nothing of the text can be kept."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")
