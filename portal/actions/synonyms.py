"""Say, and take back, that words mean the same; the index is then built anew by the worker."""

from portal import audit
from portal.db import db
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act, Actor
from portal.jobs import defer_once
from portal.publications import versions
from portal.publications.refresh import TOLD
from portal.synonyms.models import SynonymGroup

MOST_WORDS = 12
LONGEST = 60


def add(words: list[str], *, actor: Actor) -> SynonymGroup:
    """Enter words that mean the same: 2 to 12, each of at most 60 characters."""
    _check(actor)
    group = SynonymGroup(words=words)
    db.session.add(group)
    db.session.flush()
    _settle(actor, "add", group.id, words)
    return group


def change(group_id: int, words: list[str], *, actor: Actor) -> None:
    """Give a group other words; limits as for `add`."""
    _check(actor)
    group = db.session.get(SynonymGroup, group_id)
    if group is None:
        raise NotFound
    group.words = words
    _settle(actor, "change", group_id, words)


def remove(group_id: int, *, actor: Actor) -> None:
    """Take a group away."""
    _check(actor)
    group = db.session.get(SynonymGroup, group_id)
    if group is None:
        raise NotFound
    words = list(group.words)
    db.session.delete(group)
    _settle(actor, "remove", group_id, words)


def _check(actor: Actor) -> None:
    if not actor.may(Act.COORDINATE):
        raise NotAllowed


def _settle(actor: Actor, act: str, group_id: int, words: list[str]) -> None:
    """Audit, a new edition of the reference data and the job that rebuilds, in the transaction of the change."""
    audit.record(staff_id=actor.id, act=act, kind="synonym_group", key=group_id, change={"words": words})
    versions.take_next(reference=True)
    defer_once(TOLD)
    db.session.commit()
