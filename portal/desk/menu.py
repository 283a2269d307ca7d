"""The desk's menu: what the one who is signed in may open, gathered in a few groups."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from portal.domain.rights import Act, Actor

_EVERYBODY = None
_GROUPS: tuple[tuple[Any, tuple[tuple[str, Any, Act | None], ...]], ...] = (
    (None, (("home", _l("Today"), _EVERYBODY),)),
    (None, (("dialogues", _l("Dialogues"), _EVERYBODY),)),
    (None, (("moderation", _l("Received"), Act.MODERATE),)),
    (
        _l("Planning"),
        (
            ("calendar", _l("Planning calendar"), _EVERYBODY),
            ("load", _l("Load"), Act.SEE_COORDINATION),
            ("coordination", _l("Coordination"), _EVERYBODY),
            ("registers", _l("Registers"), Act.SEE_COORDINATION),
        ),
    ),
    (
        _l("Follow-up"),
        (("answers", _l("To answer"), Act.SEE_COORDINATION), ("promises", _l("Promises"), Act.SEE_COORDINATION)),
    ),
    (
        _l("Administration"),
        (
            ("admin", _l("Administration"), Act.ADMINISTER),
            ("records", _l("Records"), Act.KEEP_RECORDS),
            ("weights", _l("Weights"), Act.ADMINISTER),
            ("mail", _l("Letters"), Act.ADMINISTER),
        ),
    ),
)
_OF_THE_WHOLE_CITY = ("admin",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page; `here` tells that it or a page beneath it is shown, `exactly` that it is this one."""

    address: str
    label: str
    here: bool
    exactly: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under one word; one that stands alone needs none."""

    label: str
    entries: tuple[Entry, ...]

    @property
    def here(self) -> bool:
        """Whether the page that is shown is one of these."""
        return any(entry.here for entry in self.entries)


def menu(actor: Actor | None) -> tuple[Group, ...]:
    """The groups of which at least one page may be opened."""
    if actor is None:
        return ()
    groups = (
        Group(str(label or ""), tuple(_entry(name, page) for name, page, act in pages if _may(actor, name, act)))
        for label, pages in _GROUPS
    )
    return tuple(group for group in groups if group.entries)


def _may(actor: Actor, name: str, act: Act | None) -> bool:
    if act is None:
        return True
    return actor.where(act) is None if name in _OF_THE_WHOLE_CITY else actor.may(act)


def _entry(name: str, label: Any) -> Entry:
    address = url_for(f"desk.{name}.index")
    exactly = request.path == address
    beneath = name != "home" and request.path.startswith(address + "/")
    return Entry(address=address, label=str(label), here=exactly or beneath, exactly=exactly)
