"""What was entered from a file is counted, protected and judged as what was registered by hand."""

import json

from flask import Flask
from sqlalchemy import text

from portal.db import db
from tests.portal.bulk.files import as_csv, checked, loaded, row
from tests.portal.bulk.test_mistakes import PAST
from tests.visitor import Visitor


def _took_part() -> list[dict[str, object]]:
    found = db.session.scalars(text("SELECT page->>'took_part' FROM published_item WHERE kind = 'dialogue'"))
    return [json.loads(one) for one in found]


def test_counts_from_a_file_are_shown_without_the_small_ones(app: Flask, visitor: Visitor) -> None:
    loaded(as_csv([row(**PAST)]))
    (told,) = _took_part()
    assert told["total"] == 40
    cells = told["breakdowns"]["gender"]["cells"]  # type: ignore[index]
    assert 2 not in cells.values()
    assert None in cells.values()
    assert db.session.scalar(text("SELECT count(*) FROM shown_figures")) == 1


def test_the_statistics_know_what_was_entered_from_a_file(app: Flask) -> None:
    loaded(as_csv([row(**PAST | {"Referens": str(number)}) for number in range(3)]))
    kept = text("SELECT number FROM yearly_figure WHERE area = 'stockholm' AND year = 2024 AND measure = :measure")
    assert db.session.scalar(kept, {"measure": "dialogues"}) == 3
    assert db.session.scalar(kept, {"measure": "participants"}) == 120


def test_plans_of_one_file_are_not_judged_against_each_other_however_many_they_are(app: Flask) -> None:
    content = as_csv([row(Referens=str(number)) for number in range(300)])
    assert checked(content).bad == 0
    assert loaded(content).made == 300
    later = checked(as_csv([row(Referens="later")]))
    assert later.bad == 1, "what has been entered counts for the next file"
