"""Judge plans given as plain data, as the command `portal overlap` takes them."""

from datetime import date
from typing import Any

from portal.domain.area import Place
from portal.domain.overlap import Ask, overlap

_PARTS = ("closeness", "theme", "organiser", "feedback")


def judge(given: dict[str, Any]) -> dict[str, Any]:
    """The score (0 to 100), level and pairs for {"today", "planned", "others"}.

    Raises KeyError, ValueError or TypeError when something is missing or malformed.
    """
    answer = overlap(
        _ask(given["planned"]), [_ask(other) for other in given["others"]], today=date.fromisoformat(given["today"])
    )
    return {
        "score": answer.score,
        "level": answer.level,
        "pairs": [
            {"id": pair.id, "points": {part: round(getattr(pair, part), 1) for part in _PARTS}}
            for pair in answer.pairs
        ],
    }


def _ask(given: dict[str, Any]) -> Ask:
    published = given.get("feedback_published")
    return Ask(
        id=str(given["id"]),
        start=date.fromisoformat(given["start"]),
        end=date.fromisoformat(given["end"]),
        places=tuple(
            Place(
                kind=area["kind"], district=area.get("district"), neighbourhood=area.get("neighbourhood"),
                lat=area.get("lat"), lon=area.get("lon"),
            )
            for area in given["areas"]
        ),
        groups=frozenset(given["groups"]),
        themes=frozenset(given["themes"]),
        minutes=int(given["minutes"]),
        organiser=given["organiser"],
        statutory=bool(given.get("statutory")),
        cancelled=given.get("status") == "cancelled",
        results_published=date.fromisoformat(published) if published else None,
        joint_with=frozenset(given.get("joint_with", ())),
    )
