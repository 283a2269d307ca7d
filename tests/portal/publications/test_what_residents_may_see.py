"""Drafts, plans in coordination and withdrawn dialogues show nowhere; a withdrawn one leaves nothing but its name."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from portal.actions import counting, dialogues, entries
from portal.actions.draft import DecisionDraft, GoalDraft, OccasionDraft, QuestionDraft, flat
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.calendar import moment
from portal.domain.rights import Actor
from portal.domain.words import CountMethod, FindingKind, FindingStrength, Status
from portal.occasions.models import Occasion
from portal.outcomes.models import ReuseLink
from portal.publications import feed, queries
from portal.publications.refresh import refresh
from portal.publications.selection import Selection
from portal.web.dates import today
from tests.make import TEXTS, Make, days

EVERYTHING = Selection()
MARKED = {name: f"{words} Zebramärke {name}." for name, words in TEXTS.items()} | {
    "title": "Ett torg med Zebramärke",
    "easy_read": "Lätt Zebramärke.",
    "accessibility_note": "Zebramärke i hissen.",
}
ADDRESSES = (
    "/sv/",
    "/en/",
    "/sv/dialogues",
    "/sv/dialogues?sort=updated",
    "/sv/findings",
    "/sv/commitments",
    "/sv/calendar",
    "/sv/districts",
    "/sv/districts/enskede-arsta-vantor",
    "/sv/map",
    "/feeds/calendar.ics",
    "/feeds/dialogues.ics",
    "/feeds/dialogues.atom",
)


def evening(**more: object) -> OccasionDraft:
    return OccasionDraft(day=days(30), begins=time(18), ends=time(20), place="Zebramärke bibliotek", **more)  # type: ignore[arg-type]


def marked(**more: object) -> dict[str, object]:
    known: dict[str, object] = {
        "texts": dict(MARKED),
        "occasions": (evening(),),
        "questions": (QuestionDraft(text="Var är Zebramärke?"),),
        "goals": (GoalDraft(text="Zebramärke nås."),),
        "decisions": (DecisionDraft(body="Zebramärkesnämnden", month=days(150).replace(day=1)),),
        "partners": ("Zebramärke ideell förening",),
        "internal_note": "Zebramärke internt",
        "contact_function": "Zebramärke samordnare",
        "checklist": dict.fromkeys(("method", "place", "room", "recruitment"), "Zebramärke."),
        "overlap_reason": "Zebramärke " * 6,
    }
    return known | more


def rows() -> list[str]:
    """Every row of what is published, whole, as text."""
    return list(db.session.scalars(text("SELECT to_jsonb(one)::text FROM published_item one ORDER BY id")))


def shown_anywhere() -> bool:
    """Whether any query that public pages ask gives anything at all."""
    found = queries.tallies()
    return bool(
        queries.listing(EVERYTHING).total
        or queries.listing(EVERYTHING).counts["district"]
        or queries.findings(EVERYTHING).total
        or queries.commitments(EVERYTHING, today=today()).total
        or queries.occasions(first=days(-400), last=days(400))
        or queries.reported(limit=10)
        or queries.promises_by_organisation(today())
        or found.open
        or found.coming
        or found.reported
        or found.findings
        or any(number for district in found.districts.values() for number in district.values())
        or list(feed.known())
    )


@pytest.mark.parametrize("state", ["draft", "in coordination"])
def test_a_plan_shows_nowhere(app: Flask, make: Make, admin: Actor, state: str) -> None:
    plan = (make.dialogue if state == "draft" else make.coordinated)(actor=admin, **marked())
    assert rows() == []
    assert not shown_anywhere()
    assert queries.page(plan.slug) is None
    assert queries.cards([plan.slug]) == {}
    for address in ADDRESSES:
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert "zebra" not in answer.text.lower(), address
    for address in (f"/sv/dialogues/{plan.slug}", f"/feeds/dialogues/{plan.slug}.ics"):
        assert app.test_client().get(address).status_code == 404


def test_what_is_published_shows_everywhere_it_should(app: Flask, make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin, **marked())
    assert queries.listing(EVERYTHING).items[0].slug == plan.slug
    assert queries.occasions(first=days(30), last=days(30))[0].dialogue == plan.slug
    assert queries.tallies().districts["enskede-arsta-vantor"] == {"coming": 1, "open": 0, "reported": 0, "total": 1}
    for address in (
        "/sv/dialogues",
        f"/sv/calendar?month={days(30):%Y-%m}",
        f"/sv/dialogues/{plan.slug}",
        "/feeds/dialogues.ics",
    ):
        assert "zebra" in app.test_client().get(address).text.lower(), address
    page = queries.page(plan.slug)
    assert page is not None
    assert page.easy_read == {"sv": "Lätt Zebramärke."}


def test_a_note_for_colleagues_is_never_published(make: Make, admin: Actor) -> None:
    make.published(actor=admin, internal_note="Kvagga endast för kollegor.", expected=4711)
    assert "kvagga" not in " ".join(rows()).lower()
    assert "4711" not in " ".join(rows())


def test_a_withdrawn_dialogue_leaves_tombstones_without_a_word(make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin, finding="Zebramärke är mörkt.", **marked())
    before = rows()
    assert len(before) == 4
    assert all("zebra" in row.lower() for row in before)
    dialogues.unpublish(plan.id, reason="En person nämndes vid namn i texten.", actor=admin)
    after = rows()
    assert len(after) == 4
    for row, kind in zip(after, ("dialogue", "occasion", "finding", "commitment"), strict=True):
        left = row.lower().replace(plan.slug, "its address")
        for word in ("zebra", "ragsved", "safety", "enskede", "trappa", "trafikkontoret", 'dialogue", "place'):
            assert word not in left, (kind, word)
    assert not shown_anywhere()
    withdrawn = [entry for batch in feed.changed_since(0) for entry in batch]
    assert {(entry.kind, entry.shown) for entry in withdrawn} == {
        ("dialogue", None),
        ("finding", None),
        ("commitment", None),
    }


def test_what_was_withdrawn_comes_back_as_it_was(make: Make, admin: Actor) -> None:
    plan = make.reported(actor=admin, **marked())
    page = queries.page(plan.slug)
    dialogues.unpublish(plan.id, reason="En person nämndes vid namn i texten.", actor=admin)
    dialogues.republish(plan.id, actor=admin)
    assert queries.page(plan.slug) == page
    assert queries.listing(EVERYTHING).total == queries.findings(EVERYTHING).total == 1


def test_one_cancelled_before_it_was_published_never_shows(make: Make, admin: Actor) -> None:
    plan = make.coordinated(actor=admin, **marked())
    dialogues.cancel(plan.id, reason="Nämnden har skjutit upp frågan.", actor=admin)
    assert rows() == []


def test_one_cancelled_after_it_was_published_says_why(make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin, occasions=(evening(),))
    dialogues.cancel(plan.id, reason="Nämnden har skjutit upp frågan.", actor=admin)
    page = queries.page(plan.slug)
    assert page is not None
    assert page.cancelled_reason == {"sv": "Nämnden har skjutit upp frågan."}
    assert [one.state for one in page.decisions] == ["none"]
    assert [one.state for one in page.card.occasions] == ["cancelled"]


def test_results_stay_hidden_until_the_dialogue_has_reported(make: Make, admin: Actor) -> None:
    plan = make.closed(actor=admin)
    counts = counting.Counts(method=CountMethod.COUNTED, total=64, women=34, men=28, other=2)
    counting.report_participation(plan.id, counts, occasion_id=None, actor=admin)
    learnt = entries.FindingDraft(
        text="Zebramärke är mörkt.", kind=FindingKind.PROBLEM, strength=FindingStrength.SEVERAL
    )
    entries.write_finding(plan.id, learnt, actor=admin)
    assert "zebra" not in " ".join(rows()).lower()
    page = queries.page(plan.slug)
    assert page is not None
    assert page.took_part is None
    assert page.findings == ()


def test_a_shared_occasion_names_only_what_residents_may_see(make: Make, admin: Actor) -> None:
    plan = make.published(actor=admin, occasions=(evening(),))
    other = make.coordinated(actor=admin, title="Ett dolt Kvaggatorg", lead="farsta", areas=("hokarangen",))
    occasion = db.session.query(Occasion).one()
    occasion.dialogues.append(db.session.get_one(Dialogue, other.id))
    db.session.commit()
    dialogues.edit(
        other.id,
        flat(make.draft(title="Ett dolt Kvaggatorg", lead="farsta")),
        actor=admin,
        revision=other.revision,
        today=today(),
    )
    occasion = db.session.query(Occasion).one()
    assert "kvagga" not in " ".join(rows()).lower()
    assert plan.slug in " ".join(rows())


def test_a_later_dialogue_forgets_the_title_of_an_earlier_one_that_is_withdrawn(make: Make, admin: Actor) -> None:
    earlier = make.published(actor=admin, title="Ett tidigare Kvaggatorg")
    later = make.dialogue(actor=admin, overlap_reason="Vi bygger vidare på det som sades förra gången. " * 2)
    db.session.add(ReuseLink(dialogue_id=later.id, earlier_id=earlier.id, kind="complements"))
    db.session.commit()
    dialogues.to_coordination(later.id, actor=admin, today=today())
    dialogues.publish(later.id, actor=admin, today=today())
    page = queries.page(later.slug)
    assert page is not None
    assert [one.title for one in page.reuses] == [{"sv": "Ett tidigare Kvaggatorg"}]
    dialogues.unpublish(earlier.id, reason="En person nämndes vid namn i texten.", actor=admin)
    page = queries.page(later.slug)
    assert page is not None
    assert page.reuses == ()
    assert not [row for row in rows() if "Kvaggatorg" in row]


@pytest.mark.parametrize("status", list(Status))
def test_every_state_is_either_public_or_not_there_at_all(make: Make, admin: Actor, status: Status) -> None:
    plan = make.published(actor=admin)
    row = db.session.get_one(Dialogue, plan.id)
    row.status = status
    row.unpublished_from = "planned" if status is Status.UNPUBLISHED else None
    row.cancelled_reason = "Nämnden har skjutit upp frågan." if status is Status.CANCELLED else ""
    row.closed_on = today()
    if status in (Status.DRAFT, Status.COORDINATION):
        row.published_at = None
    refresh([row])
    db.session.commit()
    hidden = status in (Status.DRAFT, Status.COORDINATION, Status.UNPUBLISHED)
    assert (queries.page(plan.slug) is None) == hidden
    assert queries.listing(EVERYTHING).total == (0 if hidden else 1)


def test_the_calendar_shows_the_days_of_stockholm(make: Make, admin: Actor) -> None:
    late = OccasionDraft(day=days(30), begins=time(0, 30), ends=time(2), place="Nattvandring")
    make.published(actor=admin, occasions=(late,))
    assert queries.occasions(first=days(30) - timedelta(1), last=days(30) - timedelta(1)) == ()
    shown = queries.occasions(first=days(30), last=days(30))
    assert [one.occasion.starts for one in shown] == [moment(days(30), time(0, 30))]
    assert queries.occasions(first=days(30) + timedelta(1), last=days(60)) == ()
