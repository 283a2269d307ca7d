"""Judge plans given as plain data, as the command `portal overlap` takes them."""

from datetime import date
from typing import Any

from portal.domain.area import Place
from portal.domain.overlap import Ask, overlap

_PARTS = ("closeness", "theme", "organiser", "feedback")
_LONGEST_MINUTES = 100_000


def judge(given: Any) -> dict[str, Any]:
    """The score (0 to 100), level and pairs for {"today", "planned", "others"}.

    Raises KeyError, ValueError or TypeError when something is missing or malformed.
    """
    given = _object(given)
    others = [_ask(other) for other in _list(given["others"])]
    answer = overlap(_ask(given["planned"]), others, today=date.fromisoformat(given["today"]))
    return {
        "score": answer.score,
        "level": answer.level,
        "pairs": [
            {"id": pair.id, "points": {part: round(getattr(pair, part), 1) for part in _PARTS}}
            for pair in answer.pairs
        ],
    }


def _object(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise TypeError(f"an object was expected, not {given!r:.40}")
    return given


def _list(given: Any) -> list[Any]:
    # A word would otherwise be taken for a list of its letters.
    if not isinstance(given, list):
        raise TypeError(f"a list was expected, not {given!r:.40}")
    return given


def _words(given: Any) -> list[str]:
    if not all(isinstance(one, str) for one in _list(given)):
        raise TypeError(f"a list of words was expected, not {given!r:.40}")
    words: list[str] = given
    return words


def _ask(given: Any) -> Ask:
    given = _object(given)
    published = given.get("feedback_published")
    start, end = date.fromisoformat(given["start"]), date.fromisoformat(given["end"])
    if end < start:
        raise ValueError(f"{given['id']!r:.40} ends before it starts")
    if not 0 <= given["minutes"] <= _LONGEST_MINUTES:
        raise ValueError(f"minutes of {given['id']!r:.40} are not between 0 and {_LONGEST_MINUTES}")
    return Ask(
        id=str(given["id"]),
        start=start,
        end=end,
        places=tuple(_place(_object(area)) for area in _list(given["areas"])),
        groups=frozenset(_words(given["groups"])),
        themes=frozenset(_words(given["themes"])),
        minutes=int(given["minutes"]),
        organiser=given["organiser"],
        statutory=bool(given.get("statutory")),
        cancelled=given.get("status") == "cancelled",
        results_published=date.fromisoformat(published) if published else None,
        joint_with=frozenset(_words(given.get("joint_with") or [])),
    )


def _place(area: dict[str, Any]) -> Place:
    if area["kind"] not in ("city", "district", "neighbourhood"):
        raise ValueError(f"an area is a city, a district or a neighbourhood, not {area['kind']!r:.40}")
    for side in ("lat", "lon"):
        if area.get(side) is not None and not -180 <= area[side] <= 180:
            raise ValueError(f"{side} is not between -180 and 180")
    return Place(
        kind=area["kind"],
        district=area.get("district"),
        neighbourhood=area.get("neighbourhood"),
        lat=area.get("lat"),
        lon=area.get("lon"),
    )
