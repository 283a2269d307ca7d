"""What a dialogue may serve beyond its own goals: perspectives, and the global goals by their common names."""

from typing import Any

from flask_babel import lazy_gettext as _l

PERSPECTIVES: dict[str, Any] = {
    "children": _l("Children’s perspective"),
    "safety": _l("Safety"),
    "health": _l("Health"),
    "equality": _l("Gender equality"),
}

GLOBAL_GOALS: dict[str, Any] = {
    "1": _l("No poverty"),
    "2": _l("Zero hunger"),
    "3": _l("Good health and well-being"),
    "4": _l("Quality education"),
    "5": _l("Gender equality"),
    "6": _l("Clean water and sanitation"),
    "7": _l("Affordable and clean energy"),
    "8": _l("Decent work and economic growth"),
    "9": _l("Industry, innovation and infrastructure"),
    "10": _l("Reduced inequalities"),
    "11": _l("Sustainable cities and communities"),
    "12": _l("Responsible consumption and production"),
    "13": _l("Climate action"),
    "14": _l("Life below water"),
    "15": _l("Life on land"),
    "16": _l("Peace, justice and strong institutions"),
    "17": _l("Partnerships for the goals"),
}
