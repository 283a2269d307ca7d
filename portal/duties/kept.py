"""Keep what is owed beside the dialogues, so that pages read it instead of working it out."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects.postgresql import insert

from portal.db import db, transaction
from portal.dialogues.models import Dialogue
from portal.duties.models import KeptDuty
from portal.duties.owed import owed

STEP = 1000
"""So many dialogues are brought in step in one transaction."""

_NAMES = tuple(KeptDuty.__table__.columns.keys())


def keep(dialogue_ids: Collection[int]) -> None:
    """Bring what is owed about changed dialogues in step, in the current transaction."""
    db.session.flush()
    truth = _truth()
    truth = truth.where(truth.selected_columns["dialogue_id"].in_(dialogue_ids))
    fresh = insert(KeptDuty).from_select(_NAMES, truth)
    db.session.execute(delete(KeptDuty).where(KeptDuty.dialogue_id.in_(dialogue_ids)))
    # Another transaction may just have done it, for a dialogue that shares an occasion with its own.
    later = {name: fresh.excluded[name] for name in ("organisation_id", "due")}
    db.session.execute(fresh.on_conflict_do_update(constraint="pk_duty", set_=later))


def keep_in_step() -> int:
    """Mend what is kept otherwise than it is owed; returns for how many dialogues that was needed."""
    wrong = differences()
    for start in range(0, len(wrong), STEP):
        with transaction():
            some = wrong[start : start + STEP]
            locked = select(Dialogue.id).where(Dialogue.id.in_(some)).order_by(Dialogue.id).with_for_update()
            keep(db.session.scalars(locked).all())
    return len(wrong)


def differences() -> list[int]:
    """The dialogues about which something else is kept than is owed."""
    kept, truth = select(KeptDuty.__table__), _truth()
    apart = [part.subquery() for part in (truth.except_(kept), kept.except_(truth))]
    either = apart[0].select().union_all(apart[1].select()).subquery()
    found = db.session.scalars(select(either.c.dialogue_id).distinct().order_by(either.c.dialogue_id)).all()
    db.session.rollback()
    return list(found)


def _truth() -> Select[Any]:
    """What is owed and has a day, as it is to be kept."""
    made = owed().subquery()
    return select(*(made.c[name] for name in _NAMES)).where(made.c.due.is_not(None))
