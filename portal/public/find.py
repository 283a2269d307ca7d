"""Find dialogues by words, with the engines of this installation."""

from flask import current_app

from portal.indexing.find import Found
from portal.indexing.find import find as find_with
from portal.publications.selection import Selection


def find(selection: Selection, language: str) -> Found:
    """Dialogues for the reader's words and filters."""
    return find_with(selection, language, engine=current_app.extensions["search"].asking())
