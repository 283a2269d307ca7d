"""Rights and contact in the languages of the national minorities that the interface does not speak."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec
from flask import Blueprint, render_template

from portal.web.language import MINORITY, Language

blueprint = Blueprint("minorities", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with what is said under it."""

    heading: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A page as it is written in its language; `note` says that nobody who speaks it has checked it yet."""

    title: str
    lead: str
    skip: str
    note: str
    swedish: str
    suggest: str
    dialogues: str
    parts: tuple[Part, ...]


@cache
def written(code: str) -> Written:
    """The page in a language."""
    text = (resources.files(__package__) / "data" / f"{code}.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Written)


def _show(spoken: Language) -> str:
    return render_template(
        "public/minorities/show.html", text=written(spoken.code), language=spoken.code, direction=spoken.direction
    )


for one in MINORITY:
    # An address for each, short enough to be printed on a poster.
    blueprint.add_url_rule(f"/{one.code}/", one.code, _show, defaults={"spoken": one})
