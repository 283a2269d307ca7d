"""Open a dialogue in the desk, if the person signed in may see it."""

from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act
from portal.web.access import me


def seen(dialogue_id: int) -> Record:
    """The record of a dialogue; raises NotFound when there is none, or none for this person."""
    record = queries.record(dialogue_id)
    if record is None or not me().may_see(record.status, record.owners, registered_by=record.created_by_id):
        raise NotFound
    return record


def may(act: Act, record: Record) -> bool:
    """Whether the person signed in may do something to a dialogue."""
    return me().may_on(act, record.owners, registered_by=record.created_by_id)


def reportable(dialogue_id: int) -> Record:
    """A dialogue whose results the person signed in may report; raises NotAllowed when they may only read it."""
    record = seen(dialogue_id)
    if not may(Act.REPORT, record):
        raise NotAllowed
    return record
