"""Every kind of letter in Arabic and Persian: from right to left, and Swedish titles in one piece."""

import re
from typing import Any

import pytest
from flask import Flask

from portal import paths
from portal.letters import writing
from portal.mail.models import Mail

TITLE = "Var ska lamporna sitta?"
NAME = "Enskede-Årsta-Vantör"
STARTS = "2026-12-03T17:00+01:00"
OCCASION = {"starts": STARTS, "place": "Rågsveds bibliotek", "address": "Rågsvedsvägen 1", "online_url": None}
ENTRY = {"title": {"sv": TITLE}, "dialogue": "lampor", "occasion": OCCASION}
FACTS: dict[str, dict[str, Any]] = {
    "choose_password": {"name": "Karin Öberg", "token": "abc"},
    "dialogue_cancelled": {"title": TITLE, "reason": "Vi har inte råd!", "page": "lampor"},
    "follow": {"token": "abc", "unsubscribe": "/ar/follow/abc/leave"},
    "joint_proposal": {"organiser": NAME, "their_title": TITLE, "your_title": TITLE, "state": "accepted"},
    "late_submissions": {"number": 12},
    "news": {"news": [{"title": {"sv": TITLE}, "kinds": ["published"], "slug": "lampor"}], "token": "abc"},
    "occasion_changed": {
        "titles": [TITLE],
        "was": {"starts": STARTS},
        "starts": STARTS,
        "place": NAME,
        "pages": ["lampor"],
        "note": "Vi möts inne!",
    },
    "overlap_note": {
        "title": TITLE,
        "lead": NAME,
        "talks": True,
        "others": [NAME],
        "words": "Ska vi?",
        "by": "Karin",
        "dialogue_id": 1,
    },
    "overlap_notices": {
        "overlaps": [{"title": TITLE, "organiser": NAME, "points": 12, "yours": TITLE, "your_id": 1}]
    },
    "reminders": {
        "duties": [
            {
                "kind": "promise",
                "title": TITLE,
                "text": "Lamporna lagas!",
                "due": "2026-12-03",
                "late": 1,
                "dialogue_id": 1,
                "subject_id": 1,
            }
        ],
        "copy": False,
    },
    "sign_up": {"news": "moved", "entry": ENTRY, "code": "abc"},
    "submission": {
        "step": "forwarded",
        "reader": "farsta",
        "due": "2026-12-03",
        "forwarded_to": NAME,
        "reference": "DP-1",
        "code": "abc",
    },
    "tell_result": {"title": TITLE, "organiser": NAME, "dialogue_id": 1},
    "trial": {},
}
ARABIC = re.compile("[\u0620-\u06ff]")
# What is in one piece: between the marks, or in an element with a direction of its own.
APART = re.compile('\u2068[^\u2069]*\u2069|<bdi.*?</bdi>|<(\\w+)[^>]* dir="ltr"[^>]*>.*?</\\1>', re.DOTALL)


def mixed(text: str) -> list[str]:
    """The lines and paragraphs in which Swedish words lie bare beside Arabic ones."""
    lines = re.split(r"\n|</?(?:p|li|h1|br|div|title|ul)\b[^>]*>", APART.sub("", text))
    return [
        line
        for line in lines
        if ARABIC.search(line) and re.search("[a-zåäö]{4}.*[?!]|Årsta", re.sub("<[^>]*>", "", line))
    ]


def test_every_kind_of_letter_is_tried() -> None:
    kinds = {file.stem for file in (paths.TEMPLATES / "mail").glob("*.txt")} - {"layout", "parts"}
    assert set(FACTS) == kinds


@pytest.mark.parametrize("language", ["ar", "fa"])
@pytest.mark.parametrize("kind", FACTS)
def test_a_letter_keeps_swedish_words_in_one_piece(app: Flask, language: str, kind: str) -> None:
    letter = writing.write(
        app, Mail(key="x", recipient="a@example.org", language=language, kind=kind, facts=FACTS[kind])
    )
    assert f'<html lang="{language}" dir="rtl">' in letter.html
    assert ARABIC.search(letter.subject)
    assert not mixed(letter.subject)
    assert not mixed(letter.text)
    assert not mixed(letter.html)
    # A mail program makes a link of a bare address; a mark at its end would become part of it.
    assert not re.search("https?://\\S*[\u2068\u2069]", letter.text)


def test_a_swedish_letter_has_no_marks(app: Flask) -> None:
    mail = Mail(key="x", recipient="a@example.org", language="sv", kind="tell_result", facts=FACTS["tell_result"])
    assert "\u2068" not in writing.write(app, mail).text
