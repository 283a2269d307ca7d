"""Filling in a plan step by step, as a clerk does."""

from tests.make import TEXTS, days
from tests.visitor import Page, Visitor

STEPS: dict[str, dict[str, object]] = {
    "basics": {
        "summary": TEXTS["summary"],
        "contact_function": "Demokratisamordnare",
        "contact_email": "demokrati@example.org",
    },
    "scope": {
        "areas": ["ragsved"],
        "themes": ["urban_environment/safety"],
        "groups": ["all"],
        "methods": ["open_meeting"],
    },
    "influence": {
        **{name: TEXTS[name] for name in ("purpose", "can_influence", "cannot_influence", "frame_in", "frame_out")},
        "influence": "dialogue",
        "questions-0-text": "Var känner du dig otrygg?",
        "decisions-0-body": "Stadsdelsnämnden",
    },
    "reach": {
        "targets-1-group": "youth_16_19",
        "targets-1-seldom_heard": "y",
        **{f"checklist_{name}": "Genomtänkt." for name in ("method", "place", "room", "recruitment")},
    },
    "occasions": {
        "occasions-0-begins": "18:00",
        "occasions-0-ends": "20:00",
        "occasions-0-place": "Rågsveds bibliotek",
    },
}
"""What makes a plan that may be published, but for the days."""

DATED = {
    "scope": lambda: {"starts": days(30).isoformat(), "ends": days(40).isoformat()},
    "influence": lambda: {"decisions-0-month": days(160).isoformat()[:7]},
    "occasions": lambda: {"occasions-0-day": days(30).isoformat()},
}


def registered(browser: Visitor, title: str = TEXTS["title"]) -> str:
    """Register a dialogue with a title alone; gives the address of its page."""
    saved = browser.fill_in("/desk/dialogues/new", title=title)
    return saved.location.partition("/plan/")[0]


def step(browser: Visitor, address: str, key: str, *, status: int = 303, **changes: object) -> Page:
    """Fill in one step of a dialogue with what a good plan says, but for some changes."""
    said = STEPS.get(key, {}) | DATED.get(key, dict)() | changes
    return browser.fill_in(f"{address}/plan/{key}", status=status, **said)


def planned(browser: Visitor, **changes: dict[str, object]) -> str:
    """Register a dialogue and fill in every step; `changes` by step. Gives the address of its page."""
    address = registered(browser)
    for key in STEPS:
        step(browser, address, key, **changes.get(key, {}))
    return address
