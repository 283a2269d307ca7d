"""A participatory budget: staff write down the proposals and the votes, residents read which won and how it goes."""

import json
from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from portal.db import db
from portal.domain.suppression import SMALL, Cells, Shown
from portal.domain.words import Form
from portal.outcomes.models import BallotOption, Commitment
from portal.publications.ballot import VOTES, ballot_of, safe_votes
from tests.make import Make
from tests.visitor import Visitor

OPTIONS: tuple[dict[str, str], ...] = (
    {"text": "Bänkar längs trappan", "cost": "250000", "votes": "212"},
    {"text": "Lampor i trappan", "cost": "900000", "votes": "471", "chosen": "y"},
    {"text": "En staty av en igelkott", "cost": "", "votes": "3"},
)


def voted(make: Make, app: Flask) -> tuple[str, str, Visitor]:
    """A reported budget with its vote, as a clerk wrote it: its pages in the desk and for residents."""
    clerk = make.staff()
    dialogue = make.reported(actor=clerk, form=Form.PARTICIPATORY_BUDGET, budget_sek=1_000_000)
    promise = db.session.scalars(select(Commitment.id)).one()
    browser, here = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes"
    assert f"{here}/vote" in browser.get(here).links()
    assert f"{here}/option" in browser.get(f"{here}/vote").links()
    for one in OPTIONS:
        browser.fill_in(f"{here}/option", **one, commitment=str(promise) if "chosen" in one else "")
    browser.post(f"{here}/vote", browser.get(f"{here}/vote").form_values())
    return here, f"/sv/dialogues/{dialogue.slug}", browser


def rows(page: Any) -> list[list[str]]:
    found = page.tree.findall(".//{*}table[@aria-labelledby='vote-title']/{*}tbody/{*}tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in found]


def test_residents_read_which_proposal_won_and_how_it_goes(app: Flask, make: Make, visitor: Visitor) -> None:
    _here, public, _browser = voted(make, app)
    page = visitor.get(public)
    assert "1 000 000 kronor" in page.text.replace("\xa0", " ")
    first, *others = rows(page)
    assert first[0].startswith("Lampor i trappan Vann Så går det:")
    assert [one.replace("\xa0", " ") for one in first[1:]] == ["900 000", "471"]
    assert others == [
        ["Bänkar längs trappan", others[0][1], "visas inte"],
        ["En staty av en igelkott", "", "visas inte"],
    ], "the next smallest is hidden too, so that the small one cannot be computed"


def test_a_small_number_of_votes_is_stored_nowhere_for_the_public(app: Flask, make: Make, visitor: Visitor) -> None:
    _here, public, _browser = voted(make, app)
    told = json.loads(visitor.get(public.replace("/sv/", "/api/v1/")).text)
    assert [(one["votes"], one["votes_hidden"]) for one in told["ballot"]] == [
        (471, False),
        (None, True),
        (None, True),
    ]
    assert told["budget_sek"] == 1_000_000
    [stored] = db.session.scalars(text("SELECT page::text FROM published_item WHERE kind = 'dialogue'"))
    ballot = json.loads(stored)["ballot"]
    assert [one["votes"] for one in ballot if one.get("votes") is not None] == [471]
    assert "686" not in stored, "no total that would give it away"


def test_a_correction_of_the_vote_is_kept(app: Flask, make: Make, visitor: Visitor) -> None:
    here, public, browser = voted(make, app)
    links = [one for one in browser.get(f"{here}/vote").links() if "/option/" in one]
    assert len(links) == 3
    assert browser.get(links[1]).form_values()["chosen"] == ["y"]
    browser.fill_in(links[1], votes="480")
    assert [row[2] for row in rows(visitor.get(public))] == ["480", "visas inte", "visas inte"]
    browser.post(f"{links[0]}/withdraw", browser.get(links[0]).form_values())
    history = browser.get(f"{here}/history")
    assert "Lampor i trappan" in history
    assert "Bänkar längs trappan" in history


def test_votes_wait_until_all_proposals_are_written_down(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff()
    dialogue = make.reported(actor=clerk, form=Form.PARTICIPATORY_BUDGET, budget_sek=1_000_000)
    browser, here = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes"
    browser.fill_in(f"{here}/option", text="Bänkar längs trappan", votes="212")
    [row] = rows(visitor.get(f"/sv/dialogues/{dialogue.slug}"))
    assert row[2] == "", "the proposal is read, but no votes that a later proposal could be compared with"
    browser.fill_in(f"{here}/option", text="Lampor i trappan", votes="471")
    assert "Visa rösterna för invånarna" in browser.get(f"{here}/vote")
    browser.post(f"{here}/vote", browser.get(f"{here}/vote").form_values())
    assert [row[2] for row in rows(visitor.get(f"/sv/dialogues/{dialogue.slug}"))] == ["471", "212"]
    assert "Visa rösterna för invånarna" not in browser.get(f"{here}/vote")
    browser.post(f"{here}/vote", browser.get(f"{here}/option").form_values(), status=409)


def test_a_few_votes_written_down_later_cannot_be_computed(app: Flask, make: Make, visitor: Visitor) -> None:
    here, public, browser = voted(make, app)
    browser.fill_in(f"{here}/option", text="En brygga", votes="4")
    assert [row[2] for row in rows(visitor.get(public))] == ["visas inte"] * 4
    desk = browser.get(f"{here}/vote")
    assert "En brygga" in desk.text.split("Invånarna ser inte rösterna på:")[1]


def test_votes_written_down_in_time_are_read_with_the_results(app: Flask, make: Make, visitor: Visitor) -> None:
    clerk = make.staff()
    dialogue = make.answered(actor=clerk, form=Form.PARTICIPATORY_BUDGET, budget_sek=1_000_000)
    browser, here = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes"
    for one in OPTIONS:
        browser.fill_in(f"{here}/option", **one)
    assert "Visa rösterna för invånarna" not in browser.get(f"{here}/vote")
    browser.post(f"{here}/report", browser.get(here).form_values())
    assert [row[2] for row in rows(visitor.get(f"/sv/dialogues/{dialogue.slug}"))] == [
        "471",
        "visas inte",
        "visas inte",
    ]


def test_only_a_participatory_budget_has_a_vote(app: Flask, make: Make) -> None:
    clerk = make.staff()
    dialogue = make.reported(actor=clerk)
    browser, here = make.signed_in(app, clerk), f"/desk/dialogues/{dialogue.id}/outcomes"
    assert f"{here}/vote" not in browser.get(here).links()
    browser.get(f"{here}/vote", status=404)
    browser.get(f"{here}/option", status=404)
    browser.post(f"{here}/option", browser.get(f"{here}/measure").form_values() | OPTIONS[0], status=404)
    assert db.session.scalar(select(func.count(BallotOption.id))) == 0


VOTES_WRITTEN = st.lists(st.none() | st.integers(0, 12), max_size=6)


def options(votes: list[int | None]) -> list[BallotOption]:
    return [BallotOption(id=place, text=str(place), votes=one, chosen=False) for place, one in enumerate(votes)]


def cells_of(told: Shown) -> Cells:
    return told.breakdowns[VOTES].cells if VOTES in told.breakdowns else {}


@given(VOTES_WRITTEN)
def test_hidden_votes_cannot_be_computed_even_by_who_knows_how_many_voted(votes: list[int | None]) -> None:
    rows = options(votes)
    read = ballot_of(rows, cells_of(safe_votes(rows, ())), lambda _part, swedish: {"sv": swedish})
    told = [(votes[int(one.text["sv"])], one) for one in read]
    assert all(one.votes == true and not 0 < one.votes < SMALL for true, one in told if one.votes is not None)
    hidden = [(true, one) for true, one in told if one.votes_hidden]
    assert [true for true, one in told if one.votes is None and not one.votes_hidden] == [None] * votes.count(None)
    places = [int(one.text["sv"]) for _true, one in hidden]
    assert places == sorted(places), "the order tells nothing of what is hidden"
    if any(one.votes for _true, one in told):
        assert not hidden or (len(hidden) > 1 and sum(true or 0 for true, _one in hidden) >= SMALL)


@given(st.lists(VOTES_WRITTEN, min_size=2, max_size=5))
def test_nobody_computes_few_votes_from_a_page_that_was_kept(written: list[list[int | None]]) -> None:
    told: list[Shown] = []
    for votes in written:
        told.append(safe_votes(options(votes), told))
    for newer, older in ((a, b) for place, a in enumerate(told) for b in told[:place]):
        now, then = cells_of(newer), cells_of(older)
        if not now or not then:
            continue
        for cell in {*now, *then}:
            one, other = now.get(cell, 0), then.get(cell, 0)
            assert (one is None) == (other is None), "what is hidden once is not told beside it"
            assert one is None or other is None or not 0 < abs(one - other) < SMALL
