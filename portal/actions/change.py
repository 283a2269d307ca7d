"""The one door through which a dialogue is changed: checked, versioned, audited, published, all or nothing."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy import inspect, select

from portal import audit
from portal.actions.recording import record_of
from portal.actions.telling_desk import tell_desk
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue, Version
from portal.domain.errors import NotAllowed, NotFound, NotPossible, Stale
from portal.domain.rights import Act, Actor
from portal.domain.words import Status
from portal.duties import kept
from portal.occasions import queries as occasions
from portal.overlap import asks
from portal.publications.refresh import refresh


@contextmanager
def changing(
    dialogue_id: int,
    *,
    actor: Actor | None,
    act: str,
    needs: Act = Act.EDIT,
    also: Collection[int] = (),
    revision: int | None = None,
    even_archived: bool = False,
    note: str = "",
) -> Iterator[Dialogue]:
    """Change a dialogue in one transaction.

    `actor` is None when the portal itself acts; staff of the organisations `also` may do it besides those of
    the organisers. Raises NotFound when the actor may not even see it, NotAllowed when the role does not grant
    `needs`, Stale when somebody saved after `revision`, NotPossible when it is archived: then it is only read.
    """
    with transaction():
        dialogue = db.session.scalar(select(Dialogue).where(Dialogue.id == dialogue_id).with_for_update(of=Dialogue))
        if dialogue is None:
            raise NotFound
        allow(actor, dialogue, needs, also=also)
        if dialogue.status is Status.ARCHIVED and not even_archived:
            raise NotPossible
        if revision is not None and dialogue.revision != revision:
            raise Stale
        yield dialogue
        finish(dialogue, actor=actor, act=act, note=note)


def allow(actor: Actor | None, dialogue: Dialogue, needs: Act, *, also: Collection[int] = ()) -> None:
    """Raise NotFound or NotAllowed unless the actor may do `needs` to the dialogue."""
    if actor is None:
        return
    owners = (dialogue.lead_id, *(one.id for one in dialogue.co_organisers))
    author = dialogue.created_by_id
    if not actor.may_see(dialogue.status, owners, registered_by=author):
        raise NotFound
    if not actor.may_on(needs, (*owners, *also), registered_by=author):
        raise NotAllowed


def finish(dialogue: Dialogue, *, actor: Actor | None, act: str, note: str = "") -> None:
    """Record the change of a dialogue and publish what follows from it; the last thing in its transaction."""
    before = dialogue.revision if inspect(dialogue).persistent else 0
    dialogue.updated_at = now()
    db.session.flush()
    staff_id = actor.id if actor else None
    db.session.merge(
        Version(
            dialogue_id=dialogue.id,
            revision=dialogue.revision,
            by_id=staff_id,
            record=msgspec.to_builtins(record_of(dialogue)),
        )
    )
    audit.record(
        staff_id=staff_id,
        act=act,
        kind="dialogue",
        key=dialogue.slug,
        note=note,
        change={"revision": [before, dialogue.revision], "status": dialogue.status.value},
    )
    touched = {dialogue.id: dialogue}
    for occasion in occasions.of_dialogue(dialogue.id):
        touched |= {other.id: other for other in occasion.dialogues}
    asks.keep([dialogue.id])
    kept.keep(touched)
    tell_desk([dialogue.id])
    refresh(touched.values())
