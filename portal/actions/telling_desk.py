"""Have dialogues entered anew in the search of the desk, recorded in the transaction that changes them."""

from collections.abc import Collection

from sqlalchemy import insert

from portal.db import db
from portal.dialogues.models import DeskSearchDue
from portal.jobs import defer_once

TELL_DESK = "tell_desk"
"""The job that enters them."""


def tell_desk(dialogue_ids: Collection[int]) -> None:
    """Note that these dialogues are changed, and ask the worker to enter them."""
    if dialogue_ids:
        db.session.execute(insert(DeskSearchDue), [{"dialogue_id": one} for one in dialogue_ids])
        defer_once(TELL_DESK)
